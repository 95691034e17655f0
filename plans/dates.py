"""Dates that are known to the day, the month or only the year."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.dates import format_date

from network.locales import babel_locale
from plans.choices import Precision

PATTERNS = {Precision.DAY: "long", Precision.MONTH: "MMMM y", Precision.YEAR: "y"}


@dataclass(frozen=True)
class FactDate:
    """A date with its precision; printed no more exactly than it is known."""

    date: datetime.date
    precision: Precision

    @classmethod
    def of(cls, date: datetime.date | None, precision: str) -> FactDate | None:
        return cls(date, Precision(precision)) if date else None

    @classmethod
    def parse(cls, text: str, precision: str, *, end: bool = False) -> FactDate:
        """Read `2002`, `2002-11` or `2002-11-30`; an `end` is the last day of what is known."""
        numbers = [int(part) for part in str(text).split("-")]
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12 if end else 1
        if len(numbers) > 2:
            return cls(datetime.date(year, month, numbers[2]), Precision(precision))
        first = datetime.date(year, month, 1)
        if not end:
            return cls(first, Precision(precision))
        following = (first + datetime.timedelta(days=32)).replace(day=1)
        return cls(following - datetime.timedelta(days=1), Precision(precision))

    @property
    def iso(self) -> str:
        """The known part in ISO 8601, for `<time datetime>`."""
        return self.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    def __str__(self) -> str:
        return format_date(self.date, PATTERNS[self.precision], locale=babel_locale())
