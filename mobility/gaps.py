"""Gaps in the anchoring: what nothing answers to, and what does not reach all the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from plans.anchoring import Node
from plans.choices import Level, Status
from plans.coverage import Ascent, Marks
from plans.models import Action, PolicyDocument, Programme

if TYPE_CHECKING:
    from network.models import User

ABOVE_SCHOOLS = [level for level in Level if level != Level.SCHOOL]
AT = {level: 1 << place for place, level in enumerate(Level)}


class Answered(NamedTuple):
    """Some documents or points by their keys, and how they are answered."""

    all: list[int]
    by_nothing: list[int]
    by_proposals: list[int]


class Gaps:
    """What is missing, as one viewer may see it; seven queries.

    A document in force is answered by activities and plans, a point by activities.
    """

    def __init__(self, viewer: User | AnonymousUser) -> None:
        standings = PolicyDocument.objects.visible_to(viewer).standings()
        in_use = Action.objects.of(Programme.objects.current()).keys_in_use()
        points = [Node(action=pk) for pk in in_use]
        starts = ActivityAnchor.objects.starts(viewer)
        self.activities = Activity.objects.visible_to(viewer).count()

        plans = [Node(document=pk) for pk, level, _status in standings if level == Level.SCHOOL]
        in_force: dict[Level, list[Node]] = {level: [] for level in reversed(ABOVE_SCHOOLS)}
        for pk, level, status in standings:
            if level in in_force and Status(status).tone == "valid":
                in_force[Level(level)].append(Node(document=pk))
        asked = [*points, *(node for found in in_force.values() for node in found)]
        self._bits = {node: 1 << place for place, node in enumerate(asked, len(Level))}

        ascent = Ascent([*plans, *(Node(start.document, start.action) for start in starts)], viewer)
        above = ascent.marks(
            {
                node: self._bits.get(node, 0) | AT[place.level]
                for node, place in ascent.places.items()
            }
        )
        self._reach: dict[int, Marks] = defaultdict(Marks)
        for start in starts:
            found = above.get(Node(start.document, start.action), Marks())
            self._reach[start.activity] |= found.by_a_step(is_confirmed=start.is_confirmed)
        active = together(self._reach.values())
        planned = active | together(above[plan] for plan in plans)

        self.points = self._answered(points, active)
        self.documents = {
            level: self._answered(found, planned) for level, found in in_force.items() if found
        }

    def _answered(self, nodes: Sequence[Node], marks: Marks) -> Answered:
        def keys(found: Iterable[Node]) -> list[int]:
            return [node.document or node.action or 0 for node in found]

        return Answered(
            keys(nodes),
            keys(node for node in nodes if not marks.all & self._bits[node]),
            keys(node for node in nodes if self._bits[node] & marks.all & ~marks.firm),
        )

    @property
    def levels_missed(self) -> dict[Level, int]:
        """How many activities no chain leads from to a level, from the top."""
        return {
            level: self.activities
            - sum(bool(marks.all & AT[level]) for marks in self._reach.values())
            for level in Level.from_the_top()
        }


def together(marks: Iterable[Marks]) -> Marks:
    return reduce(or_, marks, Marks())
