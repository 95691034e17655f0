"""The geometry of a small column chart; pure, in whole units, so that no locale changes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

STEP, COLUMN, PLOT, LABEL, YEAR = 46, 28, 130, 18, 22
LONGEST_GAP = 12
NOTHING = Decimal(0)
KINDS = ("baseline", "value", "target")
Place = tuple[str, int, Decimal | None]


@dataclass(frozen=True)
class Figure:
    """A number of one year."""

    year: int
    value: Decimal

    @classmethod
    def of(cls, year: int | None, value: Decimal | None) -> Figure | None:
        return None if year is None or value is None else cls(year, value)


@dataclass(frozen=True)
class Column:
    """A figure as a rectangle; a year without a figure has none."""

    kind: str  # baseline, value or target
    year: int
    value: Decimal | None
    left: int
    top: int
    height: int

    width = COLUMN

    @property
    def middle(self) -> int:
        return self.left + COLUMN // 2

    @property
    def label(self) -> int:
        """Where the number stands: above the column."""
        return self.top - 5


@dataclass(frozen=True)
class Chart:
    """Baseline, yearly values and target side by side, with a line at the target's height."""

    columns: list[Column]
    width: int
    zero: int
    target: int | None

    height = LABEL + PLOT + YEAR
    years = LABEL + PLOT + YEAR - 6

    @property
    def kinds(self) -> list[str]:
        """What is drawn, each once, in order."""
        return list(dict.fromkeys(column.kind for column in self.columns))


def in_years(rows: list[Place]) -> list[Place]:
    """The figures by year, with the years that have none, unless there are too many to draw."""
    rows = sorted(rows, key=lambda row: (row[1], KINDS.index(row[0])))
    known = {year for _kind, year, _value in rows}
    if not known or max(known) - min(known) > LONGEST_GAP:
        return rows
    empty: list[Place] = [
        ("value", year, None) for year in range(min(known), max(known)) if year not in known
    ]
    return sorted([*rows, *empty], key=lambda row: row[1])


def column_chart(
    *, baseline: Figure | None, values: list[Figure], target: Figure | None
) -> Chart | None:
    """The chart of an indicator; None where nothing is known."""
    figures = [("baseline", baseline), *(("value", value) for value in values), ("target", target)]
    rows = in_years([(kind, each.year, each.value) for kind, each in figures if each])
    if not rows:
        return None
    known = [value for _kind, _year, value in rows if value is not None]
    known.append(NOTHING)
    highest, lowest = max(known), min(known)
    span = highest - lowest or Decimal(1)

    def height_of(value: Decimal) -> int:
        return LABEL + round((highest - value) / span * PLOT)

    zero = height_of(NOTHING)
    columns = []
    for place, (kind, year, value) in enumerate(rows):
        end = zero if value is None else height_of(value)
        left = place * STEP + (STEP - COLUMN) // 2
        columns.append(Column(kind, year, value, left, min(end, zero), abs(end - zero)))
    return Chart(
        columns=columns,
        width=len(rows) * STEP,
        zero=zero,
        target=height_of(target.value) if target else None,
    )
