"""Activities that contribute to points of the programme, directly or through a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

from mobility.chains import ends_of
from mobility.coverage import activities_that_reach
from mobility.models import Activity, ActivityAnchor
from network.kept import kept
from network.permissions import sight_of
from plans.anchoring import Node, all_below
from plans.drawing import Edge
from plans.models import Action

if TYPE_CHECKING:
    from network.keyed import Listed
    from network.models import User

MOST_WAYS = 5


class Way(NamedTuple):
    """How an activity comes to a point: by an anchor in it, or in something that rests on it."""

    edge: Edge
    is_direct: bool
    is_confirmed: bool


class Contribution(NamedTuple):
    """An activity with its first ways to a point, and how many more there are."""

    activity: Activity
    ways: list[Way]
    more: int


def activities_for(action: Action, viewer: User | AnonymousUser) -> Listed[Activity]:
    """The activities that contribute to a point, newest first."""
    return activities_that_reach(Node(action=action.pk), viewer)


def counts_for(actions: Iterable[Action], viewer: User | AnonymousUser) -> dict[int, int]:
    """How many activities contribute to each point, by its key; kept until something changes."""
    points = [action.pk for action in actions]
    counts = kept(
        ("contributions", tuple(points), sight_of(viewer)),
        lambda: Activity.objects.counts_by_point(points, viewer),
    )
    return dict.fromkeys(points, 0) | counts


def ways_to(
    action: Action, activities: Iterable[Activity], viewer: User | AnonymousUser
) -> list[Contribution]:
    """Each activity with its ways to the point, the direct one first; three queries."""
    rows = list(activities)
    point, below, ends = (
        Node(action=action.pk),
        all_below(Node(action=action.pk), viewer),
        ends_of(rows),
    )
    ways: dict[int, dict[Node, tuple[int, bool]]] = {row.pk: {} for row in rows}
    for pk, found in ways.items():
        for anchor, target, is_confirmed in ends[pk]:
            if (node := target.node) in below:
                is_firm = is_confirmed and below[node]
                if is_firm or node not in found:
                    found[node] = anchor, is_firm
    shown = {
        pk: sorted(found.items(), key=lambda way: way[0] != point)[:MOST_WAYS]
        for pk, found in ways.items()
    }
    anchors = ActivityAnchor.objects.with_targets().in_bulk(
        [anchor for each in shown.values() for _node, (anchor, _firm) in each]
    )
    return [
        Contribution(
            row,
            [
                Way(Edge(anchors[anchor].target, anchors[anchor]), node == point, is_firm)
                for node, (anchor, is_firm) in shown[row.pk]
            ],
            len(ways[row.pk]) - len(shown[row.pk]),
        )
        for row in rows
    ]
