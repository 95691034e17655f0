"""A school's or training office's whole anchoring: its activities × what they reach, and gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mobility.chains import with_chains
from mobility.models import Activity, ActivityDialogue
from network.models import Organisation
from network.paging import PARAMETER, page_asked
from network.permissions import may
from plans.anchoring import Node, in_force_after
from plans.chains import Chains
from plans.choices import Level
from plans.models import Action, Anchor, LeaderDialogue, PolicyDocument
from plans.permissions import VIEW_DIALOGUE

if TYPE_CHECKING:
    from network.models import User

COLUMNS = "kolonner"
PARAMETERS = (COLUMNS, PARAMETER)
# On paper: at most so many rows and activities, and so many activities beside each other.
PAPER_ROWS, PAPER_COLUMNS, ABREAST = 200, 50, 25


class Mark(NamedTuple):
    """That an activity reaches something.

    Directly where it has an anchor of its own there, which is then confirmed or not; else by a way
    that is confirmed where confirmed steps alone lead there.
    """

    is_direct: bool
    is_confirmed: bool

    @property
    def label(self) -> str:
        return str(MARKS[self])


MARKS = {
    Mark(is_direct=True, is_confirmed=True): _("direkte, bekreftet"),
    Mark(is_direct=True, is_confirmed=False): _("direkte, foreslått"),
    Mark(is_direct=False, is_confirmed=True): _("indirekte, bekreftet"),
    Mark(is_direct=False, is_confirmed=False): _("indirekte, foreslått"),
}


class Row(NamedTuple):
    """A document or a point, with a mark for each activity that reaches it."""

    subject: PolicyDocument | Action
    level: Level
    cells: list[tuple[Activity, Mark | None]]

    @property
    def is_point(self) -> bool:
        return isinstance(self.subject, Action)

    @property
    def heading(self) -> str:
        """The level's heading; a training office's own plans are not a school's."""
        label = self.level.label if isinstance(self.subject, Action) else self.subject.level_label
        return str(label)


# The rows of a level, under its heading.
RowGroup = tuple[Level, str, list[Row]]


class Sheet(NamedTuple):
    """A part of the whole table that has room across a sheet of paper; `first` counts from 1."""

    first: int
    activities: list[Activity]
    groups: list[RowGroup]

    @property
    def last(self) -> int:
        return self.first + len(self.activities) - 1


class LevelStanding(NamedTuple):
    """How many activities there are, and how many of them reach nothing at a level."""

    level: Level
    activities: int
    missing: int


class EndedOne(NamedTuple):
    """A document that no longer holds, what holds in its place, and how many rest on it.

    It is an own one where an activity, or a plan of the school's, is anchored in it.
    """

    document: PolicyDocument
    today: list[PolicyDocument]
    activities: int
    is_own: bool


