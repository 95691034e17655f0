"""Chains: everything something rests on, from the lowest step up to Europe, by primary keys alone.

Rows are fetched only for what a page shows of them (see `plans.drawing`), so an answer costs as
much as what is reached, and a page as much as what it draws.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

from plans.anchoring import Node, Place, places_above, steps_between
from plans.choices import Level

if TYPE_CHECKING:
    from network.models import User

LEVELS = list(Level)


def bit_of(level: Level) -> int:
    return 1 << LEVELS.index(level)


class Link(NamedTuple):
    """One step up: an anchor, or a point's belonging to its programme (no anchor)."""

    node: Node
    level: Level
    aim: int | None
    anchor: int | None
    is_confirmed: bool
    source: Node | None = None  # None where the start is no node, as an activity is none
    is_own: bool = True  # drawn by the start's owner: from the start, or from a school's plan

    @property
    def target(self) -> Target:
        return Target(self.node, self.aim)

    @property
    def order(self) -> tuple[bool, int, bool, int]:
        """Stated reasons before mere belonging, then the lowest level first.

        So the first strand drawn says why at every step and passes every level it can.
        """
        rank = LEVELS.index(self.level)
        return self.anchor is None, rank, not self.is_confirmed, self.anchor or 0


class Target(NamedTuple):
    """What one can be anchored in: a document, one of its aims, or a point."""

    node: Node
    aim: int | None = None


class End(NamedTuple):
    """Where the anchor of something that is no node leads to."""

    anchor: int
    target: Target
    is_confirmed: bool


class Graph:
    """What lies above some nodes, as one viewer may see it; two queries."""

    def __init__(self, nodes: Iterable[Node], viewer: User | AnonymousUser) -> None:
        self.places: dict[Node, Place] = places_above(nodes, viewer)
        self.onward: dict[Node, list[Link]] = defaultdict(list)
        for source, target, aim, anchor, is_confirmed in steps_between(self.places):
            is_own = self.places[source].level == Level.SCHOOL
            level = self.places[target].level
            self.onward[source].append(
                Link(target, level, aim, anchor, is_confirmed, source, is_own)
            )
        for links in self.onward.values():
            links.sort(key=lambda link: link.order)

    def chains(self, ends: Iterable[End]) -> Chains:
        """Everything the anchors of one activity lead to."""
        first = [
            Link(target.node, self.places[target.node].level, target.aim, anchor, is_confirmed)
            for anchor, target, is_confirmed in ends
            if target.node in self.places
        ]
        return Chains(sorted(first, key=lambda link: link.order), self, LEVELS)

    def chains_of(self, start: Node) -> Chains:
        """Everything a document or a point rests on; only what lies above its level is missed."""
        first = [link._replace(is_own=True) for link in self.onward.get(start, [])]
        above = LEVELS.index(self.places[start].level) + 1 if start in self.places else 0
        return Chains(first, self, LEVELS[above:])

    @cached_property
    def levels(self) -> dict[Node, tuple[int, int]]:
        """The levels at each node and above it, and those that confirmed steps lead to, as bits."""
        ways = {node: [link.node for link in self.onward.get(node, [])] for node in self.places}
        found: dict[Node, tuple[int, int]] = {}
        for node in TopologicalSorter(ways).static_order():
            every = firm = bit_of(self.places[node].level)
            for link in self.onward.get(node, []):
                above, firmly_above = found[link.node]
                every |= above
                firm |= firmly_above if link.is_confirmed else 0
            found[node] = every, firm
        return found


@dataclass
class Step:
    """A link in its place on the page."""

    link: Link
    number: int
    onward: Step | None = None  # the earlier step from which the rest is drawn


@dataclass
class Strand:
    """Steps in a row, from the start or from a step drawn earlier."""

    origin: Step | None
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Reached:
    """An aim, a document as a whole or a point at the end of some chain, and how firmly.

    `first` is the step from the start that leads there: a firm way where there is one.
    """

    link: Link
    first: Link
    is_confirmed: bool


