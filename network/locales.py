"""How dates and countries are written in the page's language."""

import datetime
from collections.abc import Collection

from babel import Locale
from babel.dates import format_date, format_interval
from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.sorting import folded

# British English: the day before the month.
LOCALES = {"en": "en_GB"}


def babel_locale() -> str:
    """The name Babel knows the page's language by."""
    language = get_language() or "nb"
    return LOCALES.get(language, language)


def whole_date(date: datetime.date) -> str:
    """A date as people write it."""
    return format_date(date, "long", locale=babel_locale())


def period(start: datetime.date | None, end: datetime.date | None) -> str:
    """Two dates as one period; of a period with one end what is known."""
    if start and end and start != end:
        return format_interval(start, end, "yMMMMd", locale=babel_locale())
    if start and not end:
        return _("fra %(day)s") % {"day": whole_date(start)}
    if end and not start:
        return _("til %(day)s") % {"day": whole_date(end)}
    return whole_date(start) if start else ""


MB = 2**20


def file_size(size: int) -> str:
    """A number of bytes as people write it: whole kilobytes, or megabytes with one decimal."""
    if size < MB:
        return format_unit(max(1, round(size / 1024)), "kilobyte", "short", locale=babel_locale())
    return format_unit(round(size / MB, 1), "megabyte", "short", locale=babel_locale())


# What Babel lists among the countries and ISO 3166 does not.
NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def country_name(code: str) -> str:
    """What a country is called in the page's language; empty for an empty code."""
    return Locale.parse(babel_locale()).territories.get(code, code) if code else ""


def countries(among: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Code and name of every country, or of those among them, in the page's language and order."""
    names = Locale.parse(babel_locale()).territories.items()
    found = [
        (code, name)
        for code, name in names
        if len(code) == 2
        and code.isalpha()
        and code not in NOT_COUNTRIES
        and (among is None or code in among)
    ]
    return sorted(found, key=lambda country: folded(country[1]))
