"""Documents as tables to take away.

Only what is public is written, whoever asks: a file travels further than a page.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from network.sheets import Column, Table, Value
from network.texts import noted, text_in
from plans.choices import UrlConfidence
from plans.dates import FactDate
from plans.models import PolicyDocument
from plans.pages import with_page

Fact = Callable[[PolicyDocument], Value]


def sure(fact: Fact) -> Fact:
    """The fact; nothing where it has not been checked."""
    return lambda document: fact(document) if document.is_checked else None


def iso(date: FactDate | None) -> str | None:
    return date.iso if date else None


def seen_url(document: PolicyDocument) -> str | None:
    return document.url if document.url_confidence == UrlConfidence.SEEN else None


def address(document: PolicyDocument) -> str | None:
    """Where it is to be read: where somebody has seen it, or else here."""
    here = document.pdf
    return seen_url(document) or (
        f"{settings.PORTAL_URL}{here.get_absolute_url()}" if here else None
    )


DOCUMENTS: Table[PolicyDocument] = Table(
    "documents",
    _("Planverk"),
    [
        Column("slug", _("Adresse i portalen"), lambda row: row.slug),
        Column("heading", _("Tittel"), lambda row: row.heading.value),
        Column("title", _("Offisiell tittel"), lambda row: row.title),
        Column("title_language", _("Tittelens språk"), lambda row: row.title_lang),
        Column(
            "title_here", _("Oversatt tittel"), lambda row: text_in(row, "translated_title").value
        ),
        Column("level", _("Nivå"), lambda row: str(row.level_label)),
        Column("kind", _("Type"), lambda row: row.get_kind_display()),
        Column("status", _("Status"), lambda row: row.get_status_display()),
        Column(
            "owner",
            _("Skole eller opplæringskontor"),
            lambda row: row.organisation.name if row.organisation else None,
        ),
        Column("issuer", _("Utgiver"), sure(lambda row: noted(row, "issuer_text").value)),
        Column("adopted", _("Vedtatt eller lagt fram"), sure(lambda row: iso(row.adopted))),
        Column("valid_from", _("Gjelder fra"), sure(lambda row: iso(row.valid_from))),
        Column("valid_to", _("Gjelder til"), sure(lambda row: iso(row.valid_to))),
        Column("reference", _("Referanse"), sure(lambda row: row.reference)),
        Column(
            "aim_pages",
            _("Sider målene står på"),
            lambda row: [
                with_page(_("mål %(number)s") % {"number": aim.key}, aim.pages)
                for aim in row.aims.all()
            ],
        ),
        Column("url", _("Lenke"), address),
        Column(
            "themes",
            _("Tema"),
            lambda row: [text_in(theme, "name").value for theme in row.themes.all()],
        ),
        Column("number_in_deck", _("Nummer i grunnlaget"), lambda row: row.deck_number),
        Column("title_in_deck", _("Tittel i grunnlaget"), lambda row: row.title_in_deck),
        Column(
            "is_checked",
            _("Utgiver, datoer og referanse er kontrollert"),
            lambda row: str(_("ja") if row.is_checked else _("nei")),
        ),
    ],
)
