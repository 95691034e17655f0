"""Coverage: which documents and points the activities and plans of each organisation reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

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


class Registered:
    """Who has an activity or a plan, schools first, as the viewer may see; two queries.

    `keys` are the organisations', `without` counts the listed members with neither by their kind.
    """

    def __init__(self, viewer: User | AnonymousUser) -> None:
        visible = Organisation.objects.visible_to(viewer)
        rows = visible.meeting(has_activity(viewer) | has_plan(viewer)).members_first().standings()
        self.keys = [pk for pk, _kind, _is_listed in rows]
        self.without = visible.listed().members().counts_by_kind()
        for _pk, kind, is_listed in rows:
            if is_listed and kind in self.without:
                self.without[kind] -= 1


def those_that_reach(node: Node, viewer: User | AnonymousUser) -> OrganisationQuerySet:
    """Organisations with an activity or a plan that leads to the node, schools first."""
    activities = Activity.objects.visible_to(viewer).resting_on(node, viewer)
    below = {found.document for found in closure([node], DOWN, viewer) if found.document}
    plans = PolicyDocument.objects.visible_to(viewer).among(below)
    owners = {*activities.owners(), *plans.owners()}
    return Organisation.objects.visible_to(viewer).among(owners).members_first()


def those_without(viewer: User | AnonymousUser, *, plans_too: bool = True) -> OrganisationQuerySet:
    """Listed members with no activity, and no plan either unless told otherwise; schools first."""
    members = Organisation.objects.visible_to(viewer).listed().members()
    idle = members.meeting(~has_activity(viewer))
    return (idle.meeting(~has_plan(viewer)) if plans_too else idle).members_first()


def has_activity(viewer: User | AnonymousUser) -> Exists:
    """Condition on an organisation: the viewer may see an activity of its."""
    return Exists(Activity.objects.visible_to(viewer).owned_by(OuterRef("pk")))


def has_plan(viewer: User | AnonymousUser) -> Exists:
    """Condition on an organisation: the viewer may see a plan of its."""
    return Exists(PolicyDocument.objects.visible_to(viewer).owned_by(OuterRef("pk")))
