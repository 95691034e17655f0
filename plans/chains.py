"""Chains: everything something rests on, drawn as strands, upward to Europe.

One recursive query finds the nodes, one fetches what lies between them: the number of queries is
the same at any depth and size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from network.texts import Text, text_in
from plans.anchoring import UP, Node, closure, node_of
from plans.choices import AnchorStatus, Level
from plans.models import Action, Aim, Anchor, AnchorBase, PolicyDocument

if TYPE_CHECKING:
    from network.models import User


@dataclass(frozen=True)
class Edge:
    """One step up: an anchor, or a point's belonging to its programme (no anchor)."""

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
    def is_own(self) -> bool:
        """Whether the activity's owner has drawn it: from the activity or from an own plan."""
        return not isinstance(self.anchor, Anchor | None) or (
            self.anchor is not None and self.anchor.source_level == Level.SCHOOL
        )

    @property
    def state(self) -> str:
        """`confirmed` or `proposed`, as the pages draw it."""
        return AnchorStatus.CONFIRMED if self.is_confirmed else AnchorStatus.PROPOSED

    @property
    def rationale(self) -> Text:
        """Why, in the page's language where it is written in it; empty for a belonging."""
        return text_in(self.anchor, "rationale") if self.anchor else Text("", "")


class Graph:
    """What lies above a set of nodes, as one viewer may see it; three queries."""

    def __init__(self, nodes: Iterable[Node], viewer: User | AnonymousUser) -> None:
        self.reached = closure(nodes, UP, viewer)
        documents = {node.document for node in self.reached if node.document}
        actions = {node.action for node in self.reached if node.action}
        self.edges: dict[Node, list[Edge]] = defaultdict(list)
        for anchor in Anchor.objects.from_any(documents, actions):
            self.add(Node(anchor.source_document_id, anchor.source_action_id), anchor)
        for action in Action.objects.with_programme().among(actions):
            self.edges[Node(action=action.pk)].append(Edge(action.measure.programme.document))
        for edges in self.edges.values():
            edges.sort(key=climbing_order)

    def add(self, source: Node, anchor: AnchorBase) -> None:
        """Add an anchor's edge unless it leads to what the viewer may not see."""
        edge = Edge(anchor.target, anchor)
        if edge.node in self.reached:
            self.edges[source].append(edge)

    def chains(self, anchors: Iterable[AnchorBase]) -> Chains:
        """Everything the anchors of one activity, document or point lead to."""
        first = [Edge(anchor.target, anchor) for anchor in anchors]
        shown = [edge for edge in first if edge.node in self.reached]
        return Chains(sorted(shown, key=climbing_order), self.edges)


def climbing_order(edge: Edge) -> tuple[bool, int, bool, int]:
    """Stated reasons before mere belonging, then the lowest level first.

    So the first strand drawn says why at every step and passes every level it can.
    """
    rank = list(Level).index(edge.level)
    return edge.anchor is None, rank, not edge.is_confirmed, edge.anchor.pk if edge.anchor else 0


@dataclass
class Step:
    """An edge in its place on the page."""

    edge: Edge
    number: int
    onward: Step | None = None  # the earlier step from which the rest is drawn


@dataclass
class Strand:
    """Steps in a row, from the start or from a step drawn earlier."""

    origin: Step | None
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Reached:
    """An aim, or a document as a whole, at the top of some chain, and how firmly."""

    edge: Edge
    is_confirmed: bool


class Chains:
    """All chains upward from one start, each shared stretch drawn once."""

    def __init__(self, first: list[Edge], edges: dict[Node, list[Edge]]) -> None:
        self._edges = edges
        self.first = first

    def __bool__(self) -> bool:
        return bool(self.first)

    @cached_property
    def strands(self) -> list[Strand]:
        """Every edge once, in strands."""
        return list(self._draw())

    def _draw(self) -> Iterator[Strand]:
        drawn: dict[Node, Step] = {}
        waiting: list[tuple[Step | None, Edge]] = [(None, edge) for edge in self.first]
        number = 0
        while waiting:
            origin, edge = waiting.pop(0)
            strand = Strand(origin)
            while True:
                number += 1
                step = Step(edge, number)
                strand.steps.append(step)
                onward = self._edges.get(edge.node, [])
                if edge.node in drawn:
                    step.onward = drawn[edge.node] if onward else None
                    break
                drawn[edge.node] = step
                if not onward:
                    break
                waiting += [(step, other) for other in onward[1:]]
                edge = onward[0]
            yield strand

    @property
    def main(self) -> list[Strand]:
        """Strands that begin at the start itself."""
        return [strand for strand in self.strands if strand.origin is None]

    @property
    def branches(self) -> list[tuple[Step, list[Strand]]]:
        """Strands that begin at a step drawn earlier, by that step."""
        by_origin: dict[int, tuple[Step, list[Strand]]] = {}
        for strand in self.strands:
            if origin := strand.origin:
                by_origin.setdefault(origin.number, (origin, []))[1].append(strand)
        return [by_origin[number] for number in sorted(by_origin)]

    def _walk(self, *, confirmed_only: bool) -> dict[PolicyDocument | Aim | Action, Edge]:
        """Every target that can be reached, with the edge it was first reached by."""
        found: dict[PolicyDocument | Aim | Action, Edge] = {}
        nodes: set[Node] = set()
        waiting = list(self.first)
        while waiting:
            edge = waiting.pop(0)
            if confirmed_only and not edge.is_confirmed:
                continue
            found.setdefault(edge.target, edge)
            if edge.node not in nodes:
                nodes.add(edge.node)
                waiting += self._edges.get(edge.node, [])
        return found

    @cached_property
    def _all(self) -> dict[PolicyDocument | Aim | Action, Edge]:
        return self._walk(confirmed_only=False)

    @cached_property
    def _firm(self) -> dict[PolicyDocument | Aim | Action, Edge]:
        return self._walk(confirmed_only=True)

    def reached(self, level: Level) -> list[Reached]:
        """Aims and documents of a level at the end of some chain, in the order they are drawn.

        One is confirmed when a chain of confirmed steps alone leads there.
        """
        return [
            Reached(edge, target in self._firm)
            for target, edge in self._all.items()
            if edge.level == level
        ]

    @cached_property
    def levels(self) -> dict[Level, str]:
        """State of each level: `confirmed`, `proposed` or `missing`, from the school up."""
        return {level: self._state(self.reached(level)) for level in Level}

    @staticmethod
    def _state(reached: list[Reached]) -> str:
        if not reached:
            return "missing"
        return "confirmed" if any(item.is_confirmed for item in reached) else "proposed"

    def missing(self) -> list[Level]:
        """Levels that no chain touches, from the school up."""
        return [level for level, state in self.levels.items() if state == "missing"]

    @property
    def reached_count(self) -> int:
        """How many of the five levels some chain touches."""
        return len(Level) - len(self.missing())

    @property
    def confirmed_count(self) -> int:
        """How many of the five levels a chain of confirmed steps alone reaches."""
        return list(self.levels.values()).count("confirmed")

    def ended(self) -> list[Edge]:
        """Steps to documents that have been replaced, carried on or run out; a document once."""
        by_document: dict[int, Edge] = {}
        for edge in self._all.values():
            if edge.document and edge.document.has_ended:
                by_document.setdefault(edge.document.pk, edge)
        return list(by_document.values())
