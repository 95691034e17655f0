"""Agreements that outlive a single activity: partnerships, and accreditations with Erasmus+."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mobility.agreement_querysets import (
    AccreditationQuerySet,
    MembershipQuerySet,
    PartnershipQuerySet,
)
from mobility.choices import AccreditationField, Approval, PartnershipKind
from network.choices import Language, label_of, one_of
from network.fields import ResponsibleField
from network.history import tracked
from network.models import Organisation
from network.sorting import sort_key
from network.texts import Text
from plans.models import PolicyDocument

CODE_IS_TAKEN = _("En annen akkreditering med denne koden er publisert.")
IS_PARTY_ALREADY = _("Den er med fra før.")


class Agreement(models.Model):
    """Whose it is, how long it holds, and who may see it."""

    parties: Any
    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="%(class)ss", verbose_name=_("hvem")
    )
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    responsible = ResponsibleField(ends="ends_on")
    is_demo = models.BooleanField(_("eksempel"), default=False)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    submission = models.UUIDField(
        _("innsending"), unique=True, null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("Siste dag kan ikke komme før den første."),
            ),
        ]

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def present(self) -> list[Any]:
        """The parties that have not left."""
        return [party for party in self.parties.all() if not party.has_left]


@tracked(exclude=("sort_key", "submission"))
class Partnership(Agreement):
    """An agreement with partners abroad or at home."""

    is_accreditation = False

    Kind = PartnershipKind

    title = models.CharField(_("tittel"), max_length=200)
    lang = models.CharField(
        _("tekstens språk"), max_length=2, choices=Language, default=Language.BOKMAL
    )
    kind = models.CharField(_("slag"), max_length=20, choices=PartnershipKind)
    about = models.TextField(_("hva avtalen går ut på"), blank=True)
    contact_role = models.CharField(_("kontakt"), max_length=120, blank=True)
    subjects = models.CharField(_("fag"), max_length=300, blank=True)
    approval = models.CharField(_("godkjenning"), max_length=10, choices=Approval, blank=True)
    approved_from = models.DateField(_("godkjent fra"), null=True, blank=True)
    approved_to = models.DateField(_("godkjent til"), null=True, blank=True)
    report_due = models.DateField(_("rapporteres innen"), null=True, blank=True)
    sort_key = sort_key("title", "lang")

    objects = PartnershipQuerySet.as_manager()

    get_kind_display = label_of("kind", PartnershipKind)
    get_approval_display = label_of("approval", Approval)

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("samarbeidsavtale")
        verbose_name_plural = _("samarbeidsavtaler")
        constraints = [
            *Agreement.Meta.constraints,
            one_of("partnership_kind_known", "kind", PartnershipKind),
            one_of("partnership_approval_known", "approval", Approval, blank=True),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="partnership_has_a_title",
                violation_error_message=_("Avtalen må ha en tittel."),
            ),
            models.CheckConstraint(
                condition=Q(approval="") | Q(kind=PartnershipKind.EXCHANGE),
                name="partnership_approval_is_of_an_exchange",
                violation_error_message=_("Bare utvekslingssamarbeid på Vg2 skal godkjennes."),
            ),
            models.CheckConstraint(
                condition=~Q(approval=Approval.APPROVED)
                | Q(approved_from__isnull=False, approved_to__isnull=False),
                name="partnership_approved_from_and_to",
                violation_error_message=_("Skriv fra når og til når samarbeidet er godkjent."),
            ),
            models.CheckConstraint(
                condition=Q(approval=Approval.APPROVED) | Q(approved_from=None, approved_to=None),
                name="partnership_dates_are_of_an_approval",
                violation_error_message=_("Datoene gjelder bare for et godkjent samarbeid."),
            ),
            models.CheckConstraint(
                condition=Q(approved_from=None)
                | Q(approved_to=None)
                | Q(approved_to__gte=F("approved_from")),
                name="partnership_approval_ends_after_it_begins",
                violation_error_message=_("Godkjenningen kan ikke slutte før den begynner."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=[self.slug])

    @property
    def heading(self) -> Text:
        """The title with its language."""
        return Text(self.title, self.lang)


@tracked(exclude=("submission",))
class Accreditation(Agreement):
    """An Erasmus accreditation: in one field, alone or for a consortium."""

    is_accreditation = True

    Field = AccreditationField

    code = models.CharField(_("kode"), max_length=40, blank=True)
    field = models.CharField(_("fagfelt"), max_length=10, choices=AccreditationField)
    is_consortium = models.BooleanField(_("for et konsortium"), default=False)
    plan = models.ForeignKey(
        PolicyDocument,
        models.PROTECT,
        related_name="accreditations",
        verbose_name=_("Erasmus-plan"),
        null=True,
        blank=True,
    )

    objects = AccreditationQuerySet.as_manager()

    get_field_display = label_of("field", AccreditationField)

    class Meta:
        ordering = ["organisation", "field", "pk"]
        verbose_name = _("Erasmus-akkreditering")
        verbose_name_plural = _("Erasmus-akkrediteringer")
        constraints = [
            *Agreement.Meta.constraints,
            one_of("accreditation_field_known", "field", AccreditationField),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code="") & Q(published_at__isnull=False),
                name="accreditation_code_once_among_published",
                violation_error_message=CODE_IS_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return str(self.heading)

    def get_absolute_url(self) -> str:
        return reverse("accreditation", args=[self.slug])

    @property
    def heading(self) -> Text:
        """What it is, in the page's language."""
        said = _("Erasmus-akkreditering: %(field)s") % {"field": self.get_field_display()}
        return Text(capfirst(said), get_language() or Language.BOKMAL)


