"""The map as it is drawn: bands, boxes with their lines of text, and curves; in whole units.

Columns stand from the school on the left to Europe on the right, as a chain is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.choices import AnchorStatus, Level
from plans.mapping.layout import BETWEEN, WIDTH, Layout, Place, lay_out
from plans.mapping.nodes import BELONGING, AnyBox, Line
from plans.mapping.wrapping import wrapped

STATES = {
    AnchorStatus.CONFIRMED: _("bekreftet"),
    AnchorStatus.PROPOSED: _("foreslått"),
    BELONGING: _("punkt i programmet"),
}
MARGIN, HEAD = 26, 58
PADDING, LINE, CORNER = 9, 16, 14
HALF = WIDTH // 2
MOST = 3  # lines of text in a box
BOW = BETWEEN - 6  # how far a line within a column may swing out


@dataclass(frozen=True)
class Row:
    """One line of text in its place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Stroke:
    """A line on the map."""

    line: Line
    source: AnyBox
    target: AnyBox
    path: str

    @property
    def label(self) -> str:
        """How firm it is, in words."""
        return str(STATES[self.line.state])


@dataclass(frozen=True)
class Placed:
    """A box in its place, with its text and the lines that start there."""

    box: AnyBox
    left: int
    top: int
    height: int
    rows: list[Row]
    below: Row | None  # the word for what no longer holds
    strokes: list[Stroke]
    tip: str  # the path of an arrow's tip where lines arrive; empty where none do

    width = WIDTH

    @property
    def round(self) -> int:
        """How round its corners are: a point's more than a document's."""
        return 14 if self.box.is_point else 3

    @property
    def cut(self) -> str:
        """The box with a corner off: how what no longer holds is drawn."""
        return (
            f"M{self.left} {self.top}h{WIDTH - CORNER}l{CORNER} {CORNER}"
            f"v{self.height - CORNER}h-{WIDTH}z"
        )


@dataclass(frozen=True)
class Column:
    """What a column holds, in which of the theme's colours, and its name."""

    key: str
    colour: str
    label: str | Promise


LEVELS = [Column(level, level.value, level.label) for level in Level]
DESCRIPTION = _(
    "Dokumenter og tiltakspunkter i kolonner etter nivå, med streker til det de bygger på. "
    "Tabellen under kartet sier det samme."
)


@dataclass(frozen=True)
class Band:
    """A column in its place, with its name above it."""

    column: Column
    left: int
    width: int
    rows: list[Row]
    placed: list[Placed]


@dataclass(frozen=True)
class Drawing:
    """The whole map."""

    bands: list[Band]
    width: int
    height: int
    description: str | Promise


def draw(
    boxes: Iterable[AnyBox],
    lines: Iterable[Line],
    columns: Sequence[Column] = LEVELS,
    description: str | Promise = DESCRIPTION,
) -> Drawing | None:
    """The boxes and lines in their places; None where Graphviz gives none."""
    rows = list(boxes)
    filled = {
        column: found
        for column in columns
        if (found := [box for box in rows if box.level == column.key])
    }
    if not filled:
        return None
    keys = {box.node: box.key for box in rows}
    layout = lay_out(
        [[(box.key, height_of(box)) for box in found] for found in filled.values()],
        [(keys[line.source], keys[line.target]) for line in lines if line.state != BELONGING],
    )
    return Placing(filled, list(lines), layout).drawing(description) if layout else None


def texts_of(box: AnyBox) -> list[str]:
    return wrapped(box.title.value, WIDTH - 2 * PADDING, MOST)


def height_of(box: AnyBox) -> int:
    """Of at least two lines, so that boxes are mostly alike; with one more for its state."""
    return LINE * (max(len(texts_of(box)), 2) + bool(box.ended)) + 12


