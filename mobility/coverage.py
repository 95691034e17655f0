"""Coverage: which documents and points the activities and plans of each organisation reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef

from mobility.models import Activity, ActivityAnchor
from network.kept import kept
from network.keyed import Listed
from network.models import Organisation
from network.permissions import sight_of
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


class Members:
    """Who has an activity or a plan and who has not, as one viewer may see; one query.

    `registered` has the keys of all with either, schools first. `idle` has those of the listed
    members without an activity by their kind, `without` those with neither, in the same order.
    """

    def __init__(self, viewer: User | AnonymousUser) -> None:
        rows = Organisation.objects.visible_to(viewer).members_first()
        self.registered: list[int] = []
        self.idle: dict[str, list[int]] = {kind: [] for kind in Organisation.MEMBER_KINDS}
        self.without: dict[str, list[int]] = {kind: [] for kind in Organisation.MEMBER_KINDS}
        for row in rows.standings(has_activity(viewer), has_plan(viewer)):
            if row.has_activity or row.has_plan:
                self.registered.append(row.pk)
            if row.is_listed and row.kind in self.idle and not row.has_activity:
                self.idle[row.kind].append(row.pk)
                if not row.has_plan:
                    self.without[row.kind].append(row.pk)

    @classmethod
    def seen_by(cls, viewer: User | AnonymousUser) -> Members:
        """The same, kept until something changes."""
        return kept(("members", sight_of(viewer)), lambda: cls(viewer))


def activities_that_reach(node: Node, viewer: User | AnonymousUser) -> Listed[Activity]:
    """Activities from which a chain leads to the node, newest first, with their owners."""
    visible = Activity.objects.visible_to(viewer)
    keys = kept(
        ("activities that reach", node, sight_of(viewer)),
        visible.resting_on(node, viewer).latest_first().pks,
    )
    return Listed(keys, visible.with_owner())


def those_that_reach(node: Node, viewer: User | AnonymousUser) -> list[int]:
    """Keys of organisations with an activity or a plan that leads to the node, schools first."""

    def found() -> list[int]:
        activities = Activity.objects.visible_to(viewer).resting_on(node, viewer)
        below = {found.document for found in closure([node], DOWN, viewer) if found.document}
        plans = PolicyDocument.objects.visible_to(viewer).among(below)
        owners = {*activities.owners(), *plans.owners()}
        return Organisation.objects.visible_to(viewer).among(owners).members_first().pks()

    return kept(("those that reach", node, sight_of(viewer)), found)


def has_activity(viewer: User | AnonymousUser) -> Exists:
    """Condition on an organisation: the viewer may see an activity of its."""
    return Exists(Activity.objects.visible_to(viewer).owned_by(OuterRef("pk")))


def has_plan(viewer: User | AnonymousUser) -> Exists:
    """Condition on an organisation: the viewer may see a plan of its."""
    return Exists(PolicyDocument.objects.visible_to(viewer).owned_by(OuterRef("pk")))
