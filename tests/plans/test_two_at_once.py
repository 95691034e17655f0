"""Two people who break a rule together at the same moment: one of them is refused."""

from collections.abc import Callable

import pytest
from psycopg import IsolationLevel
from psycopg.errors import CheckViolation, SerializationFailure
from psycopg.sql import SQL, Identifier

from tests.dialogue_factories import LeaderDialogueFactory
from tests.factories import (
    AimFactory,
    AnchorFactory,
    DocumentFactory,
    ProgrammeFactory,
    SuccessionFactory,
    UserFactory,
    anchor,
    ends,
    point_of,
)
from tests.raw import insertion
from tests.sessions import SOON, Statement, wait_until_blocked


def both_halves_of_a_cycle() -> tuple[Statement, Statement]:
    first, second = DocumentFactory.create_batch(2)
    return (
        insertion(AnchorFactory.build(**ends(first, second))),
        insertion(AnchorFactory.build(**ends(second, first))),
    )


def cycle_through_a_point() -> tuple[Statement, Statement]:
    programme = ProgrammeFactory()
    other = DocumentFactory(level="programme")
    return (
        insertion(AnchorFactory.build(**ends(programme.document, other))),
        insertion(AnchorFactory.build(**ends(other, point_of(programme)))),
    )


def update(row: object, assignment: str, *values: object) -> Statement:
    table = Identifier(row._meta.db_table)
    query = SQL("UPDATE {} SET {} WHERE id = %s").format(table, SQL(assignment))
    return query.as_string(), [*values, row.pk]


def anchor_moved_into_a_cycle() -> tuple[Statement, Statement]:
    first, second, third = DocumentFactory.create_batch(3)
    link = anchor(second, third)
    return (
        insertion(AnchorFactory.build(**ends(first, second))),
        update(link, "target_document_id = %s", first.pk),
    )


def anchor_taken_up_again() -> tuple[Statement, Statement]:
    first, second = DocumentFactory.create_batch(2)
    link = anchor(second, first, rejected=True)
    nothing = "rejected_by_id = NULL, rejected_at = NULL, rejection_reason = ''"
    return (
        insertion(AnchorFactory.build(**ends(first, second))),
        update(link, f"status = 'proposed', {nothing}"),
    )


def level_sunk_under_a_new_anchor() -> tuple[Statement, Statement]:
    source, target = (DocumentFactory(level=level) for level in ("national", "european"))
    return (
        insertion(AnchorFactory.build(**ends(source, target))),
        update(target, "level = 'regional'"),
    )


def anchor_to_a_level_that_sinks() -> tuple[Statement, Statement]:
    return level_sunk_under_a_new_anchor()[::-1]


def two_levels_crossing() -> tuple[Statement, Statement]:
    source, target = (DocumentFactory(level=level) for level in ("regional", "european"))
    anchor(source, target)
    return update(source, "level = 'national'"), update(target, "level = 'regional'")


def ring_of_successions() -> tuple[Statement, Statement]:
    first, second = DocumentFactory.create_batch(2)

    def row(before: object, after: object) -> Statement:
        pair = {"predecessor_document": before, "successor_document": after}
        return insertion(SuccessionFactory.build(**pair))

    return row(first, second), row(second, first)


PAIRS = [
    both_halves_of_a_cycle,
    cycle_through_a_point,
    anchor_moved_into_a_cycle,
    anchor_taken_up_again,
    level_sunk_under_a_new_anchor,
    anchor_to_a_level_that_sinks,
    two_levels_crossing,
    ring_of_successions,
]
REFUSALS = {"anchor_no_cycle", "anchor_never_points_down", "succession_no_cycle"}


@pytest.mark.parametrize("pair", PAIRS)
def test_second_waits_for_the_first_and_is_then_refused(people: Callable, pair: Callable) -> None:
    one, other = pair()
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(one)
    waiting = second.begin(other)
    wait_until_blocked(second, by=first)
    first.connection.commit()
    with pytest.raises(CheckViolation) as refusal:
        waiting.result(SOON)
    assert refusal.value.diag.constraint_name in REFUSALS


@pytest.mark.parametrize("pair", PAIRS)
def test_second_goes_ahead_when_the_first_takes_it_back(people: Callable, pair: Callable) -> None:
    one, other = pair()
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(one)
    waiting = second.begin(other)
    wait_until_blocked(second, by=first)
    first.connection.rollback()
    waiting.result(SOON)
    second.connection.commit()


LEVELS = [
    IsolationLevel.READ_COMMITTED,
    IsolationLevel.REPEATABLE_READ,
    IsolationLevel.SERIALIZABLE,
]
MIXED = [(one, other) for one in LEVELS for other in LEVELS if {one, other} != {LEVELS[0]}]


@pytest.mark.parametrize("levels", MIXED, ids=str)
@pytest.mark.parametrize("pair", PAIRS)
def test_no_mix_of_isolation_levels_lets_both_in(
    people: Callable, pair: Callable, levels: tuple[IsolationLevel, IsolationLevel]
) -> None:
    one, other = pair()
    first, second = people(*levels)
    first.do(one)
    waiting = second.begin(other)
    wait_until_blocked(second, by=first)
    first.connection.commit()
    with pytest.raises((CheckViolation, SerializationFailure)):  # noqa: PT012 (either may fail)
        waiting.result(SOON)
        second.connection.commit()


def test_programme_and_a_new_level_of_its_document_do_not_both_get_in(people: Callable) -> None:
    document = DocumentFactory(level="programme")
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(insertion(ProgrammeFactory.build(document=document)))
    waiting = second.begin(update(document, "level = 'regional'"))
    wait_until_blocked(second, by=first)
    first.connection.commit()
    with pytest.raises(CheckViolation) as refusal:
        waiting.result(SOON)
    assert refusal.value.diag.constraint_name == "programme_level"


def test_talk_and_a_new_level_of_its_plan_do_not_both_get_in(people: Callable) -> None:
    plan, by = DocumentFactory(plan=True), UserFactory()
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(update(plan, "level = 'regional', organisation_id = NULL"))
    waiting = second.begin(insertion(LeaderDialogueFactory.build(plan=plan, noted_by=by)))
    wait_until_blocked(second, by=first)
    first.connection.commit()
    with pytest.raises(CheckViolation) as refusal:
        waiting.result(SOON)
    assert refusal.value.diag.constraint_name == "dialogue_on_an_own_plan"


def test_aim_and_its_document_turned_programme_do_not_both_get_in(people: Callable) -> None:
    document = DocumentFactory(level="regional")
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(update(document, "level = 'programme'"))
    waiting = second.begin(insertion(AimFactory.build(document=document)))
    wait_until_blocked(second, by=first)
    first.connection.commit()
    with pytest.raises(CheckViolation) as refusal:
        waiting.result(SOON)
    assert refusal.value.diag.constraint_name == "programme_has_no_aims"
