"""Chains agree with a naive model over any graph, for whoever looks."""

from collections.abc import Iterator

import pytest
from hypothesis import given

from mobility.chains import with_chains
from mobility.contributions import activities_for, counts_for, ways_to
from mobility.models import Activity
from plans.anchoring import all_below, in_force_after
from plans.chains import Chains, Graph, Link
from plans.models import Action, PolicyDocument
from tests.plans.naive import Name, Step
from tests.plans.worlds import ACTIVITIES, Sketch, World, sketches, world_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_demo(settings: object) -> None:
    """As in production: what is invented is shown to nobody."""
    settings.DEMO = False


def starts_of(world: World) -> Iterator[tuple[Name, Chains]]:
    """Every activity, and every document and point that the viewer may see, with its chains."""
    for (_activity, chains), name in zip(
        with_chains(world.activities.values(), world.viewer), ACTIVITIES, strict=True
    ):
        yield name, chains
    graph = Graph(map(world.node, world.looked_at()), world.viewer)
    for place in set(world.looked_at()) - world.naive.hidden:
        yield place, graph.chains_of(world.node(place))


def step_of(link: Link, start: Name, world: World) -> Step:
    """The link as the naive model names it."""
    names = world.named()
    source = names[link.source] if link.source else start
    aim = "1" if link.aim else None
    return Step(source, names[link.node], aim, link.is_confirmed, link.anchor is not None)


@given(sketches())
def test_what_is_reached_and_how_firmly_is_what_the_model_finds(sketch: Sketch) -> None:
    with world_of(sketch) as world:
        names, naive = world.named(), world.naive
        for start, chains in starts_of(world):
            found = {
                (names[item.link.node], "1" if item.link.aim else None): item.is_confirmed
                for item in chains.all_reached
            }
            assert found == naive.reached(start)
            assert chains.levels == naive.states(start)
            assert chains.missing() == [
                level for level, state in naive.states(start).items() if state == "missing"
            ]
            for item in chains.all_reached:
                first = step_of(item.first, start, world)
                beyond = naive.reached(first.target) | {(first.target, first.aim): True}
                assert first.source == start
                assert (names[item.link.node], "1" if item.link.aim else None) in beyond
                assert first.is_confirmed or not item.is_confirmed


@given(sketches())
def test_every_step_is_drawn_once_and_every_strand_is_a_path(sketch: Sketch) -> None:
    with world_of(sketch) as world:
        for start, chains in starts_of(world):
            strands = list(chains.strands())
            drawn = [step for strand in strands for step in strand.steps]
            steps = [step_of(step.link, start, world) for step in drawn]
            taken = world.naive.taken(start)
            assert sorted(steps, key=repr) == sorted(taken, key=repr)
            assert len(chains.steps) == len(taken)
            assert [step.number for step in drawn] == list(range(1, len(drawn) + 1))
            for strand in strands:
                at = step_of(strand.origin.link, start, world).target if strand.origin else start
                for step in strand.steps:
                    link = step_of(step.link, start, world)
                    assert link.source == at
                    at = link.target
            cut = [step for strand in chains.strands(3) for step in strand.steps]
            assert [step.link for step in cut] == [step.link for step in drawn[:3]]


@given(sketches())
def test_what_has_ended_and_what_holds_in_its_place_is_what_the_model_finds(sketch: Sketch) -> None:
    with world_of(sketch) as world:
        names, naive = world.named(), world.naive
        for start, chains in starts_of(world):
            assert {names[link.node] for link in chains.ended()} == naive.ended_above(start)
        documents = {
            place: row for place, row in world.rows.items() if isinstance(row, PolicyDocument)
        }
        today = in_force_after(documents.values(), world.viewer)
        for place, row in documents.items():
            later = {documents[new].pk for new in naive.today(place)}
            assert {new.pk for new in today.get(row.pk, [])} == later


@given(sketches())
def test_what_answers_is_what_the_model_finds(sketch: Sketch) -> None:
    with world_of(sketch) as world:
        names, naive = world.named(), world.naive
        names_of = {activity.pk: name for name, activity in world.activities.items()}
        points = {place: row for place, row in world.rows.items() if isinstance(row, Action)}
        counts = counts_for(points.values(), world.viewer)
        for place in world.looked_at():
            below = naive.below(place)
            found = all_below(world.node(place), world.viewer)
            assert {names[node]: is_firm for node, is_firm in found.items()} == {
                name: is_firm for name, is_firm in below.items() if name not in ACTIVITIES
            }
            resting = Activity.objects.visible_to(world.viewer).resting_on(
                world.node(place), world.viewer
            )
            answering = {name for name in below if name in ACTIVITIES}
            assert {names_of[activity.pk] for activity in resting} == answering
            if place in points:
                assert counts[points[place].pk] == len(answering)
                given = ways_to(
                    points[place], activities_for(points[place], world.viewer), world.viewer
                )
                assert {
                    names_of[activity.pk] for activity, ways, _more in given if ways
                } == answering
                for activity, ways, more in given:
                    if not more:
                        assert any(way.is_confirmed for way in ways) == below[names_of[activity.pk]]
