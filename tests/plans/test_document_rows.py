"""A document's dates, titles and period hang together."""

import datetime

import pytest

from tests.factories import DocumentFactory
from tests.raw import change, refused

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 2)
PERIOD = {
    "valid_from_on": DAY,
    "valid_from_precision": "day",
    "valid_to_on": DAY,
    "valid_to_precision": "day",
}


@pytest.mark.parametrize("name", ["adopted", "valid_from", "valid_to"])
def test_date_and_precision_are_both_known_or_both_not(name: str) -> None:
    document = DocumentFactory()
    with refused("document_dates_have_a_precision"):
        change(document, **{f"{name}_on": DAY})
    with refused("document_dates_have_a_precision"):
        change(document, **{f"{name}_precision": "year"})
    change(document, **{f"{name}_on": DAY, f"{name}_precision": "year"})


def test_period_of_one_day_is_accepted_and_one_that_ends_before_it_begins_is_not() -> None:
    document = DocumentFactory()
    change(document, **PERIOD)
    with refused("document_ends_after_it_begins"):
        change(document, valid_to_on=DAY - datetime.timedelta(days=1))


def test_short_title_and_its_language_are_both_known_or_both_not() -> None:
    document = DocumentFactory()
    with refused("document_short_title_has_a_language"):
        change(document, short_title="Kort")
    with refused("document_short_title_has_a_language"):
        change(document, short_title_lang="nb")


def test_document_has_a_title() -> None:
    document = DocumentFactory()
    with refused("document_has_a_title"):
        change(document, title="")
