"""What an activity rests on, as one person may see it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mobility.chains import with_chains
from mobility.models import Activity, ActivityAnchor
from plans.anchoring import Node, in_force_after
from plans.chains import Chains
from plans.choices import Level
from plans.drawing import Drawing
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    ProgrammeFactory,
    RoleFactory,
    SuccessionFactory,
    anchor,
    point_of,
    towards,
)

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory()


def rest(activity: Activity, target: object, **more: object) -> ActivityAnchor:
    return ActivityAnchorFactory(activity=activity, **towards(target), **more)


def chains_of(activity: Activity, viewer: object = VISITOR) -> Chains:
    [(_activity, chains)] = with_chains([activity], viewer)
    return chains


def drawing_of(activity: Activity, viewer: object = VISITOR) -> Drawing:
    return Drawing(chains_of(activity, viewer), viewer, ActivityAnchor.objects.standing())


def drawn(activity: Activity) -> list[list[object]]:
    """What each strand leads through: those from the start, then those that branch off."""
    drawing = drawing_of(activity)
    branches = [strand for _origin, strands in drawing.branches for strand in strands]
    return [[step.edge.target for step in strand.steps] for strand in [*drawing.main, *branches]]


def top(activity: Activity, viewer: object = VISITOR) -> dict[object, bool]:
    drawing = drawing_of(activity, viewer)
    return {
        item.edge.target: item.is_confirmed for item in [*drawing.firm.rows, *drawing.loose.rows]
    }


def test_chain_climbs_through_every_level(activity: Activity) -> None:
    plan = AimFactory(document=DocumentFactory(plan=True))
    programme = ProgrammeFactory()
    point = point_of(programme)
    regional, national = (DocumentFactory(level=level) for level in ("regional", "national"))
    european = AimFactory()
    rest(activity, plan)
    anchor(plan.document, point)
    anchor(programme.document, regional)
    anchor(regional, national)
    anchor(national, european)
    chains = chains_of(activity)
    assert drawn(activity) == [[plan, point, programme.document, regional, national, european]]
    assert chains.missing() == []
    assert chains.reached_count == 5


def test_point_belongs_to_its_programme_without_an_anchor(activity: Activity) -> None:
    point = point_of(ProgrammeFactory())
    rest(activity, point, confirmed=True)
    [strand] = drawing_of(activity).main
    belonging = strand.steps[1].edge
    assert belonging.anchor is None
    assert belonging.is_confirmed
    assert belonging.rationale.value == ""


def test_shared_stretch_is_drawn_once_and_pointed_at(activity: Activity) -> None:
    left, right = DocumentFactory.create_batch(2, level="regional")
    shared, europe = DocumentFactory(level="national"), DocumentFactory()
    for side in (left, right):
        rest(activity, side)
        anchor(side, shared)
    anchor(shared, europe)
    first, second = drawing_of(activity).main
    assert [step.edge.target for step in first.steps] == [left, shared, europe]
    assert [step.edge.target for step in second.steps] == [right, shared]
    assert second.steps[-1].onward == first.steps[1].number


def test_further_ways_from_a_step_are_branches_of_it(activity: Activity) -> None:
    plan = DocumentFactory(plan=True)
    near, far = DocumentFactory(level="regional"), DocumentFactory()
    rest(activity, plan)
    anchor(plan, far)
    anchor(plan, near)
    ((origin, strands),) = drawing_of(activity).branches
    assert drawn(activity)[0] == [plan, near]
    assert origin.edge.target == plan
    assert [[step.edge.target for step in strand.steps] for strand in strands] == [[far]]


def test_steps_are_numbered_as_they_are_drawn(activity: Activity) -> None:
    for _ in range(3):
        plan = DocumentFactory(plan=True)
        rest(activity, plan)
        anchor(plan, DocumentFactory())
    steps = [step for strand in drawing_of(activity).main for step in strand.steps]
    assert [step.number for step in steps] == [1, 2, 3, 4, 5, 6]


def test_rejected_anchor_is_in_no_chain(activity: Activity) -> None:
    plan, kept, lost = DocumentFactory(plan=True), DocumentFactory(), DocumentFactory()
    rest(activity, plan)
    rest(activity, lost, rejected=True)
    anchor(plan, kept)
    anchor(plan, lost, rejected=True)
    assert set(top(activity)) == {kept}


def test_aim_is_confirmed_only_when_every_step_is(activity: Activity) -> None:
    plan, firm, loose = DocumentFactory(plan=True), AimFactory(), AimFactory()
    rest(activity, plan, confirmed=True)
    anchor(plan, firm, confirmed=True)
    anchor(plan, loose)
    assert top(activity) == {firm: True, loose: False}


def test_proposed_first_step_weakens_all_above_it(activity: Activity) -> None:
    plan, aim = DocumentFactory(plan=True), AimFactory()
    rest(activity, plan)
    anchor(plan, aim, confirmed=True)
    assert top(activity) == {aim: False}


def test_one_confirmed_way_is_enough(activity: Activity) -> None:
    aim = AimFactory()
    loose, firm = DocumentFactory.create_batch(2, plan=True)
    rest(activity, loose)
    rest(activity, firm, confirmed=True)
    for plan in (loose, firm):
        anchor(plan, aim, confirmed=True)
    assert top(activity) == {aim: True}


def test_contested_anchor_counts_as_proposed(activity: Activity) -> None:
    aim = AimFactory()
    rest(activity, aim, confirmed=True, contested=True)
    assert top(activity) == {aim: False}
    assert chains_of(activity).levels[Level.EUROPEAN] == "proposed"


def test_levels_say_confirmed_proposed_or_missing(activity: Activity) -> None:
    rest(activity, DocumentFactory(plan=True), confirmed=True)
    rest(activity, DocumentFactory(level="national"))
    assert chains_of(activity).levels == {
        "school": "confirmed",
        "programme": "missing",
        "regional": "missing",
        "national": "proposed",
        "european": "missing",
    }


def test_activity_without_anchors_misses_every_level(activity: Activity) -> None:
    chains = chains_of(activity)
    assert not chains
    assert chains.missing() == list(Level)
    assert chains.reached_count == 0


@pytest.mark.parametrize(
    ("status", "has_ended"),
    [("replaced", True), ("expired", True), ("carried_on", True), ("in_force", False)],
)
def test_ended_documents_on_the_way_are_pointed_out(
    activity: Activity, status: str, has_ended: bool
) -> None:
    plan, old = DocumentFactory(plan=True), DocumentFactory(status=status)
    rest(activity, plan)
    anchor(plan, AimFactory(document=old))
    drawing = drawing_of(activity)
    assert [row.document for row in drawing.own_ended.rows] == [old] * has_ended


def test_ended_document_names_what_holds_today_in_its_place() -> None:
    old, middle = DocumentFactory.create_batch(2, status="replaced")
    new, draft = DocumentFactory(), DocumentFactory(published_at=None)
    for before, after in ((old, middle), (middle, new), (old, draft)):
        SuccessionFactory(predecessor_document=before, successor_document=after)
    assert in_force_after([old], VISITOR) == {old.pk: [new]}
    assert in_force_after([new], VISITOR) == {}


@pytest.fixture
def hidden(activity: Activity) -> PolicyDocument:
    """A school's draft between its activity and a European aim."""
    draft = DocumentFactory(plan=True, organisation=activity.organisation, published_at=None)
    rest(activity, draft)
    anchor(draft, AimFactory())
    return draft


