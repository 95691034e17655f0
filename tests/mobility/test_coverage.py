"""Coverage agrees with a count by hand, and each number with the list that it leads to."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from mobility.coverage import Cell, Count, Matrix
from mobility.filters import ActivityFilter
from plans.models import Action
from plans.reach_filters import PlanFilter
from tests.mobility.coverage_worlds import VIEWERS, Drawing, World, drawings, world_of

pytestmark = pytest.mark.django_db


def matrix_of(world: World) -> Matrix:
    nodes = [world.node(place) for place in world.frameworks]
    return Matrix(nodes, world.owners, world.viewer)


def by_hand(world: World, place: int, owner: int) -> Cell:
    counts = [world.counted(kind, owner, place) for kind in ("activity", "school")]
    return Cell(*(Count(confirmed=count[True], proposed=count[False]) for count in counts))


@given(drawings(), st.sampled_from(VIEWERS))
def test_every_cell_is_what_a_walk_by_hand_counts(drawing: Drawing, viewer: str) -> None:
    with world_of(drawing, viewer) as world:
        matrix = matrix_of(world)
        for place in world.frameworks:
            for number, owner in enumerate(world.owners):
                cell = matrix.cell(world.node(place), owner) or Cell()
                assert cell == by_hand(world, place, number)


@given(drawings(), st.sampled_from(VIEWERS))
def test_every_number_is_the_length_of_its_list(drawing: Drawing, viewer: str) -> None:
    with world_of(drawing, viewer) as world:
        matrix = matrix_of(world)
        for place in world.frameworks:
            row = world.rows[place]
            if isinstance(row, Action):
                continue
            for owner in world.owners:
                cell = matrix.cell(world.node(place), owner) or Cell()
                for count, filters in (
                    (cell.activities, ActivityFilter),
                    (cell.plans, PlanFilter),
                ):
                    lists = [
                        filters(
                            QueryDict(
                                urlencode({"dokument": row.slug, "hos": owner.slug} | strength)
                            ),
                            world.viewer,
                        )
                        for strength in ({}, {"styrke": "bekreftet"}, {"styrke": "foreslatt"})
                    ]
                    assert [chosen.qs.count() for chosen in lists] == [
                        count.total,
                        count.confirmed,
                        count.proposed,
                    ]
