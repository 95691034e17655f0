"""A field for the pages that an aim stands on."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from plans.models.aims import LAST_PAGE
from plans.pages import Pages

NO_SUCH_PAGE = _("Skriv sidetallet med tall, fra 1 til 9999, eller fra og til, som 14–15.")
TYPED = re.compile(r"(?:s\.|side\s)?\s*(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?", re.IGNORECASE)


class PagesField(forms.CharField):
    """A page, or the first and the last with a dash between; None where nothing is typed."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Side i planen"),
            help_text=_("Siden målet står på, som 12 eller 14–15, så andre finner det igjen."),
            required=False,
        )

    def clean(self, value: Any) -> Pages | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = TYPED.fullmatch(typed)
        if not found:
            raise ValidationError(NO_SUCH_PAGE, code="invalid")
        first = int(found[1])
        last = int(found[2] or first)
        if not 1 <= first <= last <= LAST_PAGE:
            raise ValidationError(NO_SUCH_PAGE, code="invalid")
        return Pages(first, last if last > first else None)

    def prepare_value(self, value: Any) -> str:
        return str(value or "")
