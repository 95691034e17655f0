"""The county's international action programme: measures and their points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from network.history import tracked
from network.triggers import Refuse
from plans import triggers
from plans.choices import PartyKind
from plans.models.documents import PolicyDocument
from plans.progress import Standing, standings
from plans.querysets import ActionQuerySet, MeasureQuerySet, ProgrammeQuerySet
from plans.vectors import ACTION, MEASURE, keep_vector
from plans.words import ACTION_TEXTS, MEASURE_TEXTS, keep_words

if TYPE_CHECKING:
    from plans.models.followup import ActionParty, ProgressReport


@tracked()
class Programme(models.Model):
    """One version of the programme; what it says of itself stands on its document."""

    document = models.OneToOneField(
        PolicyDocument, models.PROTECT, related_name="programme", verbose_name=_("dokument")
    )
    area = TranslatedField(models.CharField(_("område"), max_length=200, blank=True))
    status_note = TranslatedField(models.TextField(_("status i ord"), blank=True))
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["document__valid_from_on", "pk"]
        verbose_name = _("handlingsprogram")
        verbose_name_plural = _("handlingsprogrammer")
        triggers = [
            triggers.guard("programme_level", triggers.PROGRAMME_GUARD, triggers.WRITES),
            triggers.fixed("programme_document_fixed", "document_id"),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("programme")


@tracked()
class Measure(models.Model):
    """One of the programme's measures (tiltak)."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="measures", verbose_name=_("handlingsprogram")
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = TranslatedField(models.CharField(_("tittel"), max_length=300, blank=True))
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "number"]
        verbose_name = _("tiltak")
        verbose_name_plural = _("tiltak")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="measure_number_once_a_programme",
                violation_error_message=_("Programmet har alt et tiltak med dette nummeret."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title_nb=""),
                name="measure_has_a_title",
                violation_error_message=_("Tiltaket må ha en tittel på bokmål."),
            ),
        ]
        triggers = [
            triggers.fixed("measure_programme_fixed", "programme_id"),
            keep_words("measure_words", MEASURE_TEXTS),
            keep_vector("measure_vector", MEASURE, *MEASURE_TEXTS),
        ]

    def __str__(self) -> str:
        return _("Tiltak %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.number])

    @property
    def progress(self) -> list[Standing]:
        """How many of its points in use stand where; those without a status last."""
        return standings(self.actions.all())

    @property
    def has_reports(self) -> bool:
        return any(action.latest_report for action in self.actions.all())

    @property
    def has_demo_reports(self) -> bool:
        """Whether what is counted is invented."""
        reports = [action.latest_report for action in self.actions.all()]
        return any(report.is_demo for report in reports if report)


@tracked()
class Action(models.Model):
    """One point under a measure (tiltakspunkt); its number is given once and never reused."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="actions", verbose_name=_("tiltak")
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = TranslatedField(models.TextField(_("tekst"), blank=True))
    retired_at = models.DateTimeField(_("trukket"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "number"]
        verbose_name = _("tiltakspunkt")
        verbose_name_plural = _("tiltakspunkter")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "number"],
                name="action_number_once_a_measure",
                violation_error_message=_("Tiltaket har alt et punkt med dette nummeret."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text_nb=""),
                name="action_has_a_text",
                violation_error_message=_("Punktet må ha en tekst på bokmål."),
            ),
        ]
        triggers = [
            Refuse(
                name="action_is_retired_not_deleted",
                message="a point is retired, never deleted",
                operation=pgtrigger.Delete,
            ),
            triggers.fixed("action_measure_fixed", "measure_id"),
            triggers.fixed("action_number_fixed", "number"),
            keep_words("action_words", ACTION_TEXTS),
            keep_vector("action_vector", ACTION, *ACTION_TEXTS, "retired_at"),
        ]

    def __str__(self) -> str:
        return _("Tiltak %(measure)s, punkt %(number)s") % {
            "measure": self.measure.number,
            "number": self.dotted,
        }

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.measure.number, self.number])

    @property
    def latest_report(self) -> ProgressReport | None:
        """Where it stands, by the newest report."""
        return next(iter(self.reports.all()), None)

    @property
    def responsible(self) -> list[ActionParty]:
        return [party for party in self.parties.all() if party.kind == PartyKind.RESPONSIBLE]

    @property
    def partners(self) -> list[ActionParty]:
        return [party for party in self.parties.all() if party.kind == PartyKind.PARTNER]

    @property
    def dotted(self) -> str:
        """The number as people say it, e.g. `1.2`."""
        return f"{self.measure.number}.{self.number}"