@dataclass
class MemberAnchoring:
    """What the activities of one organisation reach, as one viewer may see it.

    The number of queries is fixed; the work grows with what is the organisation's own.
    """

    organisation: Organisation
    viewer: User | AnonymousUser
    data: QueryDict

    @cached_property
    def chains(self) -> list[tuple[Activity, Chains]]:
        """Every activity, the latest first, with its chains."""
        own = Activity.objects.visible_to(self.viewer).of(self.organisation)
        return with_chains(own.latest_first(), self.viewer)

    @cached_property
    def marks(self) -> dict[Node, dict[int, Mark]]:
        """The mark of each activity, by what it reaches and its own key."""
        found: dict[Node, dict[int, Mark]] = defaultdict(dict)
        for activity, chains in self.chains:
            for item in chains.all_reached:
                node = item.link.node
                before = found[node].get(activity.pk)
                is_firm = item.is_confirmed or (before is not None and before.is_confirmed)
                found[node][activity.pk] = Mark(is_direct=False, is_confirmed=is_firm)
            for node in {link.node for link in chains.first}:
                own = (link.is_confirmed for link in chains.first if link.node == node)
                found[node][activity.pk] = Mark(is_direct=True, is_confirmed=any(own))
        return found

    @cached_property
    def nodes(self) -> list[Node]:
        """What is reached, European first; the programme's points follow the programme."""
        documents = {node.document for node in self.marks if node.document}
        points = {node.action for node in self.marks if node.action}
        ordered = [
            (Level(level), Node(document=pk))
            for pk, level in PolicyDocument.objects.among(documents).keys_from_the_top()
        ]
        ordered += [
            (Level.PROGRAMME, Node(action=pk))
            for pk in Action.objects.among(points).in_order().pks()
        ]
        levels = Level.from_the_top()
        return [node for _level, node in sorted(ordered, key=lambda row: levels.index(row[0]))]

    @cached_property
    def columns(self) -> Page[Activity]:
        return page_asked(self.data, COLUMNS, [activity for activity, _chains in self.chains])

    @cached_property
    def page(self) -> Page[Node]:
        return page_asked(self.data, PARAMETER, self.nodes)

    @property
    def row_query(self) -> str:
        """What goes before the number of a page of rows, to stay at the same columns."""
        return f"{COLUMNS}={self.columns.number}&" if self.columns.number > 1 else ""

    @property
    def column_query(self) -> str:
        """What goes before the number of a page of columns, to stay at the same rows."""
        return f"{PARAMETER}={self.page.number}&" if self.page.number > 1 else ""

    def rows(self, nodes: Sequence[Node], activities: Sequence[Activity]) -> list[Row]:
        """The rows of some nodes; two queries."""
        documents = PolicyDocument.objects.for_library().in_bulk([node.document for node in nodes])
        points = Action.objects.with_programme().in_bulk([node.action for node in nodes])
        rows = []
        for node in nodes:
            document = documents.get(node.document or 0)
            subject = document or points[node.action or 0]
            level = Level(document.level) if document else Level.PROGRAMME
            marks = self.marks[node]
            rows.append(Row(subject, level, [(row, marks.get(row.pk)) for row in activities]))
        return rows

    @property
    def groups(self) -> list[RowGroup]:
        """The page's rows, level by level."""
        return grouped(self.rows(list(self.page), list(self.columns)))

    @property
    def sheets(self) -> list[Sheet]:
        """The table for paper, as much of it as is bearable; two queries."""
        activities = [activity for activity, _chains in self.chains[:PAPER_COLUMNS]]
        rows = self.rows(self.nodes[:PAPER_ROWS], activities)
        return [
            Sheet(
                at + 1,
                activities[at : at + ABREAST],
                grouped([row._replace(cells=row.cells[at : at + ABREAST]) for row in rows]),
            )
            for at in range(0, len(activities) if rows else 0, ABREAST)
        ]

    @property
    def left_out(self) -> list[str]:
        """What has no room on paper, in words."""
        told = []
        if len(self.nodes) > PAPER_ROWS:
            told.append(
                _("Viser de første %(shown)s av %(all)s dokumenter og punkter.")
                % {"shown": PAPER_ROWS, "all": len(self.nodes)}
            )
        if len(self.chains) > PAPER_COLUMNS:
            told.append(
                _("Viser de nyeste %(shown)s av %(all)s aktiviteter.")
                % {"shown": PAPER_COLUMNS, "all": len(self.chains)}
            )
        return told

    @property
    def levels(self) -> Iterator[LevelStanding]:
        for level in Level.from_the_top():
            missing = sum(level in chains.missing() for _activity, chains in self.chains)
            yield LevelStanding(level, len(self.chains), missing)

    @cached_property
    def ended(self) -> list[EndedOne]:
        """What no longer holds and an activity rests on; four queries."""
        links = [link for _activity, chains in self.chains for link in chains.ended()]
        counts = Counter(link.node.document for link in links if link.node.document)
        own = {link.node.document for link in links if link.is_own}
        documents = list(PolicyDocument.objects.among(counts).from_the_top())
        today = in_force_after(documents, self.viewer)
        return [
            EndedOne(row, today.get(row.pk, []), counts[row.pk], row.pk in own) for row in documents
        ]

    @cached_property
    def plans(self) -> list[PolicyDocument]:
        """Its own plans, with their aims."""
        return list(PolicyDocument.objects.visible_to(self.viewer).of(self.organisation))

    @cached_property
    def plans_on_nothing(self) -> list[PolicyDocument]:
        """Own plans that hold and rest on nothing above them."""
        anchored = Anchor.objects.starting_at(
            [plan.pk for plan in self.plans], []
        ).source_documents()
        return [plan for plan in self.plans if plan.is_in_force and plan.pk not in anchored]

    @cached_property
    def may_read_dialogue(self) -> bool:
        """Whether the viewer may know what was agreed with the leaders."""
        return may(self.viewer, VIEW_DIALOGUE, self.organisation)

    @cached_property
    def plans_without_talk(self) -> list[PolicyDocument] | None:
        """Own plans that have not ended and no leader has spoken of; nothing for who may not know.

        Whether the leaders say yes to a plan says nothing of what rests on it.
        """
        if not self.may_read_dialogue:
            return None
        asked = [plan for plan in self.plans if not plan.has_ended]
        talked = LeaderDialogue.objects.talked_about([plan.pk for plan in asked])
        return [plan for plan in asked if plan.pk not in talked]

    @cached_property
    def without_yes(self) -> list[Activity] | None:
        """Those under way that the leaders have not said yes to; nothing for who may not know."""
        if not self.may_read_dialogue:
            return None
        asked = [row for row, _chains in self.chains if Activity.Status(row.status).tone != "ended"]
        agreed = ActivityDialogue.objects.agreed_to([activity.pk for activity in asked])
        return [activity for activity in asked if activity.pk not in agreed]


def grouped(rows: list[Row]) -> list[RowGroup]:
    found = (list(group) for _level, group in groupby(rows, lambda row: row.level))
    return [(group[0].level, group[0].heading, group) for group in found]
