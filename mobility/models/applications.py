"""Application forms, and what somebody writes of her own in one."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from mobility.application_querysets import ApplicationFormQuerySet, WrittenSectionQuerySet
from mobility.choices import SectionContent
from mobility.models.activities import Activity
from network.choices import Confidence, Language, one_of
from network.history import tracked
from network.texts import text_in


@tracked()
class ApplicationForm(models.Model):
    """A form that is applied on: what it is for, and where its sections were read."""

    slug = models.SlugField(_("adresse"), max_length=40, unique=True)
    name = TranslatedField(models.CharField(_("navn"), max_length=120, blank=True))
    about = TranslatedField(models.TextField(_("hva det er til"), blank=True))
    source = models.TextField(_("kilde"), blank=True)
    source_nn = models.TextField(_("kilde, på nynorsk"), blank=True)
    source_en = models.TextField(_("kilde, på engelsk"), blank=True)
    confidence = models.CharField(
        _("sikkerhet"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)

    objects = ApplicationFormQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("søknadsskjema")
        verbose_name_plural = _("søknadsskjemaer")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_nb=""),
                name="application_form_has_a_name",
                violation_error_message=_("Skriv hva skjemaet heter, på bokmål."),
            ),
            one_of("application_form_confidence_known", "confidence", Confidence),
        ]

    def __str__(self) -> str:
        return text_in(self, "name").value

    @property
    def is_sure(self) -> bool:
        """Whether its sections and limits were read in the form itself."""
        return self.confidence == Confidence.HIGH


@tracked()
class ApplicationSection(models.Model):
    """A part of a form that is answered with text: what it asks, and how long it may be."""

    form = models.ForeignKey(
        ApplicationForm, models.CASCADE, related_name="sections", verbose_name=_("skjema")
    )
    slug = models.SlugField(_("adresse"), max_length=40)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    heading = TranslatedField(models.CharField(_("overskrift"), max_length=120, blank=True))
    question = TranslatedField(models.TextField(_("hva det spørres om"), blank=True))
    content = models.CharField(
        _("hva portalen skriver her"), max_length=12, choices=SectionContent, blank=True
    )
    max_length = models.PositiveIntegerField(_("høyst så mange tegn"), null=True, blank=True)

    class Meta:
        ordering = ["form", "position"]
        verbose_name = _("del av et søknadsskjema")
        verbose_name_plural = _("deler av søknadsskjemaer")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "slug"],
                name="application_section_once",
                violation_error_message=_("Skjemaet har alt en del med denne adressen."),
            ),
            models.CheckConstraint(
                condition=~Q(heading_nb="") & ~Q(question_nb=""),
                name="application_section_says_what_it_asks",
                violation_error_message=_("Skriv overskrift og spørsmål, på bokmål."),
            ),
            one_of("application_section_content_known", "content", SectionContent, blank=True),
        ]

    def __str__(self) -> str:
        return text_in(self, "heading").value


@tracked(shown=False)
class WrittenSection(models.Model):
    """What is applied with in place of what the portal proposes, in one language.

    In `words` a source stands as its document's primary key in double brackets, so that it is the
    same source when others have come before it.
    """

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="written_sections", verbose_name=_("aktivitet")
    )
    section = models.ForeignKey(
        ApplicationSection, models.CASCADE, related_name="written", verbose_name=_("del")
    )
    lang = models.CharField(_("språk"), max_length=2, choices=Language)
    words = models.TextField(_("teksten din"), blank=True)
    proposal = models.TextField(_("forslaget da den ble skrevet"), blank=True)
    max_length = models.PositiveIntegerField(_("høyst så mange tegn"), null=True, blank=True)
    version = models.PositiveIntegerField(_("versjon"), default=1)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)

    objects = WrittenSectionQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "section", "lang"]
        verbose_name = _("skrevet del av en søknad")
        verbose_name_plural = _("skrevne deler av søknader")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "section", "lang"],
                name="written_section_once",
                violation_error_message=_("Denne delen er alt skrevet på dette språket."),
            ),
            one_of("written_section_language_known", "lang", Language),
        ]

    def __str__(self) -> str:
        return f"{self.activity}, {self.section}"

    def get_absolute_url(self) -> str:
        parts = (self.activity.slug, self.section.form.slug, self.lang, self.section.slug)
        return reverse("application_section", args=parts)
