"""Policy documents of all levels, their aims, themes, issuers and successions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from network.choices import Confidence, Language, label_of, one_of
from network.fields import ResponsibleField
from network.history import tracked
from network.models import Organisation
from network.sorting import sort_key
from network.texts import Text, reads, text_in
from plans import triggers
from plans.choices import Kind, Level, LinkState, Precision, Status, UrlConfidence
from plans.dates import FactDate
from plans.library_querysets import DocumentIssuerQuerySet, DocumentThemeQuerySet
from plans.querysets import DocumentQuerySet, ThemeQuerySet
from plans.vectors import DOCUMENT, FORGET_VECTOR, OWN, keep_vector
from plans.words import DOCUMENT_TEXTS, keep_words

if TYPE_CHECKING:
    from plans.models.files import PlanFile


def is_known_together(name: str) -> Q:
    """A date and its precision are both there or both not."""
    return Q(**{f"{name}_on": None, f"{name}_precision": ""}) | (
        Q(**{f"{name}_on__isnull": False}) & ~Q(**{f"{name}_precision": ""})
    )


@tracked()
class Theme(models.Model):
    """A subject from the controlled vocabulary."""

    key = models.SlugField(_("nøkkel"), max_length=40, unique=True)
    name = TranslatedField(models.CharField(_("navn"), max_length=80))
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return f"{reverse('library')}?tema={self.key}"


# A day of these is the day they were laid before somebody.
PRESENTED = frozenset({Kind.WHITE_PAPER, Kind.BILL, Kind.REPORT, Kind.PROPOSAL})


@tracked(exclude=("sort_key", "submission"))
class PolicyDocument(models.Model):
    """A document that an activity can rest on, from a school's plan to a European declaration."""

    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    level = models.CharField(_("nivå"), max_length=10, choices=Level)
    kind = models.CharField(_("slag"), max_length=30, choices=Kind)
    status = models.CharField(_("status"), max_length=12, choices=Status)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="plans",
        verbose_name=_("skole eller opplæringskontor"),
        null=True,
        blank=True,
    )
    title = models.TextField(_("offisiell tittel"))
    title_lang = models.CharField(
        _("tittelens språk"), max_length=2, choices=Language, default=Language.BOKMAL
    )
    short_title = models.CharField(_("kort tittel"), max_length=200, blank=True)
    short_title_lang = models.CharField(
        _("den korte tittelens språk"), max_length=2, choices=Language, blank=True
    )
    translated_title = TranslatedField(models.TextField(_("oversatt tittel"), blank=True))

    deck_number = models.PositiveSmallIntegerField(
        _("nummer i grunnlaget"), null=True, blank=True, unique=True
    )
    title_in_deck = models.TextField(_("tittel i grunnlaget"), blank=True)
    title_in_deck_lang = models.CharField(max_length=2, choices=Language, blank=True)
    url_in_deck = models.URLField(_("lenke i grunnlaget"), max_length=500, blank=True)
    statement_in_deck = models.TextField(_("utsagn i grunnlaget"), blank=True)
    statement_in_deck_lang = models.CharField(max_length=2, choices=Language, blank=True)
    level_in_deck = models.CharField(
        _("nivå i grunnlaget"), max_length=10, choices=Level, blank=True
    )

    issuers = models.ManyToManyField(
        Organisation, through="DocumentIssuer", related_name="issued", verbose_name=_("utgivere")
    )
    issuer_text = models.TextField(_("utgiver, i kildens ord"), blank=True)
    issuer_text_nn = models.TextField(_("utgiver, på nynorsk"), blank=True)
    issuer_text_en = models.TextField(_("utgiver, på engelsk"), blank=True)
    adopted_on = models.DateField(_("vedtatt"), null=True, blank=True)
    adopted_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    valid_from_on = models.DateField(_("gjelder fra"), null=True, blank=True)
    valid_from_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    valid_to_on = models.DateField(_("gjelder til"), null=True, blank=True)
    valid_to_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    reference = models.CharField(_("referanse"), max_length=300, blank=True)
    url = models.URLField(_("adresse til dokumentet"), max_length=500, blank=True)
    url_confidence = models.CharField(
        _("adressens sikkerhet"),
        max_length=7,
        choices=UrlConfidence,
        default=UrlConfidence.UNKNOWN,
    )
    link_state = models.CharField(
        _("lenkens tilstand"), max_length=9, choices=LinkState, default=LinkState.UNCHECKED
    )
    link_checked_at = models.DateTimeField(_("lenken kontrollert"), null=True, blank=True)
    confidence = models.CharField(
        _("sikkerhet"), max_length=6, choices=Confidence, default=Confidence.HIGH
    )
    note = models.TextField(_("merknad for fylket"), blank=True)
    sources = ArrayField(models.TextField(), verbose_name=_("kilder"), default=list, blank=True)
    themes = models.ManyToManyField(
        Theme, through="DocumentTheme", related_name="documents", verbose_name=_("temaer")
    )
    responsible = ResponsibleField(ends="valid_to_on")
    is_demo = models.BooleanField(_("eksempel"), default=False)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    submission = models.UUIDField(
        _("innsending"), unique=True, null=True, blank=True, editable=False
    )
    sort_key = sort_key("title", "title_lang", preferred="short_title")

    objects = DocumentQuerySet.as_manager()

    get_kind_display = label_of("kind", Kind)
    get_status_display = label_of("status", Status)

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("dokument")
        verbose_name_plural = _("planverk")
        constraints = [
            one_of("document_level_known", "level", Level),
            one_of("document_level_in_deck_known", "level_in_deck", Level, blank=True),
            one_of("document_kind_known", "kind", Kind),
            one_of("document_status_known", "status", Status),
            one_of("document_confidence_known", "confidence", Confidence),
            one_of("document_adopted_precision", "adopted_precision", Precision, blank=True),
            one_of("document_from_precision", "valid_from_precision", Precision, blank=True),
            one_of("document_to_precision", "valid_to_precision", Precision, blank=True),
            models.CheckConstraint(
                condition=Q(level="school", organisation__isnull=False)
                | (~Q(level="school") & Q(organisation__isnull=True)),
                name="document_owned_at_school_level_only",
                violation_error_message=_(
                    "En plan på skolenivå hører til én skole eller ett opplæringskontor; "
                    "dokumenter på andre nivåer hører ikke til noen."
                ),
            ),
            models.CheckConstraint(
                condition=Q(responsible=None) | Q(organisation__isnull=False),
                name="document_looked_after_where_owned",
                violation_error_message=_(
                    "Bare skolens og kontorets egne planer har en ansvarlig."
                ),
            ),
            models.CheckConstraint(
                condition=is_known_together("adopted")
                & is_known_together("valid_from")
                & is_known_together("valid_to"),
                name="document_dates_have_a_precision",
                violation_error_message=_("En dato skal ha en presisjon: dag, måned eller år."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from_on=None)
                | Q(valid_to_on=None)
                | Q(valid_to_on__gte=F("valid_from_on")),
                name="document_ends_after_it_begins",
                violation_error_message=_("Dokumentet kan ikke slutte å gjelde før det begynner."),
            ),
            models.CheckConstraint(
                condition=Q(short_title="", short_title_lang="")
                | (~Q(short_title="") & ~Q(short_title_lang="")),
                name="document_short_title_has_a_language",
                violation_error_message=_("En kort tittel må ha et språk."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="document_has_a_title",
                violation_error_message=_("Dokumentet må ha en tittel."),
            ),
        ]
        triggers = [
            triggers.guard("document_level", triggers.LEVEL_GUARD, pgtrigger.UpdateOf("level")),
            triggers.guard("document_owner", triggers.OWNER_GUARD, triggers.WRITES),
            keep_words("document_words", DOCUMENT_TEXTS),
            keep_vector("document_vector", DOCUMENT, *OWN, "confidence"),
            FORGET_VECTOR,
        ]

    def __str__(self) -> str:
        return self.short_title or self.title

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.slug])

    @property
    def lang(self) -> str:
        """The language that it is written in."""
        return self.title_lang

    @property
    def pdf(self) -> PlanFile | None:
        """The plan itself, where its own people have laid it here; others' documents have none."""
        return getattr(self, "file", None) if self.organisation_id else None

    @property
    def adopted(self) -> FactDate | None:
        return FactDate.of(self.adopted_on, self.adopted_precision)

    @property
    def adopted_label(self) -> Any:
        """What was done on the day: a proposal and what only informs is not adopted."""
        is_open = Status(self.status).tone == "open"
        return _("Lagt fram") if is_open or self.kind in PRESENTED else _("Vedtatt")

    @property
    def validity_label(self) -> Any:
        """What the period says: of what is proposed no more than that."""
        is_open = Status(self.status).tone == "open"
        return _("Foreslått å gjelde") if is_open else _("Gjelder")

    @property
    def valid_from(self) -> FactDate | None:
        return FactDate.of(self.valid_from_on, self.valid_from_precision)

    @property
    def valid_to(self) -> FactDate | None:
        return FactDate.of(self.valid_to_on, self.valid_to_precision)

    @property
    def known_from(self) -> FactDate | None:
        """When it was adopted, or else when it began to hold."""
        return self.adopted or self.valid_from

    @property
    def is_checked(self) -> bool:
        """Whether issuer, dates and reference are sure enough to be public."""
        return self.confidence == Confidence.HIGH

    @property
    def is_in_force(self) -> bool:
        """Whether it surely holds: neither proposed, nor unconfirmed, nor ended."""
        return Status(self.status).tone == "valid"

    @property
    def has_facts(self) -> bool:
        """Whether any of issuer, dates and reference is known."""
        return bool(self.issuer_text or self.known_from or self.valid_to or self.reference)

    @property
    def has_ended(self) -> bool:
        """Whether it has been replaced, carried on elsewhere or run out."""
        return Status(self.status).tone == "ended"

    @property
    def level_label(self) -> Any:
        """The level's heading; a training office's plans are not a school's."""
        if self.organisation and self.organisation.kind == Organisation.Kind.TRAINING_OFFICE:
            return _("Opplæringskontorets egne planverk")
        return Level(self.level).label

    @property
    def heading_in_deck(self) -> str:
        """The presentation's heading above the document, where it is another than its level's."""
        if not self.level_in_deck or self.level_in_deck == self.level:
            return ""
        return Level(self.level_in_deck).in_deck

    @property
    def heading(self) -> Text:
        """The title that pages show first, with its language."""
        if self.short_title:
            return Text(self.short_title, self.short_title_lang)
        return Text(self.title, self.title_lang)

    def heading_for(self, lang: str) -> Text:
        """The title that a text in a language calls it by: the official one, where only that is."""
        is_foreign = not reads(lang, self.heading.lang) and reads(lang, self.title_lang)
        return Text(self.title, self.title_lang) if is_foreign else self.heading

    @property
    def explanation(self) -> Text:
        """The fuller title that says what the heading is of; empty where there is no other."""
        fuller = text_in(self, "translated_title")
        if not fuller.value:
            fuller = Text(self.title, self.title_lang)
        return Text("", "") if fuller.value == self.heading.value else fuller


@tracked()
class DocumentIssuer(models.Model):
    """An organisation that issued a document; several in order."""

    document = models.ForeignKey(PolicyDocument, models.CASCADE, related_name="issuer_rows")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="issuer_rows")
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    objects = DocumentIssuerQuerySet.as_manager()

    class Meta:
        ordering = ["document", "position", "pk"]
        verbose_name = _("utgiver")
        verbose_name_plural = _("utgivere")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "organisation"],
                name="issuer_once",
                violation_error_message=_("Utgiveren står her alt."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()


@tracked()
class DocumentTheme(models.Model):
    """A theme that a document speaks of."""

    document = models.ForeignKey(PolicyDocument, models.CASCADE, related_name="theme_rows")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="document_rows")

    objects = DocumentThemeQuerySet.as_manager()

    class Meta:
        ordering = ["document", "theme"]
        verbose_name = _("dokumentets tema")
        verbose_name_plural = _("dokumentets temaer")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "theme"],
                name="document_theme_once",
                violation_error_message=_("Temaet står her alt."),
            )
        ]

    def __str__(self) -> str:
        return str(self.theme)

    def get_absolute_url(self) -> str:
        return self.theme.get_absolute_url()