class Membership(models.Model):
    """One of the parties: an organisation that the portal knows, or one by its name alone."""

    agreement: Any
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="%(class)s_rows",
        verbose_name=_("skole, kontor eller organisasjon"),
        null=True,
        blank=True,
    )
    name = models.CharField(_("navn"), max_length=200, blank=True)
    place = models.CharField(_("sted"), max_length=100, blank=True)
    country = models.CharField(_("land"), max_length=2, help_text="ISO 3166-1")
    joined_on = models.DateField(_("med fra"), null=True, blank=True)
    left_on = models.DateField(_("med til"), null=True, blank=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    submission = models.UUIDField(_("innsending"), unique=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                condition=Q(organisation__isnull=False, left_on=None),
                name="%(class)s_is_in_it_once",
                violation_error_message=IS_PARTY_ALREADY,
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) ^ Q(name=""),
                name="%(class)s_is_known_or_named",
                violation_error_message=_("Velg en organisasjon fra listen, eller skriv navnet."),
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                name="%(class)s_country_is_iso",
                violation_error_message=_("Velg land."),
            ),
            models.CheckConstraint(
                condition=Q(joined_on=None) | Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="%(class)s_leaves_after_it_joins",
                violation_error_message=_("Parten kan ikke gå ut før den kom med."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.heading)

    @property
    def has_left(self) -> bool:
        return self.left_on is not None and self.left_on < timezone.localdate()

    @property
    def heading(self) -> Text:
        """The name; of one that the portal does not know, no language is known."""
        if not self.organisation:
            return Text(self.name, "")
        if not self.is_named:
            unnamed = str(_("Part som ikke er publisert"))
            return Text(unnamed, get_language() or Language.BOKMAL)
        return self.organisation.heading

    @property
    def is_named(self) -> bool:
        """Whether the viewer may know who it is; where nobody is asked for, what all may know."""
        known = self.organisation is None or self.organisation.published_at is not None
        return bool(getattr(self, "is_seen", known))


@tracked(exclude=("submission",))
class Party(Membership):
    """One that a partnership is with."""

    agreement = models.ForeignKey(
        Partnership, models.CASCADE, related_name="parties", verbose_name=_("avtale")
    )

    class Meta(Membership.Meta):
        verbose_name = _("part i avtalen")
        verbose_name_plural = _("parter i avtaler")

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()


@tracked(exclude=("submission",))
class AccreditationMember(Membership):
    """One that an accredited consortium has as a member."""

    agreement = models.ForeignKey(
        Accreditation, models.CASCADE, related_name="parties", verbose_name=_("akkreditering")
    )

    class Meta(Membership.Meta):
        verbose_name = _("medlem av konsortiet")
        verbose_name_plural = _("medlemmer av konsortier")

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()
