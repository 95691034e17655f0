"""Any small world of plans and activities, and a count by hand of what reaches what."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import strategies as st

from mobility.models import Activity
from network.models import User
from plans.anchoring import Node
from plans.models import Action, PolicyDocument
from tests.factories import (
    NOW,
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    MeasureFactory,
    OrganisationFactory,
    ProgrammeFactory,
    RoleFactory,
    UserFactory,
    anchor,
    towards,
)

KINDS = ["school", "point", "programme", "regional", "national", "european"]
STATES = ["proposed", "confirmed", "confirmed", "contested", "rejected"]
VIEWERS = ["visitor", "first", "second", "county"]


@dataclass(frozen=True)
class Thing:
    """A plan, point or document by its level; or an activity. Owners are 0 and 1."""

    kind: str
    owner: int
    is_draft: bool


@dataclass(frozen=True)
class Link:
    """A step upward by the places of its ends, in an aim of the target or in the whole."""

    source: int
    target: int
    in_aim: bool
    state: str


@dataclass(frozen=True)
class Drawing:
    """Activities first, then everything from the bottom up; the last programme has the points."""

    things: list[Thing]
    links: list[Link]


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=2, max_size=6))
    kinds = ["activity"] * draw(st.integers(1, 3)) + sorted([*kinds, "programme"], key=KINDS.index)
    owner = st.integers(0, 1)
    is_draft = st.integers(0, 4).map(lambda number: number == 0)
    things = [Thing(kind, draw(owner), draw(is_draft)) for kind in kinds]
    ends = [
        (low, high)
        for high, target in enumerate(kinds)
        for low in range(high)
        if target != "activity"
    ]
    chosen = draw(st.lists(st.sampled_from(ends), unique=True, max_size=14))
    return Drawing(
        things,
        [Link(*end, draw(st.booleans()), draw(st.sampled_from(STATES))) for end in sorted(chosen)],
    )


class World:
    """A drawing's rows in the database, and the count by hand."""

    def __init__(self, drawing: Drawing, viewer: str) -> None:
        self.drawing = drawing
        self.owners = OrganisationFactory.create_batch(2)
        self.kinds = [thing.kind for thing in drawing.things]
        self.programme = len(self.kinds) - 1 - self.kinds[::-1].index("programme")
        self.viewer_name = viewer
        self.rows: list[Activity | PolicyDocument | Action] = []
        document = self._document(drawing.things[self.programme])
        self.measure = MeasureFactory(programme=ProgrammeFactory(document=document))
        for place, thing in enumerate(drawing.things):
            self.rows.append(document if place == self.programme else self._row(place, thing))
        self._somebody = UserFactory()
        for link in drawing.links:
            self._link(link)

    def _document(self, thing: Thing) -> PolicyDocument:
        owner = {"organisation": self.owners[thing.owner]} if thing.kind == "school" else {}
        return DocumentFactory(level=thing.kind, published_at=self._published(thing), **owner)

    @staticmethod
    def _published(thing: Thing) -> object:
        return None if thing.is_draft else NOW

    def _row(self, place: int, thing: Thing) -> Activity | PolicyDocument | Action:
        if thing.kind == "activity":
            owner = self.owners[thing.owner]
            return ActivityFactory(organisation=owner, published_at=self._published(thing))
        if thing.kind == "point":
            return self.measure.actions.create(number=place + 1, text_nb="Punkt")
        return self._document(thing)

    def _link(self, link: Link) -> None:
        source, target = self.rows[link.source], self.rows[link.target]
        if link.in_aim and self.kinds[link.target] not in ("point", "programme"):
            target = AimFactory(document=target)
        state: dict[str, object] = {}
        if link.state in ("confirmed", "contested"):
            state = {"confirmed": True, "confirmed_by": self._somebody}
        if link.state in ("contested", "rejected"):
            state |= {link.state: True, f"{link.state}_by": self._somebody}
        if isinstance(source, Activity):
            ActivityAnchorFactory(activity=source, **towards(target), **state)
        else:
            anchor(source, target, **state)

    @cached_property
    def viewer(self) -> User | AnonymousUser:
        if self.viewer_name == "visitor":
            return AnonymousUser()
        if self.viewer_name == "county":
            return RoleFactory(county=True).user
        return RoleFactory(organisation=self.owners[self.viewer_name == "second"]).user

    def is_seen(self, place: int) -> bool:
        whose = self.programme if self.kinds[place] == "point" else place
        thing = self.drawing.things[whose]
        is_own = thing.kind in ("activity", "school") and self.viewer_name == (
            "second" if thing.owner else "first"
        )
        return self.viewer_name == "county" or not thing.is_draft or is_own

    def steps(self, place: int) -> list[tuple[int, bool]]:
        """Where one comes from here in one step, each with whether it is confirmed."""
        steps = [
            (link.target, link.state == "confirmed")
            for link in self.drawing.links
            if link.source == place and link.state != "rejected"
        ]
        return [*steps, (self.programme, True)] if self.kinds[place] == "point" else steps

    def reaches(self, low: int, high: int, *, firmly: bool) -> bool:
        """Whether some path of what is seen leads from one to the other, walked by hand."""
        return any(
            (is_confirmed or not firmly)
            and self.is_seen(place)
            and (place == high or self.reaches(place, high, firmly=firmly))
            for place, is_confirmed in self.steps(low)
        )

    def counted(self, kind: str, owner: int, high: int) -> Counter[bool]:
        """How many of an owner's activities or plans reach a thing, by whether firmly."""
        counts: Counter[bool] = Counter()
        for low, thing in enumerate(self.drawing.things):
            is_one = thing.kind == kind and thing.owner == owner and self.is_seen(low)
            if is_one and self.reaches(low, high, firmly=False):
                counts[self.reaches(low, high, firmly=True)] += 1
        return counts

    @property
    def frameworks(self) -> list[int]:
        """Places of what a viewer may meet as a row: documents above the school, and points."""
        return [
            place
            for place, kind in enumerate(self.kinds)
            if kind not in ("activity", "school") and self.is_seen(place)
        ]

    def node(self, place: int) -> Node:
        row = self.rows[place]
        return Node(action=row.pk) if isinstance(row, Action) else Node(document=row.pk)


@contextlib.contextmanager
def world_of(drawing: Drawing, viewer: str) -> Iterator[World]:
    """The drawing's world, rolled back afterwards."""
    with transaction.atomic():
        yield World(drawing, viewer)
        transaction.set_rollback(True)
