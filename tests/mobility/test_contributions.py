"""Activities that contribute to a point, and by which way, as one person may see it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mobility.contributions import Contributions
from mobility.models import Activity, ActivityAnchor
from network.models import User
from plans.anchoring import Node, resting_on
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


def ways_to(point: Action, viewer: User | AnonymousUser = VISITOR) -> dict[Activity, list[tuple]]:
    """What each way goes through, None for the direct one, and whether it is confirmed."""
    given = Contributions([point], viewer)
    activities = list(given.to(point))
    assert given.count(point) == len(activities)
    return {
        activity: [(None if way.is_direct else way.edge.target, way.is_confirmed) for way in ways]
        for activity, ways in given.ways(point, activities)
    }


def test_activity_contributes_directly_or_through_a_plan(point: Action) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point)
    direct, through = rest(point), rest(plan)
    assert ways_to(point) == {direct: [(None, False)], through: [(plan, False)]}


def test_both_ways_are_said_and_the_activity_is_counted_once(point: Action) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point)
    activity = rest(plan)
    rest(point, activity)
    assert ways_to(point) == {activity: [(None, False), (plan, False)]}


def test_anchor_in_an_aim_goes_through_its_plan(point: Action) -> None:
    aims = AimFactory.create_batch(2, document=DocumentFactory(plan=True))
    anchor(aims[0].document, point)
    activity = rest(aims[0])
    rest(aims[1], activity, confirmed=True)
    [(through, is_confirmed)] = ways_to(point)[activity]
    assert through.document == aims[0].document
    assert not is_confirmed


def test_way_goes_through_what_the_activity_itself_rests_on(point: Action) -> None:
    lower, upper = DocumentFactory.create_batch(2, plan=True)
    anchor(lower, upper, confirmed=True)
    anchor(upper, point, confirmed=True)
    activity = rest(lower, confirmed=True)
    assert ways_to(point) == {activity: [(lower, True)]}


@pytest.mark.parametrize("weak", ["anchor of the activity", "anchor of the plan"])
def test_way_is_as_strong_as_its_weakest_step(point: Action, weak: str) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point, confirmed=weak != "anchor of the plan")
    activity = rest(plan, confirmed=weak != "anchor of the activity")
    assert ways_to(point) == {activity: [(plan, False)]}


def test_another_point_that_rests_on_this_one_is_named(point: Action) -> None:
    other = point_of(point.measure.programme)
    anchor(other, point)
    activity = rest(other)
    assert ways_to(point) == {activity: [(other, False)]}


def test_next_programme_brings_its_points(point: Action) -> None:
    following: Programme = ProgrammeFactory()
    anchor(following.document, point, confirmed=True)
    activity = rest(point_of(following), confirmed=True)
    [(through, is_confirmed)] = ways_to(point)[activity]
    assert isinstance(through, Action)
    assert is_confirmed


def test_rejected_anchors_lead_nowhere(point: Action) -> None:
    plan = DocumentFactory(plan=True)
    anchor(plan, point, rejected=True)
    rest(plan)
    rest(point, rejected=True)
    assert ways_to(point) == {}


def test_draft_plan_hides_the_way_from_all_but_its_own(point: Action) -> None:
    plan = DocumentFactory(plan=True, published_at=None)
    anchor(plan, point)
    activity = rest(plan)
    colleague = RoleFactory(organisation=plan.organisation).user
    assert ways_to(point) == {}
    assert ways_to(point, RoleFactory().user) == {}
    assert ways_to(point, colleague) == {activity: [(plan, False)]}
    assert ways_to(point, RoleFactory(county=True).user) == {activity: [(plan, False)]}


def test_draft_activity_is_seen_by_its_own_and_the_county(point: Action) -> None:
    activity = rest(point, ActivityFactory(published_at=None))
    assert ways_to(point) == {}
    assert list(ways_to(point, RoleFactory(organisation=activity.organisation).user)) == [activity]
    assert list(ways_to(point, RoleFactory(county=True).user)) == [activity]


def test_newest_comes_first(point: Action) -> None:
    activities = [rest(point) for _ in range(3)]
    assert list(ways_to(point)) == activities[::-1]


def test_no_points_no_contributions(db: None) -> None:
    assert Contributions([], VISITOR).viewer is VISITOR


def test_county_sees_all_that_rests_on_each_point(cast: dict[str, User]) -> None:
    points = list(Action.objects.of(Programme.objects.current()))
    given = Contributions(points, cast["county"])
    for point in points:
        resting = Activity.objects.anchored_by(resting_on(Node(action=point.pk), cast["county"]))
        assert set(given.to(point)) == set(resting)
    assert any(given.count(point) for point in points)


@pytest.mark.parametrize("count", [1, 13])
def test_queries_do_not_grow_with_the_points(
    count: int, db: None, django_assert_num_queries: object
) -> None:
    programme = ProgrammeFactory()
    points = [point_of(programme) for _ in range(count)]
    for each in points:
        anchor(plan := DocumentFactory(plan=True), each)
        rest(plan)
    with django_assert_num_queries(4):
        given = Contributions(points, VISITOR)
        assert [given.count(each) for each in points] == [1] * count
