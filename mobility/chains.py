"""Activities with what they rest on, and what of them rests on something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from plans.anchoring import Node
from plans.chains import Chains, End, Graph, Target

if TYPE_CHECKING:
    from network.models import User


def ends_of(activities: Iterable[Activity | int]) -> dict[int, list[End]]:
    """Where the standing anchors of each activity lead to, by its primary key; one query.

    Activities, or their primary keys.
    """
    ends: dict[int, list[End]] = defaultdict(list)
    for (
        activity,
        anchor,
        document,
        aim,
        action,
        is_confirmed,
    ) in ActivityAnchor.objects.ends_of_activities(activities):
        ends[activity].append(End(anchor, Target(Node(document, action), aim), is_confirmed))
    return ends


def with_chains(
    activities: Iterable[Activity], viewer: User | AnonymousUser
) -> list[tuple[Activity, Chains]]:
    """Each activity with its chains upward; three queries for any number of them."""
    rows = list(activities)
    ends = ends_of(rows)
    graph = Graph((end.target.node for each in ends.values() for end in each), viewer)
    return [(row, graph.chains(ends[row.pk])) for row in rows]
