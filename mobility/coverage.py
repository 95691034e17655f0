"""Coverage: which documents and points the activities and plans of each organisation reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from mobility.models import Activity, ActivityAnchor
from network.models import Organisation
from network.querysets import OrganisationQuerySet
from plans.anchoring import DOWN, Node, closure
from plans.coverage import Ascent, Marks
from plans.models import PolicyDocument

if TYPE_CHECKING:
    from network.models import User


@dataclass
class Count:
    """How many reach a framework by confirmed steps alone, and how many others do."""

    confirmed: int = 0
    proposed: int = 0

    @property
    def total(self) -> int:
        return self.confirmed + self.proposed

    def add(self, *, is_firm: bool) -> None:
        if is_firm:
            self.confirmed += 1
        else:
            self.proposed += 1


@dataclass
class Cell:
    """What of one organisation reaches one framework."""

    activities: Count = field(default_factory=Count)
    plans: Count = field(default_factory=Count)


class Matrix:
    """Frameworks × organisations; four queries, whatever their number."""

    def __init__(
        self,
        frameworks: Sequence[Node],
        organisations: Iterable[Organisation],
        viewer: User | AnonymousUser,
    ) -> None:
        self._frameworks = frameworks
        owners = [organisation.pk for organisation in organisations]
        starts = ActivityAnchor.objects.starts(viewer, owners)
        plans = PolicyDocument.objects.visible_to(viewer).owned(owners)
        nodes = {Node(start.document, start.action) for start in starts}
        ascent = Ascent(nodes | {Node(document=plan) for plan, _owner in plans}, viewer)
        marks = ascent.marks({node: 1 << place for place, node in enumerate(frameworks)})

        by_activity: dict[tuple[int, int], Marks] = defaultdict(Marks)
        for start in starts:
            above = marks.get(Node(start.document, start.action), Marks())
            key = start.organisation, start.activity
            by_activity[key] |= above.by_a_step(is_confirmed=start.is_confirmed)

        self._cells: dict[tuple[Node, int], Cell] = defaultdict(Cell)
        for (owner, _activity), found in by_activity.items():
            for node, is_firm in self._marked(found):
                self._cells[node, owner].activities.add(is_firm=is_firm)
        for plan, owner in plans:
            for node, is_firm in self._marked(marks[Node(document=plan)]):
                self._cells[node, owner].plans.add(is_firm=is_firm)

    def _marked(self, marks: Marks) -> Iterator[tuple[Node, bool]]:
        for place, node in enumerate(self._frameworks):
            if marks.all >> place & 1:
                yield node, bool(marks.firm >> place & 1)

    def cell(self, framework: Node, organisation: Organisation) -> Cell | None:
        """Nothing where nothing of the organisation reaches the framework."""
        return self._cells.get((framework, organisation.pk))


def those_with_anything(viewer: User | AnonymousUser) -> OrganisationQuerySet:
    """Organisations with an activity or a plan, schools first, as the viewer may see."""
    return Organisation.objects.visible_to(viewer).in_any_of(*registered(viewer)).members_first()


def those_that_reach(node: Node, viewer: User | AnonymousUser) -> OrganisationQuerySet:
    """Organisations with an activity or a plan that leads to the node, schools first."""
    activities = Activity.objects.visible_to(viewer).resting_on(node, viewer)
    below = {found.document for found in closure([node], DOWN, viewer) if found.document}
    plans = PolicyDocument.objects.visible_to(viewer).among(below)
    visible = Organisation.objects.visible_to(viewer)
    return visible.in_any_of(activities.owners(), plans.owners()).members_first()


def those_without(viewer: User | AnonymousUser, *, plans_too: bool = True) -> OrganisationQuerySet:
    """Listed members with no activity, and no plan either unless told otherwise; schools first."""
    active, planning = registered(viewer)
    members = Organisation.objects.visible_to(viewer).listed().members()
    return members.in_none_of(*([active, planning] if plans_too else [active])).members_first()


def registered(viewer: User | AnonymousUser) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """Keys of the owners of activities, and of plans, for use within a query."""
    return (
        Activity.objects.visible_to(viewer).owners(),
        PolicyDocument.objects.visible_to(viewer).owners(),
    )
