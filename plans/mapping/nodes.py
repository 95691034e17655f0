"""What the map is made of: boxes for documents and points, lines for what rests on what."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from network.texts import Text, text_in
from plans.anchoring import Node
from plans.choices import AnchorStatus, Level
from plans.models import Action, Anchor, PolicyDocument
from plans.models.anchors import AnchorBase

BELONGING = "belonging"


class AnyBox(ABC):
    """A box on the map; `is_chosen` unless it is there for what rests on it."""

    row: Any
    is_chosen: bool
    is_centre: bool

    @property
    @abstractmethod
    def node(self) -> Hashable:
        """What tells it from all others."""

    @property
    @abstractmethod
    def key(self) -> str:
        """How it is called in its layout."""

    @property
    @abstractmethod
    def level(self) -> str:
        """The column it stands in."""

    @property
    @abstractmethod
    def colour(self) -> str:
        """The theme's name of its colour."""

    @property
    @abstractmethod
    def sort(self) -> Any:
        """What it is, in a word or two."""

    @property
    @abstractmethod
    def title(self) -> Text:
        """What stands in it, with its language."""

    @property
    def is_point(self) -> bool:
        return False

    @property
    def name(self) -> str:
        """What it is called where there is little room."""
        return self.title.value

    @property
    def ended(self) -> str:
        """The word for what no longer holds; empty for what does."""
        return ""


@dataclass(frozen=True)
class Box(AnyBox):
    """A document or a point on the map."""

    row: PolicyDocument | Action
    is_chosen: bool = True
    is_centre: bool = False

    @property
    def node(self) -> Node:
        return node_of_row(self.row)

    @property
    def key(self) -> str:
        return key_of(self.node)

    @property
    def level(self) -> Level:
        return Level(self.row.level) if isinstance(self.row, PolicyDocument) else Level.PROGRAMME

    @property
    def colour(self) -> str:
        return self.level.value

    @property
    def sort(self) -> Any:
        return self.level.short

    @property
    def is_point(self) -> bool:
        return isinstance(self.row, Action)

    @property
    def title(self) -> Text:
        return title_of(self.row)

    @property
    def name(self) -> str:
        """A point is called by its number alone."""
        return str(self.row) if isinstance(self.row, Action) else self.title.value

    @property
    def ended(self) -> str:
        if isinstance(self.row, Action):
            return _("Trukket") if self.row.retired_at else ""
        return self.row.get_status_display() if self.row.has_ended else ""


@dataclass
class Line:
    """What rests on what, by every anchor between the two; or a point in its programme."""

    source: Hashable
    target: Hashable
    anchors: list[AnchorBase] = field(default_factory=list)

    @property
    def state(self) -> str:
        """`confirmed` as soon as one of its anchors is."""
        if not self.anchors:
            return BELONGING
        is_confirmed = any(anchor.is_confirmed for anchor in self.anchors)
        return AnchorStatus.CONFIRMED if is_confirmed else AnchorStatus.PROPOSED


def lines_of(anchors: Iterable[Anchor], boxes: Iterable[Box]) -> list[Line]:
    """Every line between the boxes: one for all anchors between two, and points' belonging."""
    drawn = {box.node: box for box in boxes}
    lines: dict[tuple[Node, Node], Line] = {}
    for anchor in anchors:
        ends = node_of_row(anchor.source), node_of_row(foot_of(anchor))
        if drawn.keys() >= set(ends):
            lines.setdefault(ends, Line(*ends)).anchors.append(anchor)
    for node, box in drawn.items():
        if isinstance(box.row, Action) and box.is_chosen:
            programme = Node(document=box.row.measure.programme.document_id)
            if programme in drawn:
                lines[node, programme] = Line(node, programme)
    return list(lines.values())


def foot_of(anchor: AnchorBase) -> PolicyDocument | Action:
    """The row whose box an anchor ends at: an aim's document, or what it names itself."""
    row = anchor.onward_document or anchor.target_action
    assert row is not None  # noqa: S101  (the database's check)
    return row


def node_of_row(row: PolicyDocument | Action) -> Node:
    return Node(action=row.pk) if isinstance(row, Action) else Node(document=row.pk)


def key_of(node: Node) -> str:
    """How a node is called on the page and in its layout."""
    return f"punkt-{node.action}" if node.action else f"dokument-{node.document}"


def title_of(row: PolicyDocument | Action) -> Text:
    """What stands in the box, with its language; a point is called by its number first."""
    if isinstance(row, PolicyDocument):
        return row.heading
    text = text_in(row, "text")
    return Text(f"{row.dotted} {text.value}", text.lang)
