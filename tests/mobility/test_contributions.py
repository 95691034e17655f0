"""Activities that contribute to a point, and by which way, as one person may see it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mobility.contributions import MOST_WAYS, activities_for, counts_for, ways_to
from mobility.models import Activity, ActivityAnchor
from network.models import User
from plans.anchoring import Node
from plans.models import Action, Programme
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    ProgrammeFactory,
    RoleFactory,
    anchor,
    point_of,
    towards,
)

VISITOR = AnonymousUser()


@pytest.fixture
def point(db: None) -> Action:
    return point_of(ProgrammeFactory())


def rest(target: object, activity: Activity | None = None, **more: object) -> Activity:
    link: ActivityAnchor = ActivityAnchorFactory(
        activity=activity or ActivityFactory(), **towards(target), **more
    )
    return link.activity


def all_ways(point: Action, viewer: User | AnonymousUser = VISITOR) -> dict[Activity, list[tuple]]:
    """What each way goes through, None for the direct one, and whether it is confirmed."""
    activities = list(activities_for(point, viewer))
    assert counts_for([point], viewer) == {point.pk: len(activities)}
    return {
        activity: [(None if way.is_direct else way.edge.target, way.is_confirmed) for way in ways]
        for activity, ways, more in ways_to(point, activities, viewer)
    }


def test_activity_contributes_directly_or_through_a_plan(point: Action) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point)
    direct, through = rest(point), rest(plan)
    assert all_ways(point) == {direct: [(None, False)], through: [(plan, False)]}


def test_both_ways_are_said_and_the_activity_is_counted_once(point: Action) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point)
    activity = rest(plan)
    rest(point, activity)
    assert all_ways(point) == {activity: [(None, False), (plan, False)]}


def test_anchor_in_an_aim_goes_through_its_plan(point: Action) -> None:
    aims = AimFactory.create_batch(2, document=DocumentFactory(plan=True))
    anchor(aims[0].document, point)
    activity = rest(aims[0])
    rest(aims[1], activity, confirmed=True)
    [(through, is_confirmed)] = all_ways(point)[activity]
    assert through.document == aims[0].document
    assert not is_confirmed


def test_way_goes_through_what_the_activity_itself_rests_on(point: Action) -> None:
    lower, upper = DocumentFactory.create_batch(2, plan=True)
    anchor(lower, upper, confirmed=True)
    anchor(upper, point, confirmed=True)
    activity = rest(lower, confirmed=True)
    assert all_ways(point) == {activity: [(lower, True)]}


@pytest.mark.parametrize("weak", ["anchor of the activity", "anchor of the plan"])
def test_way_is_as_strong_as_its_weakest_step(point: Action, weak: str) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point, confirmed=weak != "anchor of the plan")
    activity = rest(plan, confirmed=weak != "anchor of the activity")
    assert all_ways(point) == {activity: [(plan, False)]}


def test_another_point_that_rests_on_this_one_is_named(point: Action) -> None:
    other = point_of(point.measure.programme)
    anchor(other, point)
    activity = rest(other)
    assert all_ways(point) == {activity: [(other, False)]}


def test_next_programme_brings_its_points(point: Action) -> None:
    following: Programme = ProgrammeFactory()
    anchor(following.document, point, confirmed=True)
    activity = rest(point_of(following), confirmed=True)
    [(through, is_confirmed)] = all_ways(point)[activity]
    assert isinstance(through, Action)
    assert is_confirmed


def test_rejected_anchors_lead_nowhere(point: Action) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point, rejected=True)
    rest(plan)
    rest(point, rejected=True)
    assert all_ways(point) == {}


def test_draft_plan_hides_the_way_from_all_but_its_own(point: Action) -> None:
    plan = DocumentFactory(plan=True, published_at=None)
    anchor(plan, point)
    activity = rest(plan)
    colleague = RoleFactory(organisation=plan.organisation).user
    assert all_ways(point) == {}
    assert all_ways(point, RoleFactory().user) == {}
    assert all_ways(point, colleague) == {activity: [(plan, False)]}
    assert all_ways(point, RoleFactory(county=True).user) == {activity: [(plan, False)]}


def test_draft_activity_is_seen_by_its_own_and_the_county(point: Action) -> None:
    activity = rest(point, ActivityFactory(published_at=None))
    assert all_ways(point) == {}
    assert list(all_ways(point, RoleFactory(organisation=activity.organisation).user)) == [activity]
    assert list(all_ways(point, RoleFactory(county=True).user)) == [activity]


def test_newest_comes_first(point: Action) -> None:
    activities = [rest(point) for _ in range(3)]
    assert list(all_ways(point)) == activities[::-1]


def test_no_points_no_contributions(db: None) -> None:
    assert counts_for([], VISITOR) == {}


def test_further_ways_are_counted(point: Action) -> None:
    activity = ActivityFactory()
    for _ in range(MOST_WAYS + 2):
        anchor(plan := DocumentFactory(plan=True), point)
        rest(plan, activity)
    [(_activity, ways, more)] = ways_to(point, [activity], VISITOR)
    assert (len(ways), more) == (MOST_WAYS, 2)


def test_county_sees_all_that_rests_on_each_point(cast: dict[str, User]) -> None:
    points = list(Action.objects.of(Programme.objects.current()))
    counts = counts_for(points, cast["county"])
    for point in points:
        resting = Activity.objects.resting_on(Node(action=point.pk), cast["county"])
        assert set(activities_for(point, cast["county"])) == set(resting)
        assert counts[point.pk] == len(resting)
    assert any(counts.values())


@pytest.mark.parametrize("count", [1, 13])
def test_queries_do_not_grow_with_the_points(
    count: int, db: None, django_assert_num_queries: object
) -> None:
    programme = ProgrammeFactory()
    points = [point_of(programme) for _ in range(count)]
    for each in points:
        anchor(plan := DocumentFactory(plan=True), each)
        rest(plan)
    with django_assert_num_queries(2):
        assert counts_for(points, VISITOR) == {each.pk: 1 for each in points}
