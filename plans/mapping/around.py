"""The map around one document or point: all that it rests on and all that rests on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.models import User
from network.permissions import sight_of
from network.texts import Text
from plans.anchor_querysets import AnchorQuerySet, between
from plans.anchoring import DOWN, UP, Node, closure, steps_between
from plans.mapping.extent import LARGEST, Extent, MapFilter
from plans.mapping.nodes import Box, Line, lines_of, node_of_row
from plans.models import Action, Anchor, PolicyDocument, Programme
from plans.querysets import ActionQuerySet, DocumentQuerySet, belonging

FROM = "fra"
PARAMETERS = (*MapFilter.base_filters, FROM)
POINT = re.compile(r"[0-9]+\.[0-9]+")


def extent_of(data: QueryDict, viewer: User | AnonymousUser) -> Extent:
    """What an address asks for."""
    asked = data.get(FROM, "")
    centre = centre_of(asked, viewer)
    return Around(data, viewer, centre) if centre else Extent(data, viewer, is_lost=bool(asked))


def centre_of(asked: str, viewer: User | AnonymousUser) -> PolicyDocument | Action | None:
    """The document of this slug, or the point of this number, e.g. `2.2`."""
    if POINT.fullmatch(asked):
        return Action.objects.of(Programme.objects.current()).numbered(asked)
    return PolicyDocument.objects.visible_to(viewer).at(asked)


class Around(Extent):
    """What one document or point rests on and what rests on it, step by step."""

    def __init__(
        self, data: QueryDict, viewer: User | AnonymousUser, centre: PolicyDocument | Action
    ) -> None:
        self.centre = centre
        self.start = node_of_row(centre)
        self.ways = [closure([self.start], step, viewer) for step in (UP, DOWN)]
        super().__init__(data, viewer)

    @property
    def name(self) -> Hashable:
        return ("map around", self.start, sight_of(self.viewer))

    @property
    def shown(self) -> dict[str, list[str]]:
        return {}

    @property
    def chosen(self) -> list[tuple[str | Promise, Text]]:
        return [(_("Rundt"), Box(self.centre).title)]

    @property
    def told(self) -> str:
        return _(
            "Kartet viser %(drawn)s av %(total)s dokumenter og tiltakspunkter: "
            "det valgte, alt det bygger på, og alt som bygger på det, ledd for ledd."
        )

    @cached_property
    def documents(self) -> DocumentQuerySet:
        return self.visible.among(documents_in(set().union(*self.ways)))

    @cached_property
    def points(self) -> ActionQuerySet:
        return Action.objects.among(actions_in(set().union(*self.ways))).within(self.visible)

    @property
    def belonging(self) -> ActionQuerySet:
        """Points along either way whose programme lies the same way."""
        up, down = (belonging(documents_in(way), actions_in(way)) for way in self.ways)
        return self.points.filter(up | down)

    @cached_property
    def anchors(self) -> AnchorQuerySet[Anchor]:
        return self.among(*self.ways)

    def among(self, up: set[Node], down: set[Node]) -> AnchorQuerySet[Anchor]:
        """Anchors along either way, but none past the start from one to the other."""
        within = [between(documents_in(way), actions_in(way)) for way in (up, down)]
        return Anchor.objects.standing().filter(within[0] | within[1]).visible_to(self.viewer)

    @cached_property
    def nearest(self) -> list[Node]:
        """As many as can be drawn, the start first, then those the fewest steps away."""
        beside: dict[Node, list[Node]] = defaultdict(list)
        for source, target, *_more in steps_between(set().union(*self.ways)):
            for way in self.ways:
                if {source, target} <= way:
                    beside[source].append(target)
                    beside[target].append(source)
        found = {self.start: None}
        waiting = [self.start]
        for node in waiting:
            for other in beside[node]:
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return list(found)[:LARGEST]

    @cached_property
    def chosen_boxes(self) -> list[Box]:
        documents = self.documents.among(documents_in(self.nearest)).for_map()
        points = self.points.filter(pk__in=actions_in(self.nearest))
        rows: list[PolicyDocument | Action] = [*documents, *points]
        return [Box(row, is_centre=node_of_row(row) == self.start) for row in rows]

    @cached_property
    def drawn_anchors(self) -> list[Anchor]:
        drawn = set(self.nearest)
        anchors = self.among(*(way & drawn for way in self.ways))
        return list(anchors.with_ends())

    @cached_property
    def lines(self) -> list[Line]:
        found = lines_of(self.drawn_anchors, self.boxes)
        return [
            line for line in found if any({line.source, line.target} <= way for way in self.ways)
        ]

    @cached_property
    def beside(self) -> list[Box]:
        return []


def documents_in(nodes: Iterable[Node]) -> list[int]:
    return [node.document for node in nodes if node.document]


def actions_in(nodes: Iterable[Node]) -> list[int]:
    return [node.action for node in nodes if node.action]
