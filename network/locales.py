"""How dates and countries are written in the page's language."""

from django.utils.translation import get_language

# British English: the day before the month.
LOCALES = {"en": "en_GB"}


def babel_locale() -> str:
    """The name Babel knows the page's language by."""
    language = get_language() or "nb"
    return LOCALES.get(language, language)
