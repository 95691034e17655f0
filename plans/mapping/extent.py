"""What a map is asked for: a level, a theme or an issuer, or all around one document or point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.kept import kept
from network.keyed import KeyedQuerySet, Listed
from network.models import User
from network.permissions import sight_of
from network.texts import Text, text_in
from plans.anchor_querysets import AnchorQuerySet, between, starting_at
from plans.anchoring import Node
from plans.catalogue import Selection, documents_visible_to
from plans.choices import Level
from plans.filters import LibraryFilter
from plans.library import OFFERED, here
from plans.mapping.drawing import Drawing, draw
from plans.mapping.nodes import Box, Line, foot_of, lines_of
from plans.mapping.table import Rows, of_anchor, of_document, of_point
from plans.models import Action, Anchor, PolicyDocument, Theme
from plans.querysets import ActionQuerySet, DocumentQuerySet

AnyRow = TypeVar("AnyRow", bound=models.Model)

LARGEST = 60
# A level of so many leaves room for what it rests on.
MODEST = LARGEST // 2
LEFT_OUT = gettext_lazy(
    "De med færrest dokumenter står ikke her. "
    "De nås fra hvert dokument, med «Vis dokumentet i kartet»."
)


class MapFilter(LibraryFilter):
    """The library's choices that divide the map."""

    gjelder = slag = ar = grunnlag = None


@dataclass(frozen=True)
class Choice:
    """A level, theme or issuer to draw; how many documents it has, as the library counts them."""

    query: str
    label: Text
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """What the map can be divided by, one at a time."""

    label: str | Promise
    choices: list[Choice]
    left_out: str | Promise = ""  # where to find those that are not offered, if there are any

    @property
    def is_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


