"""What lies above many nodes at once: which of some marked ones each leads to, and how firmly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

from plans.anchoring import Node, places_above, steps_between

if TYPE_CHECKING:
    from network.models import User


class Marks(NamedTuple):
    """Marks that can be reached, as bits: by any steps, and by confirmed ones alone."""

    all: int = 0
    firm: int = 0

    def __or__(self, other: object) -> Marks:
        if not isinstance(other, Marks):
            return NotImplemented
        return Marks(self.all | other.all, self.firm | other.firm)

    def by_a_step(self, *, is_confirmed: bool) -> Marks:
        """What is left of them below one more step."""
        return self if is_confirmed else Marks(self.all, 0)


class Ascent:
    """All that lies above some nodes, as one viewer may see it; two queries.

    `places` has every node met with what a chain has to know of it.
    """

    def __init__(self, starts: Iterable[Node], viewer: User | AnonymousUser) -> None:
        self.places = places_above(set(starts), viewer)
        self._above: dict[Node, list[tuple[Node, bool]]] = defaultdict(list)
        for source, target, _aim, _anchor, is_confirmed in steps_between(self.places):
            self._above[source].append((target, is_confirmed))

    def marks(self, marked: Mapping[Node, int]) -> dict[Node, Marks]:
        """For each node, the marks at it and above it."""
        graph = {node: [target for target, _ in self._above[node]] for node in self.places}
        found: dict[Node, Marks] = {}
        for node in TopologicalSorter(graph).static_order():
            own = marked.get(node, 0)
            marks = Marks(own, own)
            for target, is_confirmed in self._above[node]:
                marks |= found[target].by_a_step(is_confirmed=is_confirmed)
            found[node] = marks
        return found
