"""The few tags that every page needs."""

import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from django import template
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.locales import country_name, file_size, period, whole_date
from network.permissions import needs_second_factor
from network.texts import Text, noted, text_in
from plans.models import ActionParty, PolicyDocument

register = template.Library()


@register.filter
def with_lang(text: Text) -> SafeString | str:
    """The text, marked with its language where that is not the page's."""
    if not text.value or text.lang == get_language():
        return text.value
    return format_html('<span lang="{}">{}</span>', text.lang, text.value)


@register.filter
def in_lang(text: str, lang: str) -> SafeString | str:
    """A text of known language, marked with it where that is not the page's."""
    return with_lang(Text(text, lang))


@register.filter
def note(instance: models.Model, field: str) -> SafeString | str:
    """A note in the page's language where it is translated."""
    return with_lang(noted(instance, field))


@register.simple_tag
def say(instance: models.Model, field: str) -> SafeString | str:
    """A translated field in the page's language, or in the one it has."""
    return with_lang(text_in(instance, field))


@register.filter
def titled(document: PolicyDocument) -> SafeString | str:
    """The title that pages show first."""
    return with_lang(document.heading)


@register.filter
def explained(document: PolicyDocument) -> SafeString | str:
    """The fuller title that says what the short one is of; empty where there is no other."""
    return with_lang(document.explanation)


@register.filter
def country(code: str) -> str:
    """A country's name in the page's language."""
    return country_name(code)


@register.filter
def day(date: datetime.date | datetime.datetime | None) -> str:
    """A whole date as people write it."""
    if date is None:
        return ""
    value = localtime(date).date() if isinstance(date, datetime.datetime) else date
    return whole_date(value)


register.simple_tag(period)
register.filter("size", file_size)
register.filter(needs_second_factor)


@register.filter
def named(party: ActionParty) -> SafeString | str:
    """An organisation's name in the programme, with the one it had then."""
    name = with_lang(party.name)
    if not party.former_name:
        return name
    former = _("tidligere %(name)s") % {"name": party.former_name}
    return format_html("{} ({})", name, former)


@register.filter
def amount(value: Decimal) -> str:
    """A number with no more decimals than it has, as the page's language writes it."""
    return format_decimal(value, locale=get_language() or "nb")


@register.filter
def lower_first(text: str) -> str:
    """For a label in the middle of a sentence."""
    text = str(text)
    return text[:1].lower() + text[1:]


@register.filter
def host(url: str) -> str:
    """The server a link leads to, for a short link text."""
    return urlsplit(url).hostname or url


@register.filter
def bare_url(url: str) -> str:
    """An address without what every address begins and ends with."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@register.filter
def crumb(label: str, url: str) -> list[tuple[str, str]]:
    """A trail of one step."""
    return [(label, url)]
