"""A document's line through time: every step before and after it, told apart by how."""

import datetime
import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.anchoring import in_force_after
from plans.models import PolicyDocument
from plans.succession import Line
from tests.factories import DocumentFactory, RoleFactory, SuccessionFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def of(year: int, **more: object) -> PolicyDocument:
    return DocumentFactory(adopted_on=datetime.date(year, 1, 1), adopted_precision="year", **more)


def follow(before: PolicyDocument, after: PolicyDocument, kind: str = "replaced") -> None:
    SuccessionFactory(predecessor_document=before, successor_document=after, kind=kind)


def drawn(document: PolicyDocument, viewer: object = VISITOR) -> list[PolicyDocument]:
    return [stage.document for stage in Line(document, viewer).stages]


@pytest.fixture
def row() -> list[PolicyDocument]:
    """Five in a row."""
    documents = [of(2000 + number) for number in range(5)]
    for before, after in itertools.pairwise(documents):
        follow(before, after)
    return documents


@pytest.mark.parametrize("place", range(5))
def test_all_steps_are_there_whichever_one_looks_from(
    row: list[PolicyDocument], place: int
) -> None:
    line = Line(row[place], VISITOR)
    assert [stage.document for stage in line.stages] == row
    assert [stage.is_current for stage in line.stages].index(True) == place


def test_document_that_stands_alone_has_no_line() -> None:
    assert not Line(DocumentFactory(), VISITOR)


def test_replaced_and_carried_on_are_told_apart() -> None:
    first, second, third = of(2001), of(2002), of(2003)
    follow(first, second, "carried_on")
    follow(second, third, "replaced")
    assert [stage.kind for stage in Line(second, VISITOR).stages] == [
        "carried_on", "replaced", "",
    ]  # fmt: skip


def test_step_that_passes_over_the_next_says_where_it_leads() -> None:
    first, second, third = of(2001), of(2002), of(2003)
    follow(first, second)
    follow(first, third)
    follow(second, third)
    stages = Line(first, VISITOR).stages
    assert [stage.leads_to_the_next for stage in stages] == [False, True, True]
    assert {step.after for step in stages[0].onward} == {second, third}


def test_siblings_of_a_document_are_not_in_its_line() -> None:
    parent, child, sibling = of(2001), of(2002), of(2003)
    follow(parent, child)
    follow(parent, sibling)
    assert drawn(child) == [parent, child]
    assert drawn(parent) == [parent, child, sibling]


def test_documents_without_a_sure_date_stand_where_the_steps_put_them() -> None:
    unsure = of(1990, confidence="medium")
    first, third = of(2001), of(2003)
    follow(first, unsure)
    follow(unsure, third)
    line = Line(first, VISITOR)
    assert [stage.document for stage in line.stages] == [first, unsure, third]
    assert [stage.year for stage in line.stages] == [2001, None, 2003]


def test_what_lies_behind_a_draft_is_shown_to_those_who_see_the_draft() -> None:
    first, draft, third = of(2001), of(2002, published_at=None), of(2003)
    follow(first, draft)
    follow(draft, third)
    assert drawn(first) == [first]
    assert drawn(first, RoleFactory(county=True).user) == [first, draft, third]


def test_only_what_still_holds_is_recommended() -> None:
    first, second, third = of(2001), of(2002, status="replaced"), of(2003)
    follow(first, second)
    follow(second, third)
    assert Line(first, VISITOR).in_force == [third]
    assert Line(third, VISITOR).in_force == []


@pytest.mark.parametrize("status", ["proposal", "in_process", "unconfirmed"])
def test_what_is_not_known_to_hold_is_not_recommended(status: str) -> None:
    first, second = of(2001, status="replaced"), of(2002, status=status)
    follow(first, second)
    assert Line(first, VISITOR).in_force == []
    assert in_force_after([first], VISITOR) == {}


@pytest.mark.parametrize("length", [1, 6])
def test_two_queries_whatever_the_length(length: int) -> None:
    first = before = of(2000)
    for number in range(length):
        after = of(2001 + number)
        follow(before, after)
        before = after
    with CaptureQueriesContext(connection) as captured:
        assert len(Line(first, VISITOR).stages) == length + 1
    assert len(captured) == 2
