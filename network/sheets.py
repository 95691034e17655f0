"""Rows to take away: CSV, a spreadsheet and JSON, with the same columns."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Generic, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from network.texts import CONTROL

Cell = str | int
Value = Cell | list[str] | None
Row = TypeVar("Row")

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = re.compile(r"\s*[=+\-@\t\r]")


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    name: str
    content_type: str


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8"),
    "xlsx": Format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": Format("JSON", "application/json"),
}


def file_named(name: str, form: str) -> HttpResponse:
    """An empty file of a format, whose name ends in today's date."""
    response = HttpResponse(content_type=FORMATS[form].content_type)
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One fact: its key in JSON, its heading in a sheet, and where it is found."""

    key: str
    heading: str | Promise
    of: Callable[[Row], Value]

    def value(self, row: Row) -> Value:
        value = self.of(row)
        if isinstance(value, list):
            return [clean(each) for each in value]
        return clean(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Table(Generic[Row]):
    """What a file holds; `key` is what the rows are called in JSON and in the file's name."""

    key: str
    title: str | Promise
    columns: Sequence[Column[Row]]

    def file(self, name: str, form: str, rows: Iterable[Row]) -> HttpResponse:
        """The rows as a file of a format."""
        response = file_named(name, form)
        writers = {"csv": self.write_csv, "xlsx": self.write_xlsx, "json": self.write_json}
        writers[form](response, rows)
        return response

    def cells(self, row: Row) -> list[Cell]:
        """A row of a sheet."""
        values = [column.value(row) for column in self.columns]
        return ["; ".join(value) if isinstance(value, list) else value or "" for value in values]

    @property
    def headings(self) -> list[str]:
        return [str(column.heading) for column in self.columns]

    def write_csv(self, response: HttpResponse, rows: Iterable[Row]) -> None:
        write_csv(response, self.headings, map(self.cells, rows))

    def write_xlsx(self, response: HttpResponse, rows: Iterable[Row]) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(str(self.title))
        sheet.freeze_panes = "A2"
        lines: list[list[Cell]] = [[*self.headings], *map(self.cells, rows)]
        for line in lines:
            sheet.append([text_cell(sheet, value) for value in line])
        save(book, response)

    def write_json(self, response: HttpResponse, rows: Iterable[Row]) -> None:
        told = [{column.key: column.value(row) or None for column in self.columns} for row in rows]
        response.write(json.dumps({self.key: told}, ensure_ascii=False, indent=2))


def clean(text: str) -> str:
    return CONTROL.sub("", text)


def unarmed(value: Cell) -> Cell:
    """The value, so that no spreadsheet program runs it."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def write_csv(
    response: HttpResponse, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """With a byte order mark and semicolons, as Norwegian spreadsheet programs expect."""
    response.write("\ufeff")
    # HttpResponse has `write`, which is all that csv asks of a file.
    sheet = csv.writer(response, delimiter=";")
    sheet.writerow(headings)
    sheet.writerows([unarmed(value) for value in row] for row in rows)


def save(book: Workbook, response: HttpResponse) -> None:
    """Write the book, so that the same cells make the same file whenever they are written."""
    draft, final = BytesIO(), BytesIO()
    book.save(draft)
    with ZipFile(draft) as made, ZipFile(final, "w") as kept:
        for name in made.namelist():
            kept.writestr(ZipInfo(name), made.read(name), ZIP_DEFLATED)
    response.write(final.getvalue())


def text_cell(sheet: Any, value: Cell) -> Any:
    """A cell whose text is never taken for a formula."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
