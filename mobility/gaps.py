"""Gaps in the anchoring: what nothing answers to, and what does not reach all the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from network.kept import kept
from network.permissions import sight_of
from plans.anchoring import Node
from plans.choices import Level, Status
from plans.coverage import Ascent, Marks
from plans.models import Action, PolicyDocument, Programme

if TYPE_CHECKING:
    from network.models import User

ABOVE_SCHOOLS = [level for level in Level if level != Level.SCHOOL]
AT = {level: 1 << place for place, level in enumerate(Level)}


class Answered(NamedTuple):
    """Some documents or points by their keys, in order, and how they are answered."""

    all: list[int]
    by_nothing: list[int]
    by_proposals: list[int]


class Gaps:
    """What is missing, as one viewer may see it; seven queries.

    A document in force is answered by activities and plans, a point by activities. `documents` has
    those of each level, from the top, and `missing` the keys of the activities that no chain leads
    from to a level, the latest first.
    """

    def __init__(self, viewer: User | AnonymousUser) -> None:
        standings = PolicyDocument.objects.visible_to(viewer).standings()
        in_use = Action.objects.of(Programme.objects.current()).keys_in_use()
        points = [Node(action=pk) for pk in in_use]
        starts = ActivityAnchor.objects.starts(viewer)
        activities = Activity.objects.visible_to(viewer).latest_first().pks()
        self.activities = len(activities)

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
        reach: dict[int, Marks] = defaultdict(Marks)
        for start in starts:
            found = above.get(Node(start.document, start.action), Marks())
            reach[start.activity] |= found.by_a_step(is_confirmed=start.is_confirmed)
        active = together(reach.values())
        planned = active | together(above[plan] for plan in plans)

        self.points = self._answered(points, active)
        self.documents = {
            level: self._answered(found, planned) for level, found in in_force.items() if found
        }
        self.missing = {
            level: [pk for pk in activities if not reach[pk].all & AT[level]]
            for level in Level.from_the_top()
        }

    @classmethod
    def seen_by(cls, viewer: User | AnonymousUser) -> Gaps:
        """The same, kept until something changes."""
        return kept(("gaps", sight_of(viewer)), lambda: cls(viewer))

    def _answered(self, nodes: Sequence[Node], marks: Marks) -> Answered:
        def keys(found: Iterable[Node]) -> list[int]:
            return [node.document or node.action or 0 for node in found]

        return Answered(
            keys(nodes),
            keys(node for node in nodes if not marks.all & self._bits[node]),
            keys(node for node in nodes if self._bits[node] & marks.all & ~marks.firm),
        )


def levels_missed(viewer: User | AnonymousUser, owners: Collection[int]) -> dict[int, list[Level]]:
    """The levels that no chain reaches from an activity still under way, by its key.

    Only those of some organisations, the latest first, and only such as miss any; five queries.
    """
    starts = ActivityAnchor.objects.starts(viewer, owners)
    ascent = Ascent([Node(start.document, start.action) for start in starts], viewer)
    above = ascent.marks({node: AT[place.level] for node, place in ascent.places.items()})
    reach: dict[int, int] = defaultdict(int)
    for start in starts:
        reach[start.activity] |= above.get(Node(start.document, start.action), Marks()).all
    own = Activity.objects.visible_to(viewer).owned_by_any(owners).under_way()
    missed = {
        pk: [level for level in Level if not reach[pk] & AT[level]]
        for pk in own.latest_first().pks()
    }
    return {pk: levels for pk, levels in missed.items() if levels}


def together(marks: Iterable[Marks]) -> Marks:
    return reduce(or_, marks, Marks())