class Chains:
    """All chains upward from one start, each shared stretch once."""

    def __init__(self, first: list[Link], graph: Graph, scope: list[Level]) -> None:
        self.first = first
        self._graph = graph
        self._scope = scope

    def __bool__(self) -> bool:
        return bool(self.first)

    def strands(self, most: int | None = None) -> Iterator[Strand]:
        """Every link once, in strands, until `most` steps are drawn."""
        drawn: dict[Node, Step] = {}
        waiting: deque[tuple[Step | None, Link]] = deque((None, link) for link in self.first)
        number = 0
        while waiting and number != most:
            origin, link = waiting.popleft()
            strand = Strand(origin)
            while True:
                number += 1
                step = Step(link, number)
                strand.steps.append(step)
                onward = self._graph.onward.get(link.node, [])
                if link.node in drawn:
                    step.onward = drawn[link.node] if onward else None
                    break
                drawn[link.node] = step
                if not onward or number == most:
                    break
                waiting += [(step, other) for other in onward[1:]]
                link = onward[0]
            yield strand

    @cached_property
    def steps(self) -> list[Link]:
        """Every step that some chain takes, once, the nearest first."""
        nodes = dict.fromkeys(target.node for target in self._every)
        onward = (link for node in nodes for link in self._graph.onward.get(node, []))
        return [*self.first, *onward]

    def _walk(self, *, confirmed_only: bool) -> dict[Target, tuple[Link, Link]]:
        """Every target that can be reached: the link it was first reached by, and the first."""
        found: dict[Target, tuple[Link, Link]] = {}
        nodes: set[Node] = set()
        waiting = deque((link, link) for link in self.first)
        while waiting:
            link, first = waiting.popleft()
            if confirmed_only and not link.is_confirmed:
                continue
            found.setdefault(link.target, (link, first))
            if link.node not in nodes:
                nodes.add(link.node)
                waiting += [(other, first) for other in self._graph.onward.get(link.node, [])]
        return found

    @cached_property
    def _every(self) -> dict[Target, tuple[Link, Link]]:
        return self._walk(confirmed_only=False)

    @cached_property
    def _firm(self) -> dict[Target, tuple[Link, Link]]:
        return self._walk(confirmed_only=True)

    @cached_property
    def all_reached(self) -> list[Reached]:
        """All at the end of some chain, from the lowest level up, in the order they are met.

        One is confirmed when a chain of confirmed steps alone leads there.
        """
        found = [
            Reached(*self._firm.get(target, way), is_confirmed=target in self._firm)
            for target, way in self._every.items()
        ]
        return sorted(found, key=lambda item: LEVELS.index(item.link.level))

    def reached(self, level: Level) -> list[Reached]:
        return [item for item in self.all_reached if item.link.level == level]

    @cached_property
    def levels(self) -> dict[Level, str]:
        """State of each level above the start: `confirmed`, `proposed` or `missing`."""
        every = firm = 0
        for link in self.first:
            above, firmly_above = self._graph.levels[link.node]
            every |= above
            firm |= firmly_above if link.is_confirmed else 0
        return {
            level: "confirmed"
            if bit_of(level) & firm
            else "proposed"
            if bit_of(level) & every
            else "missing"
            for level in self._scope
        }

    def missing(self) -> list[Level]:
        """Levels that no chain touches, from the bottom up."""
        return [level for level, state in self.levels.items() if state == "missing"]

    @property
    def reached_count(self) -> int:
        """How many of the levels above some chain touches."""
        return len(self.levels) - len(self.missing())

    @property
    def confirmed_count(self) -> int:
        """How many of the levels above a chain of confirmed steps alone reaches."""
        return list(self.levels.values()).count("confirmed")

    def ended(self) -> list[Link]:
        """A step to each document that has been replaced, carried on or run out, an own if any."""
        by_node: dict[Node, Link] = {}
        for link in self.steps:
            if self._graph.places[link.node].has_ended and (
                link.node not in by_node or (link.is_own and not by_node[link.node].is_own)
            ):
                by_node[link.node] = link
        return list(by_node.values())
