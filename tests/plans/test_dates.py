"""A date is shown no more exactly than it is known."""

import datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import Precision
from plans.dates import FactDate

DAY = datetime.date(2002, 11, 30)


@pytest.mark.parametrize(
    ("language", "precision", "shown"),
    [
        ("nb", "day", "30. november 2002"),
        ("nb", "month", "november 2002"),
        ("nb", "year", "2002"),
        ("nn", "day", "30. november 2002"),
        ("en", "day", "30 November 2002"),
        ("en", "month", "November 2002"),
        ("en", "year", "2002"),
    ],
)
def test_date_is_written_as_people_of_the_language_do(
    language: str, precision: str, shown: str
) -> None:
    with override(language):
        assert str(FactDate(DAY, Precision(precision))) == shown


@pytest.mark.parametrize(
    ("precision", "iso"), [("day", "2002-11-30"), ("month", "2002-11"), ("year", "2002")]
)
def test_machines_get_the_known_part(precision: str, iso: str) -> None:
    assert FactDate(DAY, Precision(precision)).iso == iso


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2002", "year", (2002, 1, 1), (2002, 12, 31)),
        ("2024-02", "month", (2024, 2, 1), (2024, 2, 29)),
        ("2023-12", "month", (2023, 12, 1), (2023, 12, 31)),
        ("2002-11-30", "day", (2002, 11, 30), (2002, 11, 30)),
    ],
)
def test_unknown_part_is_the_first_day_of_a_beginning_and_the_last_of_an_end(
    text: str, precision: str, first: tuple, last: tuple
) -> None:
    assert FactDate.parse(text, precision).date == datetime.date(*first)
    assert FactDate.parse(text, precision, end=True).date == datetime.date(*last)


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)),
    st.sampled_from(Precision),
    st.booleans(),
)
def test_what_is_read_is_what_is_written(date: datetime.date, precision: str, end: bool) -> None:
    iso = FactDate(date, precision).iso
    assert FactDate.parse(iso, precision, end=end).iso == iso


def test_unknown_date_is_none() -> None:
    assert FactDate.of(None, "") is None
