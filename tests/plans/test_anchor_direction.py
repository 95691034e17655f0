"""An anchor never points down a level; the same level is allowed."""

import itertools

import pytest

from plans.choices import Level
from plans.models import PolicyDocument
from tests.factories import ActionFactory, AimFactory, AnchorFactory, DocumentFactory, anchor, ends
from tests.raw import change, insert, refused

pytestmark = pytest.mark.django_db

DOWN = "anchor_never_points_down"
LEVELS = ["school", "programme", "regional", "national", "european"]


def document(level: str) -> PolicyDocument:
    return DocumentFactory(plan=True) if level == "school" else DocumentFactory(level=level)


def test_levels_are_the_five_of_the_domain() -> None:
    assert Level.values == LEVELS


@pytest.mark.parametrize(("low", "high"), list(itertools.combinations(LEVELS, 2)))
def test_anchor_that_points_down_is_refused(low: str, high: str) -> None:
    row = AnchorFactory.build(**ends(document(high), document(low)))
    with refused(DOWN):
        insert(row)


@pytest.mark.parametrize(("low", "high"), list(itertools.combinations_with_replacement(LEVELS, 2)))
def test_anchor_that_points_up_or_along_is_accepted(low: str, high: str) -> None:
    insert(AnchorFactory.build(**ends(document(low), document(high))))


def test_anchor_in_an_aim_of_a_lower_level_is_refused() -> None:
    aim = AimFactory(document=document("regional"))
    with refused(DOWN):
        insert(AnchorFactory.build(**ends(document("national"), aim)))


def test_point_counts_as_the_programmes_level() -> None:
    point = ActionFactory()
    with refused(DOWN):
        insert(AnchorFactory.build(**ends(document("regional"), point)))
    with refused(DOWN):
        insert(AnchorFactory.build(**ends(point, document("school"))))
    insert(AnchorFactory.build(**ends(document("school"), point)))
    insert(AnchorFactory.build(**ends(point, document("regional"))))


def test_anchor_cannot_be_turned_down_later() -> None:
    link = anchor(document("regional"), document("national"))
    with refused(DOWN):
        change(link, target_document_id=document("school").pk)


def test_anchor_cannot_be_moved_to_a_higher_source() -> None:
    link = anchor(document("regional"), document("national"))
    with refused(DOWN):
        change(link, source_document_id=document("european").pk)


def test_target_cannot_sink_below_what_rests_on_it() -> None:
    target = document("national")
    anchor(document("regional"), target)
    change(target, level="regional")
    with refused(DOWN):
        change(target, level="programme")


def test_document_of_an_aim_cannot_sink_below_what_rests_on_it() -> None:
    aim = AimFactory(document=document("european"))
    anchor(document("national"), aim)
    with refused(DOWN):
        change(aim.document, level="regional")


def test_target_cannot_sink_below_a_point_that_rests_on_it() -> None:
    target = document("regional")
    anchor(ActionFactory(), target)
    owner = DocumentFactory(plan=True).organisation_id
    with refused(DOWN):
        change(target, level="school", organisation_id=owner)


def test_source_cannot_rise_above_what_it_rests_on() -> None:
    source = document("regional")
    anchor(source, document("national"))
    with refused(DOWN):
        change(source, level="european")


def test_plan_that_rests_on_a_point_cannot_rise_above_it() -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, ActionFactory())
    with refused(DOWN):
        change(plan, level="regional", organisation_id=None)


def test_rejected_anchor_binds_no_level_until_it_is_taken_up_again() -> None:
    source, target = document("regional"), document("national")
    link = anchor(source, target, rejected=True)
    change(source, level="european")
    with refused(DOWN):
        change(link, status="proposed", rejected_by_id=None, rejected_at=None, rejection_reason="")
