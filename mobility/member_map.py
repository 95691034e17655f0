"""A school's or training office's map: its activities, its own plans and all that these rest on.

Only what is public is drawn, whoever asks: a drawing travels further than a page.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.mapping import ACTIVITY, ActivityBox, Start, of_activity, of_anchor
from mobility.member_graph import MemberGraph, Step
from mobility.models import Activity, ActivityAnchor
from network.keyed import Listed
from network.models import Organisation
from network.texts import Text
from plans.anchoring import Node
from plans.choices import Level
from plans.library import here
from plans.mapping import table
from plans.mapping.drawing import Column, Drawing, draw
from plans.mapping.extent import LARGEST, Choice, Group, cut
from plans.mapping.nodes import AnyBox, Box, Line, node_of_row
from plans.models import Action, Anchor, PolicyDocument
from plans.models.anchors import AnchorBase

LEVEL, CHOSEN = "niva", "aktivitet"
PARAMETERS = (LEVEL, CHOSEN)
# So many activities are offered to be drawn alone.
OFFERED = 30


class MemberMap:
    """What is drawn of one organisation's anchoring, all of it or a part at a time.

    The number of queries is fixed; the work grows with what is the organisation's own.
    """

    rows_are = gettext_lazy("Aktivitet, dokument eller punkt")

    def __init__(self, organisation: Organisation, data: QueryDict) -> None:
        self.organisation = organisation
        self.graph = MemberGraph(organisation)
        self.asked_level = data.get(LEVEL, "")
        self.asked_activity = data.get(CHOSEN, "")

    @property
    def columns(self) -> list[Column]:
        """Activities first; a training office's plans are not a school's."""
        is_office = self.organisation.kind == Organisation.Kind.TRAINING_OFFICE
        own = {Level.SCHOOL: _("Opplæringskontorets egne planverk")} if is_office else {}
        levels = (Column(level, level.value, own.get(level, level.label)) for level in Level)
        return [Column(ACTIVITY, ActivityBox.colour, _("Aktiviteter")), *levels]

    @cached_property
    def total(self) -> int:
        """How many boxes there would be if all were drawn at once."""
        return sum(map(len, self.graph.nodes.values()))

    @property
    def is_divided(self) -> bool:
        return self.total > LARGEST

    @cached_property
    def activity(self) -> Activity | None:
        """The activity that is drawn alone, with all above it."""
        return self.graph.own_activities.at(self.asked_activity)

    @cached_property
    def level(self) -> str:
        """The column that is drawn, with what it rests on; empty where the address asks for none.

        The first that there is something in, where nothing is asked for and all is too much.
        """
        if self.activity:
            return ""
        if self.asked_level in self.filled:
            return self.asked_level
        return self.filled[0] if self.is_divided else ""

    @property
    def filled(self) -> list[str]:
        """The columns with something in them."""
        return [key for key, nodes in self.graph.nodes.items() if nodes]

    @property
    def is_part(self) -> bool:
        return bool(self.activity or self.level)

    @property
    def has_errors(self) -> bool:
        """Whether the address asks for what is not there."""
        is_lost = bool(self.asked_activity) and not self.activity
        return is_lost or self.asked_level not in ("", *self.filled)

    @property
    def groups(self) -> list[Group]:
        """What can be drawn alone: a level, or one activity and all above it."""
        short = {ACTIVITY: _("Aktiviteter")} | {level.value: level.short for level in Level}
        levels = [
            Choice(
                f"{LEVEL}={key}", here(short[key]), len(self.graph.nodes[key]), key == self.level
            )
            for key in self.filled
        ]
        if not self.is_divided:
            levels.insert(0, Choice("", here(_("Alt")), self.total, not self.is_part))
        return [Group(_("Nivå"), levels), Group(_("Aktivitet"), self.offered, self.left_out)]

    @cached_property
    def offered(self) -> list[Choice]:
        rows = Listed(self.graph.activities, Activity.objects.for_map())[:OFFERED]
        chosen = [self.activity] if self.activity and self.activity not in rows else []
        return [
            Choice(f"{CHOSEN}={row.slug}", row.brief, None, row == self.activity)
            for row in (*rows, *chosen)
        ]

    @property
    def left_out(self) -> str:
        if len(self.graph.activities) <= OFFERED:
            return ""
        return _(
            "Bare de nyeste aktivitetene står her. De andre viser grunnlaget på sin egen side."
        )

    @property
    def chosen(self) -> Text | None:
        """What is drawn, where that is a part."""
        if self.activity:
            return self.activity.heading
        labels = {column.key: column.label for column in self.columns}
        return here(labels[self.level]) if self.level else None

    @property
    def heading(self) -> str:
        return ", ".join(filter(None, [self.organisation.name, self.chosen and self.chosen.value]))

    @property
    def about(self) -> str:
        """How much is shown of how much, and why not all."""
        if self.activity:
            told = _("Kartet viser aktiviteten og alt den bygger på, ledd for ledd.")
        elif self.level:
            told = _(
                "Kartet viser %(drawn)s av %(total)s aktiviteter, dokumenter og tiltakspunkter: "
                "det valgte, og det som dette bygger direkte på."
            )
        else:
            told = _("Kartet viser aktivitetene, de egne planene og alt de bygger på.")
        if self.is_divided:
            told += " " + _(
                "Flere enn %(most)s om gangen blir vanskelig å lese. "
                "Derfor er kartet delt etter nivå og aktivitet."
            )
        return told % {"drawn": len(self.boxes), "total": self.total, "most": LARGEST}

    @property
    def cut(self) -> str:
        return cut(len(self.boxes), self.whole)

    @cached_property
    def shown(self) -> list[Hashable]:
        """What is chosen, drawn or not."""
        if self.activity:
            return self.graph.above(Start(self.activity.pk))
        return [
            node
            for key, nodes in self.graph.nodes.items()
            for node in nodes
            if self.level in ("", key)
        ]

    @property
    def whole(self) -> int:
        return len(self.shown) + len(self.graph.beside(self.shown))

    @cached_property
    def drawn(self) -> tuple[list[Hashable], list[Hashable]]:
        """What of the chosen is drawn, and what of that which it rests on.

        Where not all has room, half of it is left for what is rested on.
        """
        room = max(LARGEST - len(self.graph.beside(self.shown)), LARGEST // 2)
        chosen = self.shown[:room]
        return chosen, self.graph.beside(chosen)[: LARGEST - len(chosen)]

    @cached_property
    def boxes(self) -> list[AnyBox]:
        """Three queries."""
        chosen, beside = self.drawn
        keys, own = Keys.of([*chosen, *beside]), set(chosen)
        activities = Activity.objects.for_map().in_bulk(keys.activities).values()
        rows = chain[PolicyDocument | Action](
            PolicyDocument.objects.for_map().in_bulk(keys.documents).values(),
            Action.objects.with_programme().in_bulk(keys.points).values(),
        )
        boxes: list[AnyBox] = [
            *(ActivityBox(row, is_centre=row == self.activity) for row in activities),
            *(Box(row, is_chosen=node_of_row(row) in own) for row in rows),
        ]
        by_node = {box.node: box for box in boxes}
        return [by_node[node] for node in (*chosen, *beside)]

    @cached_property
    def lines(self) -> list[Line]:
        """Two queries."""
        chosen, beside = self.drawn
        ends = {*chosen, *beside}
        steps = [step for step in self.graph.steps_from(chosen) if step.target in ends]
        of_activities, of_nodes = keys_of(steps)
        own = ActivityAnchor.objects.for_map().in_bulk(of_activities)
        others = Anchor.objects.with_ends().in_bulk(of_nodes)
        lines: dict[tuple[Hashable, Node], Line] = {}
        for step in steps:
            line = lines.setdefault((step.source, step.target), Line(step.source, step.target))
            if step.anchor:
                anchor: AnchorBase = (own if step.is_activitys else others)[step.anchor]
                line.anchors.append(anchor)
        return list(lines.values())

    @cached_property
    def rows(self) -> table.Rows:
        """Every line from what is chosen, drawn or not, and what has none."""
        steps = self.graph.steps_from(self.shown)
        of_activities, of_nodes = keys_of(steps)
        belonging = [step.source for step in steps if step.anchor is None]
        ends = {end for step in steps for end in (step.source, step.target)}
        alone = Keys.of(node for node in self.shown if node not in ends)
        documents, points = PolicyDocument.objects.for_map(), Action.objects.with_programme()
        return table.Rows(
            (Listed(of_activities, ActivityAnchor.objects.for_map()), of_anchor),
            (Listed(of_nodes, Anchor.objects.with_ends()), table.of_anchor),
            (Listed(Keys.of(belonging).points, points), table.of_point),
            (Listed(alone.activities, Activity.objects.for_map()), of_activity),
            (Listed(alone.documents, documents), table.of_document),
        )

    @cached_property
    def drawing(self) -> Drawing | None:
        return draw(
            self.boxes,
            self.lines,
            self.columns,
            _(
                "Aktiviteter, dokumenter og tiltakspunkter i kolonner etter nivå, "
                "med streker til det de bygger på. Tabellen under kartet sier det samme."
            ),
        )


class Keys(NamedTuple):
    """Primary keys of some boxes, in their order."""

    activities: list[int]
    documents: list[int]
    points: list[int]

    @classmethod
    def of(cls, nodes: Iterable[Hashable]) -> Keys:
        keys = cls([], [], [])
        for node in nodes:
            if isinstance(node, Start):
                keys.activities.append(node.activity)
            elif isinstance(node, Node) and node.document:
                keys.documents.append(node.document)
            elif isinstance(node, Node) and node.action:
                keys.points.append(node.action)
        return keys


def keys_of(steps: Iterable[Step]) -> tuple[list[int], list[int]]:
    """Primary keys of the anchors that steps go by: those of activities, and all others."""
    found: tuple[list[int], list[int]] = [], []
    for step in steps:
        if step.anchor:
            found[not step.is_activitys].append(step.anchor)
    return found
