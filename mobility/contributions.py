"""Activities that contribute to points of the programme, directly or through a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from plans.anchoring import Node, node_of
from plans.answering import Answering
from plans.chains import Edge
from plans.models import Action

if TYPE_CHECKING:
    from mobility.querysets import ActivityQuerySet
    from network.models import User


class Way(NamedTuple):
    """How an activity comes to a point: by an anchor in it, or in something that rests on it."""

    edge: Edge
    is_direct: bool
    is_confirmed: bool


class Contributions:
    """Who contributes to which of some points; a fixed number of queries for any number."""

    def __init__(self, actions: Iterable[Action], viewer: User | AnonymousUser) -> None:
        self.viewer = viewer
        starts = {action.pk: Node(action=action.pk) for action in actions}
        answering = Answering(starts.values(), viewer)
        self._under = {pk: answering.under(node) for pk, node in starts.items()}
        self._ends = ActivityAnchor.objects.ends_in(answering.documents, answering.actions, viewer)

    def _activities(self, action: Action) -> set[int]:
        under = self._under[action.pk]
        return {activity for activity, *end in self._ends if Node(*end) in under}

    def count(self, action: Action) -> int:
        return len(self._activities(action))

    def to(self, action: Action) -> ActivityQuerySet:
        """The activities, newest first."""
        rows = Activity.objects.visible_to(self.viewer).among(self._activities(action))
        return rows.with_owner().latest_first()

    def ways(
        self, action: Action, activities: Iterable[Activity]
    ) -> list[tuple[Activity, list[Way]]]:
        """Each activity with its ways to the point, the direct one first; one query."""
        rows = list(activities)
        under = self._under[action.pk]
        ways: dict[int, dict[Node, Way]] = {row.pk: {} for row in rows}
        for anchor in ActivityAnchor.objects.of_activities(rows):
            node = node_of(anchor.target)
            if node not in under:
                continue
            way = Way(
                Edge(anchor.target, anchor),
                is_direct=node == Node(action=action.pk),
                is_confirmed=anchor.is_confirmed and under[node],
            )
            known = ways[anchor.activity_id].get(node)
            if known is None or way.is_confirmed:
                ways[anchor.activity_id][node] = way
        return [
            (row, sorted(ways[row.pk].values(), key=lambda way: not way.is_direct)) for row in rows
        ]
