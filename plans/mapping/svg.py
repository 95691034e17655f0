"""The map as a drawing of its own: no style sheet, light colours, its key and its source in it."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.texts import CONTROL
from plans.mapping.colours import colour
from plans.mapping.drawing import MARGIN, STATES, Band, Drawing, Placed, Row, Stroke
from plans.mapping.nodes import BELONGING

FONTS = "system-ui, Segoe UI, Roboto, DejaVu Sans, Arial, sans-serif"
DASHES = {"proposed": "5 3"}
FOOT, SAMPLE = 46, 28
STRONG = "border-strong"


def svg(drawing: Drawing, title: str, source: str = "") -> str:
    """The text of an SVG file, with its source written in it where one is given."""
    return str(Picture(drawing, title, source))


class Picture:
    """An SVG file in the making."""

    def __init__(self, drawing: Drawing, title: str, source: str) -> None:
        self.drawing = drawing
        width, height = drawing.width, drawing.height + FOOT
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
        """What the kinds of lines mean, under the drawing."""
        ink, x, y = colour("neutral", "border-strong"), MARGIN, self.drawing.height + 18
        for state, label in STATES.items():
            self.line(f"M{x} {y - 4}h{SAMPLE}", state, ink)
            self.write(Row(x + SAMPLE + 8, y, str(label)), self.root)
            x += SAMPLE + 8 + 9 * len(str(label)) + 16
        self.write(Row(x, y, _("avkuttet hjørne: gjelder ikke lenger")), self.root)
