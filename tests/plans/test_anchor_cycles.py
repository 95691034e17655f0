"""Anchors never form a cycle, whatever tables they pass."""

import itertools

import pytest

from plans.models import Action, Aim, PolicyDocument
from tests.factories import (
    AimFactory,
    AnchorFactory,
    DocumentFactory,
    ProgrammeFactory,
    anchor,
    ends,
    point_of,
)
from tests.raw import change, insert, refused, run

pytestmark = pytest.mark.django_db

CYCLE = "anchor_no_cycle"
TWO_ROWS = """
    INSERT INTO plans_anchor (source_document_id, target_document_id, rationale_nb, rationale_nn,
        rationale_en, basis, basis_nn, basis_en, confidence, status, contest_reason, contest_answer,
        rejection_reason, created_at, updated_at, version)
    SELECT source, target, 'Fordi', '', '', '', '', '', 'high', 'proposed', '', '', '',
        now(), now(), 1
    FROM (VALUES (%s, %s), (%s, %s)) AS pairs (source, target)
"""


def attempt(source: PolicyDocument | Action, target: PolicyDocument | Aim | Action) -> None:
    with refused(CYCLE):
        insert(AnchorFactory.build(**ends(source, target)))


def test_document_cannot_rest_on_itself() -> None:
    document = DocumentFactory()
    attempt(document, document)


def test_document_cannot_rest_on_its_own_aim() -> None:
    aim = AimFactory()
    attempt(aim.document, aim)


def test_point_cannot_rest_on_itself() -> None:
    point = point_of(ProgrammeFactory())
    attempt(point, point)


def test_two_documents_cannot_rest_on_each_other() -> None:
    first, second = DocumentFactory.create_batch(2)
    anchor(first, second)
    attempt(second, first)


def test_long_way_round_is_a_cycle_too() -> None:
    documents = DocumentFactory.create_batch(6)
    for lower, upper in itertools.pairwise(documents):
        anchor(lower, upper)
    attempt(documents[-1], documents[0])


def test_aim_counts_as_its_document() -> None:
    first, second = DocumentFactory.create_batch(2)
    anchor(first, AimFactory(document=second))
    attempt(second, AimFactory(document=first))


def test_point_counts_as_resting_on_its_programme() -> None:
    programme = ProgrammeFactory()
    attempt(programme.document, point_of(programme))


def test_cycle_through_a_point_and_its_programme_is_refused() -> None:
    programme = ProgrammeFactory()
    other = DocumentFactory(level="programme")
    anchor(programme.document, other)
    attempt(other, point_of(programme))


def test_cycle_over_points_of_two_programmes_is_refused() -> None:
    first, second = ProgrammeFactory.create_batch(2)
    anchor(first.document, point_of(second))
    attempt(second.document, point_of(first))


def test_points_of_one_programme_cannot_rest_on_each_other_in_a_ring() -> None:
    programme = ProgrammeFactory()
    points = [point_of(programme) for _ in range(3)]
    anchor(points[0], points[1])
    anchor(points[1], points[2])
    attempt(points[2], points[0])


def test_two_ways_to_the_same_top_are_no_cycle() -> None:
    bottom, left, right, top = DocumentFactory.create_batch(4)
    for source, target in ((bottom, left), (bottom, right), (left, top), (right, top)):
        insert(AnchorFactory.build(**ends(source, target)))


def test_anchor_cannot_be_moved_into_a_cycle() -> None:
    first, second, third = DocumentFactory.create_batch(3)
    anchor(first, second)
    link = anchor(second, third)
    with refused(CYCLE):
        change(link, target_document_id=first.pk)
    with refused(CYCLE):
        change(link, source_document_id=third.pk)


def test_anchor_may_be_turned_round() -> None:
    first, second = DocumentFactory.create_batch(2)
    link = anchor(first, second)
    change(link, source_document_id=second.pk, target_document_id=first.pk)


def test_rejected_anchor_is_in_no_cycle_until_it_is_taken_up_again() -> None:
    first, second = DocumentFactory.create_batch(2)
    link = anchor(first, second, rejected=True)
    anchor(second, first)
    with refused(CYCLE):
        change(link, status="proposed", rejected_by_id=None, rejected_at=None, rejection_reason="")


def test_rows_of_one_statement_see_each_other() -> None:
    first, second = DocumentFactory.create_batch(2)
    values = (first.pk, second.pk, second.pk, first.pk)
    with refused(CYCLE):
        run(TWO_ROWS, *values)
