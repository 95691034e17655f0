"""The map around one document or point: everything up and down from it, and nothing beside it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import given

from plans.choices import Level
from plans.mapping.around import Around, extent_of
from plans.mapping.extent import LARGEST, Extent
from plans.models import Action, PolicyDocument
from tests.factories import DocumentFactory, ProgrammeFactory, anchor, point_of
from tests.plans.test_map import soup_of
from tests.plans.worlds import ACTIVITIES, Sketch, sketches, world_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_demo(settings: object) -> None:
    """As in production: what is invented is shown to nobody."""
    settings.DEMO = False


def around(row: PolicyDocument | Action) -> Extent:
    asked = row.dotted if isinstance(row, Action) else row.slug
    return extent_of(QueryDict(f"fra={asked}"), AnonymousUser())


def rows_in(extent: Extent) -> set[PolicyDocument | Action]:
    return {box.row for box in extent.boxes}


def test_what_is_above_and_below_is_drawn_and_what_is_beside_is_not() -> None:
    plan = DocumentFactory(plan=True)
    centre = DocumentFactory(level="regional")
    above, top, beside = DocumentFactory(level="national"), DocumentFactory(), DocumentFactory()
    anchor(plan, centre)
    anchor(centre, above)
    anchor(above, top)
    anchor(plan, beside)
    anchor(plan, top)
    found = around(centre)
    assert rows_in(found) == {plan, centre, above, top}
    assert len(found.lines) == len(found.rows) == 3
    assert [box.row for box in found.boxes if box.is_centre] == [centre]


def test_a_point_leads_through_its_programme() -> None:
    programme = ProgrammeFactory()
    point, other = point_of(programme), point_of(programme)
    top = DocumentFactory()
    anchor(programme.document, top)
    found = around(point)
    assert rows_in(found) == {point, programme.document, top}
    assert other not in rows_in(found)
    assert {line.state for line in found.lines} == {"belonging", "proposed"}


def test_the_nearest_sixty_are_drawn_of_more() -> None:
    centre = DocumentFactory(level="european")
    near = DocumentFactory.create_batch(LARGEST - 1, level="national")
    for plan in near:
        anchor(plan, centre)
    for _ in range(5):
        anchor(DocumentFactory(level="regional"), near[0])
    found = around(centre)
    assert rows_in(found) == {centre, *near}
    assert found.whole == len(found.rows) + 1 == LARGEST + 5
    assert found.cut


def test_what_is_hidden_leads_nowhere() -> None:
    centre, draft = DocumentFactory(level="regional"), DocumentFactory(published_at=None)
    behind = DocumentFactory()
    anchor(centre, draft)
    anchor(draft, behind)
    assert rows_in(around(centre)) == {centre}


@pytest.mark.parametrize("asked", ["finnes-ikke", "9.9", f"{10**20}.1", "utkast"])
def test_what_is_not_there_is_told_and_disregarded(asked: str) -> None:
    DocumentFactory()
    DocumentFactory(slug="utkast", published_at=None)
    soup = soup_of(f"fra={asked}")
    assert "et filter som ikke finnes" in soup.get_text()
    assert len(soup.select("svg.map a")) == 1


@given(sketches())
def test_around_is_what_the_model_finds_in_any_graph(sketch: Sketch) -> None:
    with world_of(sketch) as world:
        naive, names = world.naive, world.named()
        for start in set(world.looked_at()) - naive.hidden:
            found = Around(QueryDict(), world.viewer, world.rows[start])
            below = naive.leading(start) - set(ACTIVITIES)
            up = naive.taken(start)
            down = {step for step in naive.steps if {step.source, step.target} <= below}
            assert found.whole == len(below | {step.target for step in up} | {start})
            if found.cut:
                assert len(found.boxes) == LARGEST
                continue
            drawn = {
                (names[line.source], names[line.target]): line.state != "proposed"
                for line in found.lines
            }
            pairs = {(step.source, step.target): False for step in up | down}
            for step in up | down:
                pairs[step.source, step.target] |= step.is_confirmed
            assert drawn == pairs


@given(sketches())
def test_table_and_drawing_agree_in_any_graph_for_anyone(sketch: Sketch) -> None:
    with world_of(sketch) as world:
        extents = [Extent(QueryDict(f"niva={level}"), world.viewer) for level in Level]
        places = set(world.looked_at()) - world.naive.hidden
        extents += [Around(QueryDict(), world.viewer, world.rows[place]) for place in places]
        for extent in extents:
            rows = [(row.source.node, row.target and row.target.node) for row in extent.rows]
            lines = {(line.source, line.target) for line in extent.lines}
            boxes = {box.node for box in extent.boxes}
            if extent.cut:
                assert lines <= set(rows)
            else:
                assert lines == {row for row in rows if row[1]}
                assert boxes == {node for row in rows for node in row if node}
