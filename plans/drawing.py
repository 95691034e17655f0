"""What a page shows of chains: the first steps as strands, what is reached, what has ended.

The rows of what is shown, and of nothing else, are fetched here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from network.paging import PAGE_SIZE
from network.texts import Text, text_in
from plans.anchor_querysets import AnchorQuerySet
from plans.anchoring import Node, in_force_after, node_of
from plans.chains import Chains, Graph, Link, Reached, Step, Strand
from plans.choices import AnchorStatus, Level
from plans.models import Action, Aim, Anchor, AnchorBase, PolicyDocument

if TYPE_CHECKING:
    from network.models import User

Row = TypeVar("Row")

# Steps that a page draws; what is longer is a list of its own.
MOST_STEPS = 100
BOTH = (True, False)


@dataclass(frozen=True)
class Edge:
    """One step up with its rows: an anchor, or a point's belonging to its programme (no anchor)."""

    target: PolicyDocument | Aim | Action
    anchor: AnchorBase | None = None

    @property
    def node(self) -> Node:
        return node_of(self.target)

    @property
    def document(self) -> PolicyDocument | None:
        """The document it leads to; None for a point."""
        if isinstance(self.target, Action):
            return None
        return self.target.document if isinstance(self.target, Aim) else self.target

    @property
    def title(self) -> Text:
        """What the step leads to, with the title's language."""
        if self.document:
            return self.document.heading
        return Text(str(self.target), get_language() or "nb")

    @property
    def aim(self) -> Aim | None:
        return self.target if isinstance(self.target, Aim) else None

    @property
    def action(self) -> Action | None:
        return self.target if isinstance(self.target, Action) else None

    @property
    def level(self) -> Level:
        return Level(self.document.level) if self.document else Level.PROGRAMME

    @property
    def is_confirmed(self) -> bool:
        return self.anchor is None or self.anchor.is_confirmed

    @property
    def state(self) -> str:
        """`confirmed` or `proposed`, as the pages draw it."""
        return AnchorStatus.CONFIRMED if self.is_confirmed else AnchorStatus.PROPOSED

    @property
    def rationale(self) -> Text:
        """Why, in the page's language where it is written in it; empty for a belonging."""
        return text_in(self.anchor, "rationale") if self.anchor else Text("", "")


def edges_of(links: Iterable[Link], own: AnchorQuerySet[Any]) -> dict[Link, Edge]:
    """The links' rows; three queries at most. `own` has the anchors of a start that is no node."""
    wanted = list(links)
    from_start = [link.anchor for link in wanted if link.anchor and not link.source]
    between = [link.anchor for link in wanted if link.anchor and link.source]
    programmes = [link.node.document for link in wanted if not link.anchor and link.node.document]
    anchors = {
        True: own.with_targets().in_bulk(from_start),
        False: Anchor.objects.with_targets().in_bulk(between),
    }
    documents = PolicyDocument.objects.in_bulk(programmes)
    edges: dict[Link, Edge] = {}
    for link in wanted:
        if link.anchor:
            anchor: AnchorBase = anchors[link.source is None][link.anchor]
            edges[link] = Edge(anchor.target, anchor)
        elif link.node.document:
            edges[link] = Edge(documents[link.node.document])
    return edges


class DrawnStep(NamedTuple):
    """A step as a page draws it; `onward` is the number of the step that goes on for it."""

    edge: Edge
    number: int
    onward: int | None


class DrawnStrand(NamedTuple):
    """Steps in a row, from the start or from a step drawn earlier."""

    origin: DrawnStep | None
    steps: list[DrawnStep]


@dataclass(frozen=True)
class Part(Generic[Row]):
    """The first rows of a list, and how many it has in all."""

    rows: list[Row]
    total: int

    @property
    def is_cut(self) -> bool:
        return len(self.rows) < self.total


class Arrival(NamedTuple):
    """Something reached, with the last and the first step of the firmest way there."""

    edge: Edge
    first: Edge
    is_confirmed: bool
    today: list[PolicyDocument]  # what holds in its place, where it has ended

    @property
    def is_direct(self) -> bool:
        """Whether the way is one step long."""
        return self.edge is self.first


class Ended(NamedTuple):
    """A document that has ended, and what holds in its place today."""

    document: PolicyDocument
    today: list[PolicyDocument]


def ways_of(found: Iterable[Reached]) -> list[Link]:
    return [link for row in found for link in (row.link, row.first)]


