"""What is new takes over: document from document, point from point, never in a ring."""

import itertools

import pytest

from tests.factories import ActionFactory, DocumentFactory, SuccessionFactory
from tests.raw import change, delete, foreign_key, insert, refused

pytestmark = pytest.mark.django_db

RING = "succession_no_cycle"
PAIR = "succession_between_two_of_a_kind"


@pytest.fixture(params=["document", "action"])
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def make(kind: str) -> object:
    return DocumentFactory() if kind == "document" else ActionFactory()


def pair(kind: str, before: object, after: object) -> dict[str, object]:
    return {f"predecessor_{kind}": before, f"successor_{kind}": after}


def test_succession_of_two_of_a_kind_is_accepted(kind: str) -> None:
    insert(SuccessionFactory.build(**pair(kind, make(kind), make(kind))))


def test_nothing_succeeds_itself(kind: str) -> None:
    row = make(kind)
    with refused(RING):
        insert(SuccessionFactory.build(**pair(kind, row, row)))


def test_succession_never_forms_a_ring(kind: str) -> None:
    rows = [make(kind) for _ in range(4)]
    for before, after in itertools.pairwise(rows):
        SuccessionFactory(**pair(kind, before, after))
    with refused(RING):
        insert(SuccessionFactory.build(**pair(kind, rows[-1], rows[0])))


def test_succession_cannot_be_moved_into_a_ring(kind: str) -> None:
    first, second, third = (make(kind) for _ in range(3))
    SuccessionFactory(**pair(kind, first, second))
    row = SuccessionFactory(**pair(kind, second, third))
    with refused(RING):
        change(row, **{f"successor_{kind}_id": first.pk})


def test_same_succession_twice_is_refused(kind: str) -> None:
    before, after = make(kind), make(kind)
    SuccessionFactory(**pair(kind, before, after))
    with refused("succession_once"):
        insert(SuccessionFactory.build(**pair(kind, before, after)))


def test_document_cannot_take_over_from_a_point() -> None:
    mixed = {"predecessor_action": ActionFactory(), "successor_document": DocumentFactory()}
    with refused(PAIR):
        insert(SuccessionFactory.build(**mixed))


@pytest.mark.parametrize("end", ["predecessor", "successor"])
def test_succession_with_one_end_is_refused(kind: str, end: str) -> None:
    row = SuccessionFactory(**pair(kind, make(kind), make(kind)))
    with refused(PAIR):
        change(row, **{f"{end}_{kind}_id": None})


def test_two_pairs_in_one_row_are_refused() -> None:
    row = SuccessionFactory(**pair("document", DocumentFactory(), DocumentFactory()))
    first, second = ActionFactory(), ActionFactory()
    with refused(PAIR):
        change(row, predecessor_action_id=first.pk, successor_action_id=second.pk)


def test_document_may_be_divided_and_joined() -> None:
    old, left, right, new = DocumentFactory.create_batch(4)
    for before, after in ((old, left), (old, right), (left, new), (right, new)):
        insert(SuccessionFactory.build(**pair("document", before, after)))


def test_predecessor_and_successor_cannot_be_deleted(kind: str) -> None:
    before, after = make(kind), make(kind)
    row = SuccessionFactory(**pair(kind, before, after))
    for end, gone in (("predecessor", before), ("successor", after)):
        kept = {"action": "action_is_retired_not_deleted"}
        with refused(kept.get(kind) or foreign_key(row, f"{end}_{kind}")):
            delete(gone)
