"""The map as a drawing of its own: no style sheet, light colours, its key and its source in it."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.texts import CONTROL
from plans.mapping.colours import colour
from plans.mapping.drawing import MARGIN, STATES, Band, Drawing, Placed, Row, Stroke
from plans.mapping.nodes import BELONGING
from plans.mapping.wrapping import width_of

FONTS = "system-ui, Segoe UI, Roboto, DejaVu Sans, Arial, sans-serif"
DASHES = {"proposed": "5 3"}
# Under the drawing: the key's first line, what each further one takes, and the source.
KEY, FURTHER, SOURCE = 18, 18, 28
SAMPLE, GAP = 28, 8
STRONG = "border-strong"


def svg(drawing: Drawing, title: str, source: str = "") -> str:
    """The text of an SVG file, with its source written in it where one is given."""
    return str(Picture(drawing, title, source))


@dataclass(frozen=True)
class KeyPart:
    """What one sign means, in its place; without a line for what is no line."""

    x: int
    y: int
    label: str
    state: str = ""

    @property
    def begins(self) -> int:
        """Where its words do, after the line."""
        return self.x + (SAMPLE + GAP if self.state else 0)

    @property
    def ends(self) -> int:
        return self.begins + round(width_of(self.label))


def key_under(drawing: Drawing) -> list[KeyPart]:
    """What the signs mean, as many beside each other as the drawing is wide."""
    meanings = [(state, str(label)) for state, label in STATES.items()]
    meanings.append(("", _("avkuttet hjørne: gjelder ikke lenger")))
    parts: list[KeyPart] = []
    x, y = MARGIN, drawing.height + KEY
    for state, label in meanings:
        part = KeyPart(x, y, label, state)
        if x > MARGIN and part.ends > drawing.width:
            y += FURTHER
            part = KeyPart(MARGIN, y, label, state)
        parts.append(part)
        x = part.ends + 2 * GAP
    return parts


def size_of(drawing: Drawing) -> tuple[int, int]:
    """Width and height with the key and the source under the drawing."""
    parts = key_under(drawing)
    return max(drawing.width, *(part.ends + GAP for part in parts)), parts[-1].y + SOURCE


class Picture:
    """An SVG file in the making."""

    def __init__(self, drawing: Drawing, title: str, source: str) -> None:
        self.drawing = drawing
        width, height = size_of(drawing)
        self.root = Tree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": str(width),
                "height": str(height),
                "viewBox": f"0 0 {width} {height}",
                "font-family": FONTS,
                "font-size": "13",
                "fill": colour("neutral", "text-default"),
                "lang": get_language() or "",
            },
        )
        self.add(self.root, "title", title)
        self.add(self.root, "desc", str(drawing.description))
        self.add(self.root, "rect", width=width, height=height, fill="#ffffff")
        for band in drawing.bands:
            self.band(band)
        placed = [placed for band in drawing.bands for placed in band.placed]
        for box in placed:
            for stroke in box.strokes:
                self.stroke(stroke)
        for box in placed:
            self.box(box)
        self.key()
        if source:
            self.write(Row(MARGIN, height - 8, source), self.root, size=11)

    def __str__(self) -> str:
        Tree.indent(self.root, " ")
        return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(self.root, "unicode")}\n'

    def add(
        self, parent: Tree.Element, tag: str, text: str = "", /, **attributes: str | int
    ) -> Tree.Element:
        """An element with attributes, whose names have hyphens for our underscores."""
        named = {name.replace("_", "-"): str(value) for name, value in attributes.items()}
        element = Tree.SubElement(parent, tag, named)
        element.text = CONTROL.sub("", text) or None
        return element

    def write(self, row: Row, parent: Tree.Element, *, size: int = 13, **more: str | int) -> None:
        self.add(parent, "text", row.text, x=row.x, y=row.y, font_size=size, **more)

    def band(self, band: Band) -> None:
        ground, ink = (
            colour(band.column.colour, "surface-tinted"),
            colour(band.column.colour, "text-subtle"),
        )
        height = self.drawing.height
        self.add(self.root, "rect", x=band.left, y=0, width=band.width, height=height, fill=ground)
        for row in band.rows:
            self.write(row, self.root, font_weight=600, fill=ink)

    def stroke(self, stroke: Stroke) -> None:
        line = self.line(stroke.path, stroke.line.state, colour(stroke.target.colour, STRONG))
        self.add(line, "title", f"{stroke.source.name} → {stroke.target.name}: {stroke.label}")

    def line(self, path: str, state: str, ink: str) -> Tree.Element:
        width = "1" if state == BELONGING else "1.75"
        dashes = {"stroke_dasharray": DASHES[state]} if state in DASHES else {}
        return self.add(
            self.root, "path", d=path, fill="none", stroke=ink, stroke_width=width, **dashes
        )

    def box(self, placed: Placed) -> None:
        box = placed.box
        group = self.add(self.root, "g", lang=box.title.lang)
        self.add(group, "title", f"{box.title} ({box.ended})" if box.ended else box.title.value)
        looks: dict[str, str | int] = {
            "fill": "#ffffff",
            "stroke": colour(box.colour, STRONG),
            "stroke_width": 4 if box.is_centre else 2 if box.is_chosen else 1,
        }
        if box.ended:
            self.add(group, "path", d=placed.cut, **looks)
        else:
            place = {"x": placed.left, "y": placed.top, "rx": placed.round}
            self.add(group, "rect", width=placed.width, height=placed.height, **place, **looks)
        for row in placed.rows:
            self.write(row, group)
        if placed.below:
            self.write(placed.below, group, size=11, font_style="italic")
        if placed.tip:
            self.add(group, "path", d=placed.tip, fill=colour(box.colour, STRONG))

    def key(self) -> None:
        """What the signs mean, under the drawing."""
        ink = colour("neutral", STRONG)
        for part in key_under(self.drawing):
            if part.state:
                self.line(f"M{part.x} {part.y - 4}h{SAMPLE}", part.state, ink)
            self.write(Row(part.begins, part.y, part.label), self.root)
