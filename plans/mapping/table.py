"""The map as rows: what rests on what, why and how firmly; fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.utils.text import Truncator

from network.keyed import Listed
from network.texts import Text, text_in
from plans.choices import AnchorStatus
from plans.mapping.nodes import BELONGING, AnyBox, Box, Line, foot_of
from plans.models import Action, Aim, Anchor, PolicyDocument
from plans.models.anchors import AnchorBase

ALONE = "alone"
REASON = 160


@dataclass(frozen=True)
class Row:
    """One reason for one line; or something that no line reaches, which has no target."""

    source: AnyBox
    target: AnyBox | None
    state: str
    anchor: AnchorBase | None = None

    @property
    def reason(self) -> Text:
        return text_in(self.anchor, "rationale") if self.anchor else Text("", "")

    @property
    def short_reason(self) -> Text:
        """Cut where it is long: the whole of it stands on the source's page."""
        return Text(Truncator(self.reason.value).chars(REASON), self.reason.lang)

    @property
    def aim(self) -> Aim | None:
        return self.anchor.target_aim if self.anchor else None


def reasoned(source: AnyBox, target: AnyBox, anchor: AnchorBase) -> Row:
    state = AnchorStatus.CONFIRMED if anchor.is_confirmed else AnchorStatus.PROPOSED
    return Row(source, target, state, anchor)


def of_anchor(anchor: Anchor) -> Row:
    return reasoned(Box(anchor.source), Box(foot_of(anchor)), anchor)


def of_point(point: Action) -> Row:
    return Row(Box(point), Box(point.measure.programme.document), BELONGING)


def of_document(document: PolicyDocument) -> Row:
    return Row(Box(document), None, ALONE)


def of_drawing(boxes: Iterable[AnyBox], lines: Iterable[Line]) -> list[Row]:
    """What is drawn as rows: lines by their reasons, points, and boxes without lines."""
    by_node = {box.node: box for box in boxes}
    rows = [
        reasoned(by_node[line.source], by_node[line.target], anchor)
        for line in lines
        for anchor in line.anchors
    ]
    rows += [
        Row(by_node[line.source], by_node[line.target], BELONGING)
        for line in lines
        if line.state == BELONGING
    ]
    met = {end for line in lines for end in (line.source, line.target)}
    return [*rows, *(Row(box, None, ALONE) for node, box in by_node.items() if node not in met)]


Part = tuple[Listed[Any], Callable[[Any], Row]]


class Rows(Sequence[Row]):
    """Several sets of rows, one after the other, of which a page is fetched."""

    def __init__(self, *parts: Part) -> None:
        self.parts = parts

    def __len__(self) -> int:
        return sum(len(rows) for rows, _made in self.parts)

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])

    @overload
    def __getitem__(self, wanted: int) -> Row: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...

    def __getitem__(self, wanted: int | slice) -> Row | list[Row]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        found: list[Row] = []
        start, end, _step = wanted.indices(len(self))
        for rows, made in self.parts:
            found += map(made, rows[max(start, 0) : max(end, 0)])
            start, end = start - len(rows), end - len(rows)
        return found
