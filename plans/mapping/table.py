"""The map as rows: what rests on what, why and how firmly; fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db import models
from django.utils.text import Truncator

from network.texts import Text, text_in
from plans.choices import AnchorStatus
from plans.mapping.nodes import BELONGING, Box, foot_of
from plans.models import Action, Aim, Anchor, PolicyDocument

ALONE = "alone"
REASON = 160


@dataclass(frozen=True)
class Row:
    """One reason for one line; or a document that no line reaches, which has no target."""

    source: Box
    target: Box | None
    state: str
    anchor: Anchor | None = None

    @property
    def reason(self) -> Text:
        """Why, cut where it is long: the whole of it stands on the source's page."""
        written = text_in(self.anchor, "rationale") if self.anchor else Text("", "")
        return Text(Truncator(written.value).chars(REASON), written.lang)

    @property
    def aim(self) -> Aim | None:
        return self.anchor.target_aim if self.anchor else None


def of_anchor(anchor: Anchor) -> Row:
    state = AnchorStatus.CONFIRMED if anchor.is_confirmed else AnchorStatus.PROPOSED
    return Row(Box(anchor.source), Box(foot_of(anchor)), state, anchor)


def of_point(point: Action) -> Row:
    return Row(Box(point), Box(point.measure.programme.document), BELONGING)


def of_document(document: PolicyDocument) -> Row:
    return Row(Box(document), None, ALONE)


Part = tuple[models.QuerySet[Any], Callable[[Any], Row]]


class Rows(Sequence[Row]):
    """Several sets of rows, one after the other, of which a page is fetched."""

    def __init__(self, *parts: Part) -> None:
        self.parts = [(rows, made, rows.count()) for rows, made in parts]

    def __len__(self) -> int:
        return sum(count for _rows, _made, count in self.parts)

    @overload
    def __getitem__(self, wanted: int) -> Row: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...

    def __getitem__(self, wanted: int | slice) -> Row | list[Row]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        found: list[Row] = []
        start, end, _step = wanted.indices(len(self))
        for rows, made, count in self.parts:
            found += map(made, rows[max(start, 0) : max(min(end, count), 0)])
            start, end = start - count, end - count
        return found