class Extent:
    """Some documents and points, and what they rest on directly."""

    rows_are = gettext_lazy("Dokument eller punkt")

    def __init__(
        self, data: QueryDict, viewer: User | AnonymousUser, *, is_lost: bool = False
    ) -> None:
        self.viewer = viewer
        self.is_lost = is_lost  # whether the address names something that is not there
        self.visible = PolicyDocument.objects.visible_to(viewer)
        self.known = documents_visible_to(viewer)
        self.level_counts = dict.fromkeys(Level, 0) | self.known.counts("niva")
        self.point_count = kept(
            ("points", sight_of(viewer)), Action.objects.within(self.visible).count
        )
        self.labels = labels(self.known)
        self.filter = MapFilter(data, self.labels)

    @property
    def name(self) -> Hashable:
        """Tells this extent from all others, and who may see it."""
        shown = tuple((group, *values) for group, values in self.shown.items())
        return ("map", shown, sight_of(self.viewer))

    @cached_property
    def chosen_count(self) -> int:
        """How many documents and points are chosen, drawn or not."""
        return kept((self.name, "count"), lambda: self.documents.count() + self.points.count())

    @property
    def total(self) -> int:
        """How many documents and points there are to draw in all."""
        return sum(self.level_counts.values()) + self.point_count

    @property
    def is_divided(self) -> bool:
        return self.total > LARGEST

    @property
    def has_errors(self) -> bool:
        return self.is_lost or bool(self.filter.form.errors)

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """What the address asks for, by parameter."""
        values = {name: self.filter.value(name) for name in self.filter.filters}
        return {name: value for name, value in values.items() if value}

    @cached_property
    def level(self) -> Level | None:
        """The level that is shown where nothing is asked for and all is too much.

        The lowest that is not too large itself: from there the map reaches furthest up.
        """
        if self.asked or not self.is_divided:
            return None
        counts = self.level_counts
        modest = [level for level in Level if 0 < counts[level] <= MODEST]
        return modest[0] if modest else min(Level, key=lambda level: counts[level] or self.total)

    @property
    def shown(self) -> dict[str, list[str]]:
        """What is asked for, or else the level that is shown without asking."""
        return self.asked or ({"niva": [self.level.value]} if self.level else {})

    @property
    def groups(self) -> list[Group]:
        """What can be chosen instead: a level, a theme or an issuer."""
        return [
            self.group("niva", self.level_counts, {level: here(level.short) for level in Level}),
            self.group("tema", self.known.counts("tema")),
            self.group("utgiver", self.known.counts("utgiver")),
        ]

    def group(
        self, name: str, counts: dict[str, int], short: Mapping[str, Text] | None = None
    ) -> Group:
        """A group's choices, under shorter names where there are any."""
        labels = short or self.labels[name]
        chosen = self.shown.get(name, [])
        values = [value for value in self.labels[name] if counts.get(value)]
        most = OFFERED.get(name, len(values))
        offered = values[:most] + [value for value in values[most:] if value in chosen]
        choices = [
            Choice(f"{name}={value}", labels[value], counts[value], value in chosen)
            for value in offered
        ]
        left_out = len(offered) < len(values)
        return Group(self.filter.filters[name].label, choices, LEFT_OUT if left_out else "")

    @property
    def chosen(self) -> list[tuple[str | Promise, Text]]:
        """What is shown in words, each with its group."""
        return [
            (self.filter.filters[name].label, self.labels[name][value])
            for name, values in self.shown.items()
            for value in values
        ]

    @property
    def heading(self) -> str:
        """What is shown, in a line."""
        shown = [f"{group}: {label}" for group, label in self.chosen]
        return ", ".join(shown) or _("Alle dokumenter og tiltakspunkter")

    @property
    def about(self) -> str:
        """How much is shown of how much, and why not all."""
        told = self.told
        if self.is_divided:
            told += " " + _(
                "Flere enn %(most)s om gangen blir vanskelig å lese. "
                "Derfor er kartet delt etter nivå, tema og utgiver."
            )
        return told % {"drawn": len(self.boxes), "total": self.total, "most": LARGEST}

    @property
    def told(self) -> str:
        if not self.shown:
            return _("Kartet viser alle de %(total)s dokumentene og tiltakspunktene.")
        return _(
            "Kartet viser %(drawn)s av %(total)s dokumenter og tiltakspunkter: "
            "det valgte, og det som dette bygger direkte på."
        )

    @property
    def cut(self) -> str:
        return cut(len(self.boxes), self.whole)

    @cached_property
    def documents(self) -> DocumentQuerySet:
        narrowed = self.filter.narrowed(self.visible)
        return narrowed.at_level(self.level) if self.level else narrowed

    @cached_property
    def points(self) -> ActionQuerySet:
        """The points of the chosen programmes; they have no level, theme or issuer of their own."""
        return Action.objects.within(self.documents)

    @property
    def belonging(self) -> ActionQuerySet:
        """Points with a line to their programme."""
        return self.points

    @cached_property
    def anchors(self) -> AnchorQuerySet[Anchor]:
        """Every anchor from what is chosen."""
        return Anchor.objects.from_these(self.documents, self.points).visible_to(self.viewer)

    @cached_property
    def rows(self) -> Rows:
        """Every line from what is chosen, drawn or not, and the documents without any."""
        return Rows(
            (self.listed(self.anchors.with_ends(), "anchors"), of_anchor),
            (self.listed(self.belonging, "points"), of_point),
            (self.listed(self.alone.for_map(), "alone"), of_document),
        )

    def listed(self, rows: KeyedQuerySet[AnyRow], part: str) -> Listed[AnyRow]:
        """Rows whose order is worked out once, until something changes."""
        return Listed(kept((self.name, part), rows.pks), rows)

    @property
    def alone(self) -> DocumentQuerySet:
        """Chosen documents that no line starts or ends at."""
        return self.documents.at_no_end_of(self.anchors)

    @cached_property
    def chosen_boxes(self) -> list[Box]:
        documents = self.listed(self.documents.for_map(), "documents")[:LARGEST]
        return [Box(row) for row in (*documents, *self.points[:LARGEST])][:LARGEST]

    @property
    def has_room(self) -> bool:
        """Whether what is chosen leaves any for what it rests on."""
        return self.chosen_count <= LARGEST

    @cached_property
    def drawn_anchors(self) -> list[Anchor]:
        """Every anchor from the boxes that are drawn; between them where no more is drawn."""
        documents = [box.row.pk for box in self.chosen_boxes if not box.is_point]
        actions = [box.row.pk for box in self.chosen_boxes if box.is_point]
        reach = starting_at if self.has_room else between
        anchors = Anchor.objects.standing().filter(reach(documents, actions))
        anchors = anchors.visible_to(self.viewer)
        return list(anchors.with_ends())

    @cached_property
    def beside(self) -> list[Box]:
        """What the chosen ones rest on, without them; first what most of them rest on."""
        drawn = {box.node for box in self.chosen_boxes}
        found: dict[Node, Box] = {}
        times: Counter[Node] = Counter()
        for anchor in self.drawn_anchors:
            box = Box(foot_of(anchor), is_chosen=False)
            if box.node not in drawn:
                found.setdefault(box.node, box)
                times[box.node] += 1
        return [found[node] for node, _times in times.most_common()]

    @cached_property
    def boxes(self) -> list[Box]:
        """At most 60, the chosen ones first."""
        return [*self.chosen_boxes, *self.beside][:LARGEST]

    @property
    def whole(self) -> int:
        """How many boxes there would be if all were drawn."""
        return self.chosen_count + (len(self.beside) if self.has_room else 0)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.drawn_anchors, self.boxes)

    @cached_property
    def drawing(self) -> Drawing | None:
        return draw(self.boxes, self.lines)


def cut(drawn: int, whole: int) -> str:
    """How much of what is chosen is not drawn; empty where all is."""
    if drawn >= whole:
        return ""
    return _(
        "Utvalget er for stort til å tegnes i sin helhet: %(drawn)s av %(whole)s er tegnet. "
        "Tabellen under har alt."
    ) % {"drawn": drawn, "whole": whole}


def labels(documents: Selection) -> dict[str, dict[str, Text]]:
    """What the map can be divided by, in the order it is shown; a query."""
    return {
        "niva": {level.value: here(level.label) for level in Level},
        "tema": {theme.key: text_in(theme, "name") for theme in Theme.objects.in_order()},
        "utgiver": documents.sure_issuers(),
    }
