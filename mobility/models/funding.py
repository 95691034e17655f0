"""Programmes that pay for international work."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from mobility.querysets import FundingProgrammeQuerySet
from network.choices import Confidence
from network.history import tracked
from network.models import Organisation
from network.texts import text_in


@tracked()
class FundingProgramme(models.Model):
    """A programme that pays for international work: what it funds, and for whom."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = TranslatedField(models.CharField(_("navn"), max_length=120, blank=True))
    funds = TranslatedField(models.TextField(_("hva det gir støtte til"), blank=True))
    for_whom = TranslatedField(models.TextField(_("hvem som kan søke"), blank=True))
    deadlines = TranslatedField(models.TextField(_("frister"), blank=True))
    administered_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="funding_programmes",
        verbose_name=_("hvem som forvalter det"),
        null=True,
        blank=True,
    )
    url = models.URLField(_("nettsted"), max_length=500, blank=True)
    source = models.TextField(_("kilde"), blank=True)
    source_nn = models.TextField(_("kilde, på nynorsk"), blank=True)
    source_en = models.TextField(_("kilde, på engelsk"), blank=True)
    confidence = models.CharField(
        _("sikkerhet"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    note = models.TextField(_("merknad for fylket"), blank=True)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    updated_at = models.DateTimeField(_("sist oppdatert"), auto_now=True)

    objects = FundingProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name_nb"]
        verbose_name = _("program")
        verbose_name_plural = _("programmer")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_nb=""),
                name="funding_has_a_name",
                violation_error_message=_("Skriv hva programmet heter, på bokmål."),
            ),
            models.CheckConstraint(
                condition=~Q(funds_nb=""),
                name="funding_says_what_it_funds",
                violation_error_message=_("Skriv hva programmet gir støtte til, på bokmål."),
            ),
        ]

    def __str__(self) -> str:
        return text_in(self, "name").value

    def get_absolute_url(self) -> str:
        return f"{reverse('funding_programmes')}#{self.slug}"

    @property
    def not_looked_into(self) -> list[str]:
        """What nobody has found out about it, as its page says it."""
        facts = (
            (text_in(self, "for_whom").value, _("hvem som kan søke")),
            (text_in(self, "deadlines").value, _("frister")),
            (self.administered_by, _("hvem som forvalter det")),
            (self.url, _("nettsted")),
        )
        return [str(label) for known, label in facts if not known]

    @property
    def facts_are_public(self) -> bool:
        """Whether what it says of the programme is read or known; the unsure is for the county."""
        return self.confidence != Confidence.LOW
