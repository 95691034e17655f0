"""Activities with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from plans.anchoring import node_of
from plans.chains import Chains, Graph

if TYPE_CHECKING:
    from network.models import User


def with_chains(
    activities: Iterable[Activity], viewer: User | AnonymousUser
) -> list[tuple[Activity, Chains]]:
    """Each activity with its chains upward; the same number of queries for any number of them."""
    rows = list(activities)
    anchors = ActivityAnchor.objects.of_activities(rows)
    graph = Graph([node_of(anchor.target) for anchor in anchors], viewer)
    return [
        (row, graph.chains(anchor for anchor in anchors if anchor.activity_id == row.pk))
        for row in rows
    ]
