"""Closed vocabularies that every app shares."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """Languages a text can be written in; the first three are also those of the user interface."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    ENGLISH = "en", _("Engelsk")


class Confidence(TextChoices):
    """How sure a fact is. Only the sure ones are public; the others stand with a note for staff."""

    HIGH = "high", _("sikkert")
    MEDIUM = "medium", _("nokså sikkert")
    LOW = "low", _("usikkert")