def arrivals(
    found: Collection[Reached], viewer: User | AnonymousUser, own: AnchorQuerySet[Any]
) -> list[Arrival]:
    """What is reached, and what holds today in place of what has ended; five queries at most."""
    edges = edges_of(ways_of(found), own)
    documents = (edges[row.link].document for row in found)
    today = in_force_after((row for row in documents if row and row.has_ended), viewer)
    return [
        Arrival(
            edges[row.link],
            edges[row.first],
            row.is_confirmed,
            today.get(row.link.node.document or 0, []),
        )
        for row in found
    ]


class Drawing:
    """What a page shows of the chains of one start; five queries at most."""

    def __init__(
        self, chains: Chains, viewer: User | AnonymousUser, own: AnchorQuerySet[Any]
    ) -> None:
        self.chains = chains
        strands = list(chains.strands(MOST_STEPS))
        drawn = [step.link for strand in strands for step in strand.steps]
        ended = chains.ended()
        european = chains.reached(Level.EUROPEAN)
        self._ended = {is_own: [row for row in ended if row.is_own == is_own] for is_own in BOTH}
        self._top = {firm: [row for row in european if row.is_confirmed == firm] for firm in BOTH}
        shown = [row for part in self._top.values() for row in part[:PAGE_SIZE]]
        over = [link for part in self._ended.values() for link in part[:PAGE_SIZE]]
        self._edges = edges_of([*drawn, *over, *ways_of(shown)], own)
        self._strands = [self._strand(strand) for strand in strands]
        self._today = in_force_after(self._documents(over), viewer)
        self.drawn_count = len(drawn)
        self.step_count = len(chains.steps)

    @classmethod
    def of(cls, start: Node, viewer: User | AnonymousUser) -> Drawing:
        """That of a document or a point."""
        return cls(Graph([start], viewer).chains_of(start), viewer, Anchor.objects.standing())

    def __bool__(self) -> bool:
        return bool(self.chains)

    def _step(self, step: Step) -> DrawnStep:
        onward = step.onward.number if step.onward else None
        return DrawnStep(self._edges[step.link], step.number, onward)

    def _strand(self, strand: Strand) -> DrawnStrand:
        origin = self._step(strand.origin) if strand.origin else None
        return DrawnStrand(origin, [self._step(step) for step in strand.steps])

    @property
    def is_cut(self) -> bool:
        return self.drawn_count < self.step_count

    @property
    def reached_count(self) -> int:
        """How many documents, aims and points some chain reaches."""
        return len(self.chains.all_reached)

    @property
    def main(self) -> list[DrawnStrand]:
        """Strands that begin at the start itself."""
        return [strand for strand in self._strands if strand.origin is None]

    @property
    def branches(self) -> list[tuple[DrawnStep, list[DrawnStrand]]]:
        """Strands that begin at a step drawn earlier, by that step."""
        by_origin: dict[int, tuple[DrawnStep, list[DrawnStrand]]] = {}
        for strand in self._strands:
            if origin := strand.origin:
                by_origin.setdefault(origin.number, (origin, []))[1].append(strand)
        return [by_origin[number] for number in sorted(by_origin)]

    @property
    def firm(self) -> Part[Arrival]:
        """European aims and documents that confirmed steps alone lead to."""
        return self._top_part(is_confirmed=True)

    @property
    def loose(self) -> Part[Arrival]:
        """European aims and documents with a proposed step on every way there."""
        return self._top_part(is_confirmed=False)

    def _top_part(self, *, is_confirmed: bool) -> Part[Arrival]:
        found = self._top[is_confirmed]
        rows = [
            Arrival(self._edges[row.link], self._edges[row.first], row.is_confirmed, [])
            for row in found[:PAGE_SIZE]
        ]
        return Part(rows, len(found))

    @property
    def ended_count(self) -> int:
        """How many documents have ended, wherever they stand."""
        return sum(map(len, self._ended.values()))

    @property
    def own_ended(self) -> Part[Ended]:
        """Ended documents that the start or a school's own plan is anchored in."""
        return self._ended_part(is_own=True)

    @property
    def other_ended(self) -> Part[Ended]:
        """Ended documents further up."""
        return self._ended_part(is_own=False)

    def _documents(self, links: Iterable[Link]) -> list[PolicyDocument]:
        found = (self._edges[link].document for link in links)
        return [document for document in found if document]

    def _ended_part(self, *, is_own: bool) -> Part[Ended]:
        links = self._ended[is_own]
        documents = self._documents(links[:PAGE_SIZE])
        return Part([Ended(row, self._today.get(row.pk, [])) for row in documents], len(links))
