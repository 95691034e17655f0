"""Texts that know their language."""

import re
from typing import NamedTuple

from django.db import models
from django.utils.translation import get_language

from network.choices import Language

LANGUAGES = tuple(Language.values)
NORWEGIAN = {Language.BOKMAL, Language.NYNORSK}
# Signs that no text has, nor any font, and that XML refuses.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Text(NamedTuple):
    """A text and the language it is written in (`nb`, `nn` or `en`; empty text, empty language)."""

    value: str
    lang: str

    def __str__(self) -> str:
        return self.value


def reads(here: str, lang: str) -> bool:
    """Whether who reads one of the languages reads the other too."""
    return lang == here or {lang, here} == NORWEGIAN


def noted(instance: models.Model, field: str) -> Text:
    """A note in the page's language where it is translated, else in Bokmål, as it was written."""
    here = get_language() or Language.BOKMAL
    translated = "" if here == Language.BOKMAL else getattr(instance, f"{field}_{here}")
    return Text(translated, here) if translated else Text(getattr(instance, field), "nb")


def text_in(instance: models.Model, field: str, language: str | None = None) -> Text:
    """The field in the language asked for (the page's by default), else in the first it has."""
    wanted = language or get_language() or Language.BOKMAL
    for code in (wanted, *LANGUAGES):
        if value := getattr(instance, f"{field}_{code}"):
            return Text(value, code)
    return Text("", "")
