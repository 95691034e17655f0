"""Files for spreadsheet programs."""

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

Cell = str | int

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = re.compile(r"\s*[=+\-@\t\r]")


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