def test_draft_and_what_lies_above_it_is_cut_off_for_others(
    activity: Activity, hidden: PolicyDocument
) -> None:
    stranger = RoleFactory().user
    for viewer in (VISITOR, stranger):
        assert not chains_of(activity, viewer)


def test_draft_is_in_the_chain_of_its_owner_and_the_county(
    activity: Activity, hidden: PolicyDocument
) -> None:
    owner = RoleFactory(organisation=activity.organisation).user
    for viewer in (owner, RoleFactory(county=True).user):
        assert len(top(activity, viewer)) == 1


def test_draft_further_up_is_cut_off(activity: Activity) -> None:
    plan, draft = DocumentFactory(plan=True), DocumentFactory(level="national", published_at=None)
    rest(activity, plan)
    anchor(plan, draft)
    anchor(draft, DocumentFactory())
    assert drawn(activity) == [[plan]]


def test_activities_are_found_from_above_at_any_distance(activity: Activity) -> None:
    plan = AimFactory(document=DocumentFactory(plan=True))
    programme = ProgrammeFactory()
    europe = AimFactory()
    rest(activity, plan)
    anchor(plan.document, point_of(programme))
    anchor(programme.document, europe)
    rest(ActivityFactory(), DocumentFactory())
    found = Activity.objects.resting_on(Node(document=europe.document_id), VISITOR)
    assert list(found) == [activity]


def test_queries_do_not_grow_with_the_graph(activity: Activity) -> None:
    below = DocumentFactory(plan=True)
    rest(activity, below)
    anchor(below, point_of(ProgrammeFactory()))
    with CaptureQueriesContext(connection) as few:
        drawing_of(activity)
    for level in ("regional", "regional", "national", "national", "european", "european"):
        above = DocumentFactory(level=level)
        anchor(below, above)
        anchor(below, AimFactory(document=DocumentFactory(level=level)))
        below = above
    with CaptureQueriesContext(connection) as many:
        drawing_of(activity)
    assert len(few) == len(many)
