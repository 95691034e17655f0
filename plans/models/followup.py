"""What becomes of the programme: political treatment, who does what, status and indicators."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from network.choices import Confidence, Language, one_of
from network.history import tracked
from network.models import Organisation
from network.texts import Text
from plans.charts import Chart, Figure, column_chart
from plans.choices import PartyKind, Precision, ProgressStatus, TreatmentRole
from plans.dates import FactDate
from plans.followup_querysets import (
    ActionPartyQuerySet,
    IndicatorQuerySet,
    ProgressReportQuerySet,
    TreatmentQuerySet,
)
from plans.models.anchors import exactly_one
from plans.models.programme import Action, Measure, Programme


@tracked()
class PoliticalTreatment(models.Model):
    """One body's treatment of a programme; it says `vedtak` only where that is confirmed."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="treatments", verbose_name=_("handlingsprogram")
    )
    body = models.CharField(_("organ"), max_length=120)
    date_on = models.DateField(_("dato"))
    date_precision = models.CharField(max_length=5, choices=Precision)
    role = models.CharField(_("rolle"), max_length=16, choices=TreatmentRole)
    case_number = models.CharField(_("saksnummer"), max_length=60, blank=True)
    decision = TranslatedField(models.TextField(_("vedtak eller innhold"), blank=True))
    url = models.URLField(_("lenke"), max_length=500, blank=True)
    source = models.TextField(_("kilde"), blank=True)
    confidence = models.CharField(
        _("sikkerhet"), max_length=6, choices=Confidence, default=Confidence.HIGH
    )

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "date_on", "pk"]
        verbose_name = _("politisk behandling")
        verbose_name_plural = _("politisk behandling")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "body", "date_on"],
                name="treatment_once",
                violation_error_message=_("Denne behandlingen står her alt."),
            ),
            one_of("treatment_role_known", "role", TreatmentRole),
            one_of("treatment_precision_known", "date_precision", Precision),
            one_of("treatment_confidence_known", "confidence", Confidence),
            models.CheckConstraint(
                condition=~Q(role=TreatmentRole.DECISION) | Q(confidence=Confidence.HIGH),
                name="treatment_decision_is_confirmed",
                violation_error_message=_("Et vedtak må være bekreftet før det kalles vedtak."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.date}"

    def get_absolute_url(self) -> str:
        return self.programme.get_absolute_url()

    @property
    def date(self) -> FactDate:
        return FactDate(self.date_on, Precision(self.date_precision))


@tracked()
class ActionParty(models.Model):
    """An organisation that is responsible for a point or takes part in it."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="parties", verbose_name=_("tiltakspunkt")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="action_parties", verbose_name=_("organisasjon")
    )
    kind = models.CharField(_("rolle"), max_length=12, choices=PartyKind)
    name_in_programme = models.CharField(_("navn i programmet"), max_length=200, blank=True)
    source = models.TextField(_("kilde"), blank=True)

    objects = ActionPartyQuerySet.as_manager()

    class Meta:
        ordering = ["action", "-kind", "organisation__sort_key", "pk"]
        verbose_name = _("part i et tiltakspunkt")
        verbose_name_plural = _("parter i tiltakspunkter")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "organisation"],
                name="party_once_a_point",
                violation_error_message=_("Organisasjonen står alt ved punktet."),
            ),
            one_of("party_kind_known", "kind", PartyKind),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()

    @property
    def name(self) -> Text:
        """The organisation's name; the programme's own where ours is not checked."""
        if self.name_in_programme and not self.organisation.is_checked:
            return Text(self.name_in_programme, Language.BOKMAL)
        return self.organisation.heading

    @property
    def former_name(self) -> str:
        """What the programme calls it, where that is a name it no longer has."""
        former = self.organisation.former_names
        is_former = any(name.startswith(self.name_in_programme) for name in former)
        return self.name_in_programme if is_former else ""


@tracked()
class ProgressReport(models.Model):
    """Where a point stood on a day."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="reports", verbose_name=_("tiltakspunkt")
    )
    reported_on = models.DateField(_("dato"))
    status = models.CharField(_("status"), max_length=12, choices=ProgressStatus)
    text = TranslatedField(models.TextField(_("hva som er gjort"), blank=True))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    is_demo = models.BooleanField(_("eksempel"), default=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["action", "-reported_on", "-pk"]
        verbose_name = _("status for et tiltakspunkt")
        verbose_name_plural = _("statuser for tiltakspunkter")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "reported_on"],
                name="report_once_a_day",
                violation_error_message=_("Punktet har alt en status for denne dagen."),
            ),
            one_of("report_status_known", "status", ProgressStatus),
            models.CheckConstraint(
                condition=~Q(status=ProgressStatus.DROPPED)
                | ~Q(text_nb="", text_nn="", text_en=""),
                name="report_dropped_with_a_reason",
                violation_error_message=_("Når et punkt utgår, skal det stå hvorfor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()


@tracked()
class Indicator(models.Model):
    """What is counted for a measure or a point, from where and to where."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="indicators", null=True, blank=True
    )
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="indicators", null=True, blank=True
    )
    key = models.SlugField(_("nøkkel"), max_length=60, unique=True)
    name = TranslatedField(models.CharField(_("navn"), max_length=200, blank=True))
    unit = TranslatedField(models.CharField(_("enhet"), max_length=60, blank=True))
    baseline = models.DecimalField(
        _("utgangspunkt"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("utgangspunktets år"), null=True, blank=True)
    target = models.DecimalField(
        _("måltall"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(_("måltallets år"), null=True, blank=True)
    source = models.TextField(_("kilde"), blank=True)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    is_demo = models.BooleanField(_("eksempel"), default=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("measure", "action"),
                name="indicator_of_a_measure_or_a_point",
                violation_error_message=_("En indikator hører til ett tiltak eller ett punkt."),
            ),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_year=None)
                | Q(baseline__isnull=False, baseline_year__isnull=False),
                name="indicator_baseline_has_a_year",
                violation_error_message=_("Et utgangspunkt skal ha et år."),
            ),
            models.CheckConstraint(
                condition=Q(target=None, target_year=None)
                | Q(target__isnull=False, target_year__isnull=False),
                name="indicator_target_has_a_year",
                violation_error_message=_("Et måltall skal ha et år."),
            ),
            models.CheckConstraint(
                condition=~Q(name_nb=""),
                name="indicator_has_a_name",
                violation_error_message=_("Indikatoren må ha et navn på bokmål."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        owner = self.measure or self.action
        return f"{owner.get_absolute_url() if owner else reverse('programme')}#indikator-{self.key}"

    @property
    def chart(self) -> Chart | None:
        """Its numbers as columns; None where there are none."""
        return column_chart(
            baseline=Figure.of(self.baseline_year, self.baseline),
            values=[Figure(row.year, row.value) for row in self.values.all()],
            target=Figure.of(self.target_year, self.target),
        )


@tracked()
class IndicatorValue(models.Model):
    """The count of one year."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="values", verbose_name=_("indikator")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    value = models.DecimalField(_("verdi"), max_digits=12, decimal_places=2)
    note = models.TextField(_("merknad"), blank=True)

    class Meta:
        ordering = ["indicator", "year"]
        verbose_name = _("verdi")
        verbose_name_plural = _("verdier")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="indicator_value_once_a_year",
                violation_error_message=_("Året har alt en verdi."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"

    def get_absolute_url(self) -> str:
        return self.indicator.get_absolute_url()