class Placing:
    """Turns a layout into paths and rows of text."""

    def __init__(
        self, columns: dict[Column, list[AnyBox]], lines: list[Line], layout: Layout
    ) -> None:
        self.columns = columns
        self.layout = layout
        self.by_node = {box.node: box for found in columns.values() for box in found}
        self.starting: dict[Hashable, list[Line]] = defaultdict(list)
        self.arriving: dict[Hashable, list[Line]] = defaultdict(list)
        for line in lines:
            self.starting[line.source].append(line)
            self.arriving[line.target].append(line)
        self.shift = MARGIN + HALF - min(x for x, _y in layout.boxes.values())
        self.rise = HEAD - min(
            layout.boxes[box.key][1] - height_of(box) // 2 for box in self.by_node.values()
        )

    def drawing(self, description: str | Promise) -> Drawing:
        bands = [self.band(column, found) for column, found in self.columns.items()]
        bottom = max(placed.top + placed.height for band in bands for placed in band.placed)
        return Drawing(bands, bands[-1].left + bands[-1].width, bottom + MARGIN, description)

    def band(self, column: Column, found: list[AnyBox]) -> Band:
        placed = sorted(map(self.placed, found), key=lambda placed: placed.top)
        left = placed[0].left - MARGIN
        width = MARGIN + WIDTH + (BOW + 4 if self.has_bows(column) else MARGIN - 2)
        rows = [
            Row(left + MARGIN, 22 + number * LINE, text)
            for number, text in enumerate(wrapped(str(column.label), WIDTH + 20, 2, bold=True))
        ]
        return Band(column, left, width, rows, placed)

    def has_bows(self, column: Column) -> bool:
        return any(
            self.by_node[line.source].level == self.by_node[line.target].level == column.key
            for lines in self.starting.values()
            for line in lines
            if line.state != BELONGING
        )

    def middle(self, box: AnyBox) -> Place:
        x, y = self.layout.boxes[box.key]
        return x + self.shift, y + self.rise

    def placed(self, box: AnyBox) -> Placed:
        x, y = self.middle(box)
        height = height_of(box)
        left, top = x - HALF, y - height // 2
        texts = texts_of(box)
        first = top + (height - LINE * (len(texts) + bool(box.ended))) // 2 + 12
        rows = [Row(left + PADDING, first + LINE * at, text) for at, text in enumerate(texts)]
        below = Row(left + PADDING, first + LINE * len(texts), box.ended) if box.ended else None
        strokes = [self.stroke(line) for line in self.starting[box.node]]
        return Placed(box, left, top, height, rows, below, strokes, self.tip(box))

    def stroke(self, line: Line) -> Stroke:
        source, target = self.by_node[line.source], self.by_node[line.target]
        if line.state == BELONGING:
            path = self.bracket(source, target)
        elif source.level == target.level:
            path = self.arc(source, target)
        else:
            path = self.curve(source, target)
        return Stroke(line, source, target, path)

    def curve(self, source: AnyBox, target: AnyBox) -> str:
        points = self.layout.curves[source.key, target.key]
        start, *rest = [f"{x + self.shift} {y + self.rise}" for x, y in points]
        return f"M{start}C{' '.join(rest)}"

    def arc(self, source: AnyBox, target: AnyBox) -> str:
        """A bow on the right of the column, the further the wider."""
        (x, start), (_x, end) = self.middle(source), self.middle(target)
        bow = x + HALF + min(20 + abs(end - start) // 9, BOW * 4 // 3)
        return f"M{x + HALF} {start}C{bow} {start} {bow} {end} {x + HALF} {end}"

    def bracket(self, source: AnyBox, target: AnyBox) -> str:
        """Along the left of the column, shared by all points of a programme."""
        (x, start), (_x, end) = self.middle(source), self.middle(target)
        side = x - HALF - MARGIN // 2
        return f"M{x - HALF} {start}H{side}V{end}H{x - HALF}"

    def tip(self, box: AnyBox) -> str:
        x, y = self.middle(box)
        return "".join(self.tips(box, x, y))

    def tips(self, box: AnyBox, x: int, y: int) -> Iterator[str]:
        """A small triangle on each side where lines arrive."""
        arcs = {
            self.by_node[line.source].level == box.level and line.state != BELONGING
            for line in self.arriving[box.node]
        }
        if False in arcs:
            yield f"M{x - HALF} {y}l-8 -5v10z"
        if True in arcs:
            yield f"M{x + HALF} {y}l8 -5v10z"
