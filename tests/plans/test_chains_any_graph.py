"""Chains agree with a walk by hand over any graph."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from mobility.models import Activity, ActivityAnchor
from plans.anchoring import node_of, resting_on
from plans.chains import Chains, Graph
from plans.choices import Level
from plans.models import Action, Aim, PolicyDocument
from tests.factories import (
    NOW,
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    MeasureFactory,
    ProgrammeFactory,
    UserFactory,
    anchor,
    towards,
)

pytestmark = pytest.mark.django_db

KINDS = ["school", "point", "programme", "regional", "national", "european"]
STATES = ["proposed", "confirmed", "contested", "rejected"]
WITHOUT_AIMS = {"point", "programme"}
ACTIVITY = -1


@dataclass(frozen=True)
class Link:
    """An edge by the places of its ends, upward."""

    source: int
    target: int
    in_aim: bool
    state: str


@dataclass(frozen=True)
class Drawing:
    """Nodes from the bottom up, the last programme being that of all points; which are drafts."""

    kinds: list[str]
    drafts: set[int]
    links: list[Link]


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    some = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    kinds = sorted([*some, "programme"], key=KINDS.index)
    places = st.integers(0, len(kinds) - 1)
    ends = [(low, high) for high in range(len(kinds)) for low in range(ACTIVITY, high)]
    chosen = draw(st.lists(st.sampled_from(ends), unique=True, max_size=14))
    links = [
        Link(
            source,
            target,
            kinds[target] not in WITHOUT_AIMS and draw(st.booleans()),
            draw(st.sampled_from(STATES)),
        )
        for source, target in chosen
    ]
    return Drawing(kinds, draw(st.sets(places, max_size=2)), links)


@dataclass
class World:
    """A drawing's rows in the database, and the walk by hand."""

    drawing: Drawing
    activity: Activity = field(default_factory=ActivityFactory)
    rows: list[PolicyDocument | Action] = field(default_factory=list)
    targets: dict[tuple[int, bool], PolicyDocument | Aim | Action] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = self.drawing.kinds
        self.programme = len(kinds) - 1 - kinds[::-1].index("programme")
        document = self.document("programme", self.programme)
        measure = MeasureFactory(programme=ProgrammeFactory(document=document))
        for place, kind in enumerate(kinds):
            if place == self.programme:
                row = document
            elif kind == "point":
                row = measure.actions.create(number=place + 1, text_nb="Punkt")
            else:
                row = self.document(kind, place)
            self.rows.append(row)
        user = UserFactory()
        for link in self.drawing.links:
            self.link(link, user)

    def document(self, kind: str, place: int) -> PolicyDocument:
        owner = {"organisation": self.activity.organisation} if kind == "school" else {}
        published = None if place in self.drawing.drafts else NOW
        return DocumentFactory(level=kind, published_at=published, **owner)

    def link(self, link: Link, user: object) -> None:
        key = (link.target, link.in_aim)
        if key not in self.targets:
            row = self.rows[link.target]
            self.targets[key] = AimFactory(document=row) if link.in_aim else row
        state = {"confirmed": link.state in ("confirmed", "contested")}
        if link.state in ("contested", "rejected"):
            state |= {link.state: True, f"{link.state}_by": user}
        if state["confirmed"]:
            state["confirmed_by"] = user
        if link.source == ACTIVITY:
            ActivityAnchorFactory(activity=self.activity, **towards(self.targets[key]), **state)
        else:
            anchor(self.rows[link.source], self.targets[key], **state)

    def steps(self, place: int) -> list[tuple[int, bool, bool]]:
        """Where one can go from a node: place, whether in an aim, whether confirmed."""
        steps = [
            (link.target, link.in_aim, link.state == "confirmed")
            for link in self.drawing.links
            if link.source == place and link.state != "rejected"
        ]
        if place != ACTIVITY and self.drawing.kinds[place] == "point":
            steps.append((self.programme, False, True))
        return steps

    def is_hidden(self, place: int) -> bool:
        whose = self.programme if self.drawing.kinds[place] == "point" else place
        return whose in self.drawing.drafts

    def walk(self, place: int = ACTIVITY, firm: bool = True) -> dict[tuple[int, bool], bool]:
        """Every target above, and whether confirmed steps alone lead there."""
        found: dict[tuple[int, bool], bool] = {}
        for target, in_aim, confirmed in self.steps(place):
            if self.is_hidden(target):
                continue
            here = firm and confirmed
            ways = {(target, in_aim): here}, self.walk(target, here)
            for way in ways:
                for key, is_firm in way.items():
                    found[key] = found.get(key, False) or is_firm
        return found

    def chains(self) -> Chains:
        anchors = ActivityAnchor.objects.of_activities([self.activity])
        nodes = [node_of(link.target) for link in anchors]
        return Graph(nodes, AnonymousUser()).chains(anchors)


@contextlib.contextmanager
def world_of(drawing: Drawing) -> Iterator[World]:
    """The drawing's world, rolled back afterwards."""
    with transaction.atomic():
        yield World(drawing)
        transaction.set_rollback(True)


@given(drawings())
def test_what_is_reached_and_how_firmly_is_what_a_walk_finds(drawing: Drawing) -> None:
    with world_of(drawing) as world:
        chains = world.chains()
        found = {
            item.edge.target: item.is_confirmed for level in Level for item in chains.reached(level)
        }
        by_hand = {
            world.targets.get(key, world.rows[key[0]]): firm for key, firm in world.walk().items()
        }
    assert found == by_hand


@given(drawings())
def test_every_step_is_drawn_once(drawing: Drawing) -> None:
    with world_of(drawing) as world:
        drawn = [step.edge for strand in world.chains().strands for step in strand.steps]
        reached = {ACTIVITY, *(place for place, _ in world.walk())}
        steps = [
            step for place in reached for step in world.steps(place) if not world.is_hidden(step[0])
        ]
    assert len(drawn) == len({id(edge) for edge in drawn}) == len(steps)


@given(drawings())
def test_an_activity_is_found_from_all_that_it_reaches(drawing: Drawing) -> None:
    with world_of(drawing) as world:
        reached = {place for place, _ in world.walk()}
        finds = {
            place
            for place, row in enumerate(world.rows)
            if Activity.objects.anchored_by(resting_on(node_of(row), AnonymousUser())).exists()
        }
    assert finds == reached
