"""Aims of documents, and what took over from what."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from network.choices import one_of
from network.history import tracked
from network.triggers import Refuse
from plans import triggers
from plans.choices import SuccessionKind
from plans.models.documents import PolicyDocument
from plans.pages import Pages, with_page
from plans.querysets import AimQuerySet, SuccessionQuerySet
from plans.vectors import AIM, AIM_LEAVES_VECTOR, keep_vector
from plans.words import AIM_TEXTS, keep_words

# No document has more pages.
LAST_PAGE = 9999


@tracked()
class Aim(models.Model):
    """One aim of a document, in the document's own numbering; retired, never deleted.

    Only what was pasted by mistake goes again, untouched: `paste` names the paste that it came or
    got its page by, as long as nobody has changed it since.
    """

    document = models.ForeignKey(
        PolicyDocument, models.PROTECT, related_name="aims", verbose_name=_("dokument")
    )
    key = models.SlugField(_("nummer"), max_length=20)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    text = TranslatedField(models.TextField(_("mål"), blank=True))
    page = models.PositiveSmallIntegerField(_("side i dokumentet"), null=True, blank=True)
    page_to = models.PositiveSmallIntegerField(_("til og med side"), null=True, blank=True)
    paste = models.UUIDField(_("innliming"), null=True, blank=True, editable=False)
    uri = models.URLField(_("varig adresse"), max_length=300, blank=True)
    retired_at = models.DateTimeField(_("trukket"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)

    objects = AimQuerySet.as_manager()

    class Meta:
        ordering = ["document", "position", "pk"]
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "key"],
                name="aim_key_once_a_document",
                violation_error_message=_("Dokumentet har alt et mål med dette nummeret."),
            ),
            models.CheckConstraint(
                condition=~Q(text_nb="", text_nn="", text_en=""),
                name="aim_has_a_text",
                violation_error_message=_("Målet må ha en tekst på minst ett språk."),
            ),
            models.CheckConstraint(
                condition=Q(page=None) | Q(page__gte=1, page__lte=LAST_PAGE),
                name="aim_page_is_a_page",
                violation_error_message=_("Sidetallet er mellom 1 og 9999."),
            ),
            models.CheckConstraint(
                condition=Q(page_to=None)
                | Q(page__isnull=False, page_to__gt=F("page"), page_to__lte=LAST_PAGE),
                name="aim_pages_go_forward",
                violation_error_message=_("Den siste siden kommer etter den første."),
            ),
        ]
        triggers = [
            Refuse(
                name="aim_is_retired_not_deleted",
                message="an aim is retired, never deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.paste IS NULL OR OLD.version > 1"),
            ),
            triggers.fixed("aim_key_fixed", "key"),
            triggers.guard("aim_not_in_programme", triggers.AIM_GUARD, triggers.WRITES),
            triggers.fixed("aim_document_fixed", "document_id"),
            keep_words("aim_words", AIM_TEXTS),
            keep_vector("aim_vector", AIM, *AIM_TEXTS, "retired_at"),
            AIM_LEAVES_VECTOR,
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.key}"

    def get_absolute_url(self) -> str:
        return f"{self.document.get_absolute_url()}#mal-{self.key}"

    @property
    def pages(self) -> Pages | None:
        """The pages it stands on, where that is known."""
        return Pages(self.page, self.page_to) if self.page else None

    @property
    def numbered(self) -> str:
        """Its number, with the pages it stands on where they are known."""
        return with_page(self.key, self.pages)


@tracked()
class Succession(models.Model):
    """Something new takes over: a document from a document, or a point from a point."""

    predecessor_document = models.ForeignKey(
        PolicyDocument, models.PROTECT, related_name="successions", null=True, blank=True
    )
    successor_document = models.ForeignKey(
        PolicyDocument, models.PROTECT, related_name="precessions", null=True, blank=True
    )
    predecessor_action = models.ForeignKey(
        "plans.Action", models.PROTECT, related_name="successions", null=True, blank=True
    )
    successor_action = models.ForeignKey(
        "plans.Action", models.PROTECT, related_name="precessions", null=True, blank=True
    )
    kind = models.CharField(_("hvordan"), max_length=10, choices=SuccessionKind)
    source = models.TextField(_("kilde"), blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("videreføring")
        verbose_name_plural = _("videreføringer")
        constraints = [
            one_of("succession_kind_known", "kind", SuccessionKind),
            models.CheckConstraint(
                condition=Q(
                    predecessor_document__isnull=False,
                    successor_document__isnull=False,
                    predecessor_action=None,
                    successor_action=None,
                )
                | Q(
                    predecessor_document=None,
                    successor_document=None,
                    predecessor_action__isnull=False,
                    successor_action__isnull=False,
                ),
                name="succession_between_two_of_a_kind",
                violation_error_message=_(
                    "Et dokument følges av et dokument, et tiltakspunkt av et tiltakspunkt."
                ),
            ),
            models.UniqueConstraint(
                fields=[
                    "predecessor_document",
                    "successor_document",
                    "predecessor_action",
                    "successor_action",
                ],
                nulls_distinct=False,
                name="succession_once",
                violation_error_message=_("Denne videreføringen står her alt."),
            ),
        ]
        triggers = [triggers.guard("succession_cycle", triggers.SUCCESSION_GUARD, triggers.WRITES)]

    def __str__(self) -> str:
        before = self.predecessor_document or self.predecessor_action
        after = self.successor_document or self.successor_action
        return f"{before} {self.get_kind_display()} {after}"

    def get_absolute_url(self) -> str:
        successor = self.successor_document or self.successor_action
        assert successor is not None  # noqa: S101  (the database's check)
        return successor.get_absolute_url()
