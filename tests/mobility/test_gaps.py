"""Gaps agree with a count by hand, and each number with the list that it leads to."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from mobility.filters import ActivityFilter
from mobility.gaps import Gaps
from mobility.models import Activity
from plans.choices import Level
from plans.models import PolicyDocument
from portal.gaps import ended_in_use
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    ProgrammeFactory,
    anchor,
    point_of,
    towards,
)
from tests.mobility.coverage_worlds import VIEWERS, Drawing, World, drawings, world_of

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def of_kind(world: World, *kinds: str) -> list[int]:
    return [place for place, kind in enumerate(world.kinds) if kind in kinds]


def answered(world: World, place: int, kinds: tuple[str, ...]) -> str:
    """How somebody's activity or plan answers to a thing, at best."""
    seen = [low for low in of_kind(world, *kinds) if world.is_seen(low)]
    if any(world.reaches(low, place, firmly=True) for low in seen):
        return "firmly"
    return "loosely" if any(world.reaches(low, place, firmly=False) for low in seen) else "not"


def level_of(kind: str) -> str:
    return "programme" if kind == "point" else kind


def misses(world: World, place: int, level: Level) -> bool:
    tops = [high for high, kind in enumerate(world.kinds) if level_of(kind) == level]
    return not any(world.reaches(place, high, firmly=False) for high in tops)


@given(drawings(), st.sampled_from(VIEWERS))
def test_every_gap_is_what_a_walk_by_hand_finds(drawing: Drawing, viewer: str) -> None:
    with world_of(drawing, viewer) as world:
        gaps = Gaps(world.viewer)
        for level, found in gaps.documents.items():
            rows = {
                world.rows[place].pk: answered(world, place, ("activity", "school"))
                for place in of_kind(world, level)
                if world.is_seen(place)
            }
            assert set(found.all) == set(rows)
            assert set(found.by_nothing) == {pk for pk, how in rows.items() if how == "not"}
            assert set(found.by_proposals) == {pk for pk, how in rows.items() if how == "loosely"}
        if not drawing.things[world.programme].is_draft:
            points = {
                world.rows[place].pk: answered(world, place, ("activity",))
                for place in of_kind(world, "point")
            }
            assert set(gaps.points.all) == set(points)
            assert set(gaps.points.by_nothing) == {pk for pk, how in points.items() if how == "not"}
        activities = [place for place in of_kind(world, "activity") if world.is_seen(place)]
        for level, keys in gaps.missing.items():
            missing = [place for place in activities if misses(world, place, level)]
            chosen = ActivityFilter(QueryDict(f"mangler={level}"), world.viewer)
            assert set(keys) == {world.rows[place].pk for place in missing}
            assert chosen.keys == keys


def rest(target: object, **more: object) -> Activity:
    return ActivityAnchorFactory(activity=ActivityFactory(), **towards(target), **more).activity


def test_only_what_is_in_force_waits_for_an_answer() -> None:
    waiting = DocumentFactory(level="national", status="standing")
    for status in ("expired", "replaced", "proposal", "unconfirmed"):
        DocumentFactory(level="national", status=status)
    assert Gaps(VISITOR).documents[Level.NATIONAL].by_nothing == [waiting.pk]


def test_plan_answers_to_a_document_but_an_activity_must_to_a_point() -> None:
    point = point_of(ProgrammeFactory())
    document = DocumentFactory(level="national")
    plan = DocumentFactory(plan=True)
    anchor(plan, point)
    anchor(plan, document)
    gaps = Gaps(VISITOR)
    assert gaps.documents[Level.NATIONAL].by_nothing == []
    assert gaps.points.by_nothing == [point.pk]
    rest(plan)
    assert Gaps(VISITOR).points.by_proposals == [point.pk]


def test_retired_point_is_no_gap() -> None:
    point = point_of(ProgrammeFactory())
    point.retired_at = point.updated_at
    point.save()
    assert Gaps(VISITOR).points.all == []


def test_activity_without_an_anchor_misses_every_level() -> None:
    ActivityFactory()
    assert {len(keys) for keys in Gaps(VISITOR).missing.values()} == {1}


@pytest.mark.parametrize("kind", ["document", "aim"])
@pytest.mark.parametrize("by", ["plan", "activity"])
def test_ended_document_is_listed_while_something_rests_straight_on_it(kind: str, by: str) -> None:
    ended = DocumentFactory(status="replaced")
    DocumentFactory(status="replaced")
    target = AimFactory(document=ended) if kind == "aim" else ended
    source = DocumentFactory(plan=True)
    anchor(source, target) if by == "plan" else rest(target)
    anchor(DocumentFactory(plan=True), DocumentFactory())
    assert ended_in_use(VISITOR) == [ended.pk]


@pytest.mark.parametrize("hidden", ["source", "target", "rejected"])
def test_ended_document_is_not_listed_for_what_is_hidden_or_rejected(hidden: str) -> None:
    ended = DocumentFactory(status="expired")
    link = anchor(DocumentFactory(plan=True), ended, rejected=hidden == "rejected")
    if hidden in ("source", "target"):
        row = link.source_document if hidden == "source" else ended
        PolicyDocument.objects.filter(pk=row.pk).update(published_at=None)
    assert ended_in_use(VISITOR) == []


def test_draft_activity_keeps_no_ended_document_listed() -> None:
    activity = rest(DocumentFactory(status="expired"))
    Activity.objects.filter(pk=activity.pk).update(published_at=None)
    assert ended_in_use(VISITOR) == []


@pytest.mark.parametrize("times", [1, 5])
def test_queries_do_not_grow(times: int, django_assert_num_queries: object) -> None:
    point = point_of(ProgrammeFactory())
    for _ in range(times):
        plan = DocumentFactory(plan=True)
        anchor(plan, point)
        anchor(plan, DocumentFactory())
        rest(plan)
    with django_assert_num_queries(7):
        Gaps(VISITOR)
