"""What the map is made of: boxes for documents and points, lines for what rests on what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from network.texts import Text, text_in
from plans.anchoring import Node
from plans.choices import AnchorStatus, Level
from plans.models import Action, Anchor, PolicyDocument

BELONGING = "belonging"


@dataclass(frozen=True)
class Box:
    """A document or a point on the map; `is_chosen` unless it is there for what rests on it."""

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
    def is_point(self) -> bool:
        return isinstance(self.row, Action)

    @property
    def title(self) -> Text:
        return title_of(self.row)

    @property
    def name(self) -> str:
        """What it is called where there is little room: a point by its number alone."""
        return str(self.row) if isinstance(self.row, Action) else self.title.value

    @property
    def ended(self) -> str:
        """The word for what no longer holds; empty for what does."""
        if isinstance(self.row, Action):
            return _("Trukket") if self.row.retired_at else ""
        return self.row.get_status_display() if self.row.has_ended else ""


@dataclass
class Line:
    """What rests on what, by every anchor between the two; or a point in its programme."""

    source: Node
    target: Node
    anchors: list[Anchor] = field(default_factory=list)

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


def foot_of(anchor: Anchor) -> PolicyDocument | Action:
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
