"""Whom to ask, and what people say back."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from network.history import tracked
from network.models.organisations import Organisation
from network.querysets import ContactPointQuerySet, FeedbackQuerySet


@tracked()
class ContactPoint(models.Model):
    """Whom to ask at the county: one record that every page's contact block reads."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contact_points", verbose_name=_("hvem")
    )
    role = TranslatedField(models.CharField(_("rolle"), max_length=200, blank=True))
    email = models.EmailField(_("e-post"), blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    url = models.URLField(_("nettside"), max_length=500, blank=True)
    source = models.TextField(_("kilde"), blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kontaktpunkt")
        verbose_name_plural = _("kontaktpunkter")
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", phone="", url=""),
                name="contact_has_a_way",
                violation_error_message=_(
                    "Skriv en e-postadresse, et telefonnummer eller en side."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("contact")


class Feedback(models.Model):
    """What someone says about the portal's accessibility; answered within the stated deadline."""

    submission = models.UUIDField(_("innsending"), unique=True)
    page = models.CharField(_("hvilken side"), max_length=500, blank=True)
    message = models.TextField(_("hva som er vanskelig"))
    email = models.EmailField(_("e-post, om du vil ha svar"), blank=True)
    created_at = models.DateTimeField(_("mottatt"), auto_now_add=True)
    answered_at = models.DateTimeField(_("besvart"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        constraints = [
            models.CheckConstraint(
                condition=~Q(message=""),
                name="feedback_has_a_message",
                violation_error_message=_("Skriv hva som er vanskelig."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("accessibility")
