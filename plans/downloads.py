"""Documents as tables to take away: CSV, a spreadsheet and JSON, with the same columns.

Only what is public is written, whoever asks: a file travels further than a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from network import sheets
from network.texts import text_in
from plans.choices import UrlConfidence
from plans.dates import FactDate
from plans.models import PolicyDocument

Value = str | int | list[str] | None

# Signs that neither a spreadsheet's XML nor anybody's text has.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """One fact: its key in JSON, its heading in a sheet, and where it is found."""

    key: str
    heading: str | Promise
    of: Callable[[PolicyDocument], Value]
    only_sure: bool = False

    def value(self, document: PolicyDocument) -> Value:
        """The fact; nothing where it has not been checked."""
        if self.only_sure and not document.is_checked:
            return None
        value = self.of(document)
        return CONTROL.sub("", value) if isinstance(value, str) else value


def iso(date: FactDate | None) -> str | None:
    return date.iso if date else None


def seen_url(document: PolicyDocument) -> str | None:
    return document.url if document.url_confidence == UrlConfidence.SEEN else None


COLUMNS = [
    Column("slug", _("Adresse i portalen"), lambda row: row.slug),
    Column("heading", _("Tittel"), lambda row: row.heading.value),
    Column("title", _("Offisiell tittel"), lambda row: row.title),
    Column("title_language", _("Tittelens språk"), lambda row: row.title_lang),
    Column("title_here", _("Oversatt tittel"), lambda row: text_in(row, "translated_title").value),
    Column("level", _("Nivå"), lambda row: str(row.level_label)),
    Column("kind", _("Slag"), lambda row: row.get_kind_display()),
    Column("status", _("Status"), lambda row: row.get_status_display()),
    Column(
        "owner",
        _("Skole eller opplæringskontor"),
        lambda row: row.organisation.name if row.organisation else None,
    ),
    Column("issuer", _("Utgiver"), lambda row: row.issuer_text, only_sure=True),
    Column("adopted", _("Vedtatt eller lagt fram"), lambda row: iso(row.adopted), only_sure=True),
    Column("valid_from", _("Gjelder fra"), lambda row: iso(row.valid_from), only_sure=True),
    Column("valid_to", _("Gjelder til"), lambda row: iso(row.valid_to), only_sure=True),
    Column("reference", _("Referanse"), lambda row: row.reference, only_sure=True),
    Column("url", _("Lenke"), seen_url),
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
]


def cells(document: PolicyDocument) -> list[str | int]:
    """A document as a row of a sheet."""
    values = [column.value(document) for column in COLUMNS]
    return ["; ".join(value) if isinstance(value, list) else value or "" for value in values]


def headings() -> list[str]:
    return [str(column.heading) for column in COLUMNS]


def write_csv(response: HttpResponse, documents: Iterable[PolicyDocument]) -> None:
    sheets.write_csv(response, headings(), map(cells, documents))


def write_xlsx(response: HttpResponse, documents: Iterable[PolicyDocument]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(_("Planverk")))
    sheet.freeze_panes = "A2"
    rows: list[list[str | int]] = [[*headings()], *map(cells, documents)]
    for row in rows:
        sheet.append([text_cell(sheet, value) for value in row])
    save(book, response)


def save(book: Workbook, response: HttpResponse) -> None:
    """Write the book, so that the same cells make the same file whenever they are written."""
    draft, final = BytesIO(), BytesIO()
    book.save(draft)
    with ZipFile(draft) as made, ZipFile(final, "w") as kept:
        for name in made.namelist():
            kept.writestr(ZipInfo(name), made.read(name), ZIP_DEFLATED)
    response.write(final.getvalue())


def text_cell(sheet: Any, value: str | int) -> Any:
    """A cell whose text is never taken for a formula."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def write_json(response: HttpResponse, documents: Iterable[PolicyDocument]) -> None:
    rows = [{column.key: column.value(row) or None for column in COLUMNS} for row in documents]
    response.write(json.dumps({"documents": rows}, ensure_ascii=False, indent=2))


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    name: str
    content_type: str
    write: Callable[[HttpResponse, Iterable[PolicyDocument]], None]


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", write_csv),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx,
    ),
    "json": Format("JSON", "application/json", write_json),
}
