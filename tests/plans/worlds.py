"""Generated anchoring graphs: as rows in the database and as `naive` knows them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import strategies as st

from mobility.models import Activity, ActivityAnchor
from network.models import User
from plans.anchoring import Node, node_of
from plans.models import Action, Aim, Anchor, PolicyDocument, Succession
from tests.factories import (
    NOW,
    ActivityFactory,
    MeasureFactory,
    OrganisationFactory,
    ProgrammeFactory,
    RoleFactory,
    UserFactory,
    ends,
    towards,
)
from tests.plans.naive import Naive, Name, Step

KINDS = ["school", "point", "programme", "regional", "national", "european"]
STATES = ["proposed", "confirmed", "contested", "rejected"]
ENDED = ["replaced", "expired", "carried_on"]
WITHOUT_AIMS = {"point", "programme"}
ACTIVITIES = ["first", "second"]
VIEWERS = ["visitor", "owner", "county"]
TALLEST = 50


class Link(NamedTuple):
    """An anchor by the names of its ends, upward."""

    source: Name
    target: int
    in_aim: bool
    state: str


@dataclass(frozen=True)
class Sketch:
    """Nodes by their places from the bottom up; the last programme is that of all points."""

    kinds: list[str]
    statuses: list[str]
    drafts: set[Name]
    invented: set[int]
    links: list[Link]
    successions: list[tuple[int, int]]
    viewer: str

    @property
    def programme(self) -> int:
        return len(self.kinds) - 1 - self.kinds[::-1].index("programme")


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """Any small graph, and on top of its national documents a tower of diamonds, up to 50 high."""
    some = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    kinds = sorted([*some, "programme"], key=KINDS.index)
    height = draw(st.sampled_from([0, 0, 0, 1, 2, TALLEST]))
    below = sum(KINDS.index(kind) <= KINDS.index("national") for kind in kinds)
    kinds[below:below] = ["national"] * 2 * height
    tower = range(below, below + 2 * height)
    places = st.integers(0, len(kinds) - 1)
    others = [place for place in range(len(kinds)) if place not in tower]
    doors = [*others, *tower[:2], *tower[-2:]]
    ways = [
        (low, high)
        for high in doors
        for low in [*ACTIVITIES, *doors]
        if low in ACTIVITIES or low < high
    ]
    chosen = draw(st.lists(st.sampled_from(ways), unique=True, max_size=16))
    chosen += [(low, high) for low in tower for high in tower if high // 2 == low // 2 + 1]
    state = st.sampled_from(STATES if not height else [*STATES[:3], *["confirmed"] * 9])
    links = [
        Link(low, high, kinds[high] not in WITHOUT_AIMS and draw(st.booleans()), draw(state))
        for low, high in dict.fromkeys(chosen)
    ]
    documents = [place for place in places_of(kinds) if kinds[place] != "point"]
    later = [(old, new) for old in documents[:8] for new in documents[:8] if old < new]
    return Sketch(
        kinds,
        draw(
            st.lists(
                st.sampled_from(["in_force"] * 3 + ENDED), min_size=len(kinds), max_size=len(kinds)
            )
        ),
        draw(st.sets(places | st.sampled_from(ACTIVITIES), max_size=2)),
        draw(st.sets(places, max_size=1)),
        links,
        draw(st.lists(st.sampled_from(later), unique=True, max_size=4)) if later else [],
        draw(st.sampled_from(VIEWERS)),
    )


def places_of(kinds: list[str]) -> range:
    return range(len(kinds))


@dataclass
class World:
    """A sketch's rows in the database, and what its viewer may see of it as `naive` knows it."""

    sketch: Sketch
    rows: dict[int, PolicyDocument | Action] = field(default_factory=dict)
    aims: dict[int, Aim] = field(default_factory=dict)
    activities: dict[Name, Activity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.school = OrganisationFactory()
        self.viewer: User | AnonymousUser = {
            "visitor": AnonymousUser,
            "owner": lambda: RoleFactory(organisation=self.school).user,
            "county": lambda: RoleFactory(county=True).user,
        }[self.sketch.viewer]()
        self.user = UserFactory()
        self.make_nodes()
        self.make_links()
        self.naive = self.as_seen()

    def make_nodes(self) -> None:
        sketch = self.sketch
        documents = {
            place: PolicyDocument(
                slug=f"dokument-{place}", title=f"Dokument {place}", level=kind, kind="strategy",
                status=sketch.statuses[place],
                published_at=None if place in sketch.drafts else NOW,
                is_demo=place in sketch.invented,
                organisation=self.school if kind == "school" else None,
            )
            for place, kind in enumerate(sketch.kinds) if kind != "point"
        }  # fmt: skip
        PolicyDocument.objects.bulk_create(documents.values())
        measure = MeasureFactory(programme=ProgrammeFactory(document=documents[sketch.programme]))
        points = {
            place: Action(measure=measure, number=place + 1, text_nb=f"Punkt {place}")
            for place, kind in enumerate(sketch.kinds)
            if kind == "point"
        }
        Action.objects.bulk_create(points.values())
        self.rows = {**documents, **points}
        with_aim = {link.target for link in sketch.links if link.in_aim}
        self.aims = {
            place: Aim(document=documents[place], key="1", text_nb="Mål") for place in with_aim
        }
        Aim.objects.bulk_create(self.aims.values())
        self.activities = {
            name: ActivityFactory(
                organisation=self.school, published_at=None if name in sketch.drafts else NOW
            )
            for name in ACTIVITIES
        }
        Succession.objects.bulk_create(
            Succession(
                predecessor_document=documents[old], successor_document=documents[new],
                kind="replaced",
            )
            for old, new in sketch.successions
        )  # fmt: skip

    def make_links(self) -> None:
        anchors, starts = [], []
        for link in self.sketch.links:
            target = self.aims[link.target] if link.in_aim else self.rows[link.target]
            if link.source in self.activities:
                activity = self.activities[link.source]
                starts.append(
                    ActivityAnchor(activity=activity, **towards(target), **self.signed(link))
                )
            else:
                source = self.rows[link.source]
                anchors.append(Anchor(**ends(source, target), **self.signed(link)))
        Anchor.objects.bulk_create(anchors)
        ActivityAnchor.objects.bulk_create(starts)

    def signed(self, link: Link) -> dict[str, object]:
        """The columns of an anchor in this state."""
        values: dict[str, object] = {"rationale_nb": "Fordi.", "status": link.state}
        if link.state in ("confirmed", "contested"):
            values |= {"status": "confirmed", "confirmed_by": self.user, "confirmed_at": NOW}
        if link.state == "contested":
            values |= {"contested_by": self.user, "contested_at": NOW, "contest_reason": "Nei."}
        if link.state == "rejected":
            values |= {"rejected_by": self.user, "rejected_at": NOW, "rejection_reason": "Nei."}
        return values

    def as_seen(self) -> Naive:
        """Nothing invented is seen; drafts by the county, and a school's by its own people."""
        sketch, kinds = self.sketch, self.sketch.kinds
        sees_own = sketch.viewer != "visitor"
        shown = {
            name
            for name in sketch.drafts
            if sketch.viewer == "county"
            or (sees_own and (name in ACTIVITIES or kinds[name] == "school"))
        }
        hidden: set[Name] = (sketch.drafts - shown) | sketch.invented
        points = {place for place in places_of(kinds) if kinds[place] == "point"}
        hidden -= points
        if sketch.programme in hidden:
            hidden |= points
        steps = [
            Step(link.source, link.target, "1" if link.in_aim else None, link.state == "confirmed")
            for link in sketch.links
            if link.state != "rejected"
        ]
        steps += [Step(place, sketch.programme, None, True, is_anchored=False) for place in points]
        return Naive(
            {place: "programme" if kind == "point" else kind for place, kind in enumerate(kinds)},
            steps,
            hidden,
            {
                place
                for place in places_of(kinds)
                if kinds[place] != "point" and sketch.statuses[place] in ENDED
            },
            sketch.successions,
        )

    def looked_at(self) -> list[int]:
        """The first and the last places, which is all of them unless there is a tower."""
        places = list(self.rows)
        return [*places[:6], *places[6:][-4:]]

    def node(self, place: Name) -> Node:
        return node_of(self.rows[place])

    def named(self) -> dict[Node, int]:
        """The places by their nodes."""
        return {node_of(row): place for place, row in self.rows.items()}


@contextlib.contextmanager
def world_of(sketch: Sketch) -> Iterator[World]:
    """The sketch's world, rolled back afterwards."""
    with transaction.atomic():
        yield World(sketch)
        transaction.set_rollback(True)
