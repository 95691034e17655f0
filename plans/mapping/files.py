"""The map to take away: an SVG that stands alone, and a tagged PDF with the table beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.papers import pdf, source_line
from plans.mapping.drawing import STATES, Drawing
from plans.mapping.nodes import AnyBox, Line
from plans.mapping.svg import size_of, svg
from plans.mapping.table import Row, of_drawing
from plans.models import Aim

LAYOUT = Path(__file__).with_name("map.typ")
# Each with how many units of the drawing have room on it when their text is of eight points.
PAPERS = [("a3", 1200, 1650), ("a2", 1750, 2400), ("a1", 2550, 3550)]


class Shown(Protocol):
    """What a map shows, as a file tells it."""

    @property
    def rows_are(self) -> str | Promise: ...

    @property
    def heading(self) -> str: ...

    @property
    def about(self) -> str: ...

    @property
    def cut(self) -> str: ...

    @property
    def boxes(self) -> Sequence[AnyBox]: ...

    @property
    def lines(self) -> Sequence[Line]: ...

    @property
    def drawing(self) -> Drawing | None: ...


@dataclass(frozen=True)
class Sheet:
    """A drawn map with what is said of it; `absolute` makes a whole address of the portal's own."""

    extent: Shown
    drawing: Drawing
    address: str
    absolute: Callable[[str], str]

    @property
    def title(self) -> str:
        return _("Kart over forankringen – %(what)s") % {"what": self.extent.heading}

    @property
    def source(self) -> str:
        return source_line(self.address)

    @property
    def is_wide(self) -> bool:
        return self.drawing.width > self.drawing.height

    @property
    def paper(self) -> str:
        """The smallest sheet on which the drawing's text can be read."""
        sides = sorted(size_of(self.drawing))
        for paper, short, long in PAPERS:
            if sides[0] <= short and sides[1] <= long:
                return paper
        return PAPERS[-1][0]

    def svg(self) -> bytes:
        return svg(self.drawing, self.title, self.source).encode()

    def pdf(self) -> bytes:
        """Tagged, in the page's language, with lines and text but no picture."""
        return pdf(LAYOUT, self.said(), drawing=svg(self.drawing, self.title))

    def said(self) -> dict[str, Any]:
        """All that the paper says, for its template."""
        rows = of_drawing(self.extent.boxes, self.extent.lines)
        return {
            "lang": get_language(),
            "title": self.title,
            "about": " ".join(filter(None, [self.extent.about, self.extent.cut])),
            "source": self.source,
            "author": "Trøndelag fylkeskommune",
            "alt": str(self.drawing.description),
            "is_wide": self.is_wide,
            "paper": self.paper,
            "table": _("Kartet som tabell"),
            "columns": [
                str(self.extent.rows_are),
                _("Bygger på"),
                _("Hvorfor"),
                _("Status"),
            ],
            "rows": list(map(self.row, rows)),
        }

    def row(self, row: Row) -> dict[str, Any]:
        nothing = _("ingen streker i dette utvalget")
        return {
            "source": self.end(row.source),
            "target": self.end(row.target, row.aim) if row.target else None,
            "reason": row.reason.value if row.target else nothing,
            "lang": row.reason.lang or get_language(),
            "state": str(STATES.get(row.state, "")),
        }

    def end(self, box: AnyBox, aim: Aim | None = None) -> dict[str, str]:
        number = _("Mål %(number)s") % {"number": aim.key} if aim else ""
        return {
            "level": str(box.sort),
            "title": box.title.value,
            "lang": box.title.lang,
            "url": self.absolute(box.row.get_absolute_url()),
            "more": ", ".join(filter(None, [number, box.ended])),
        }


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    name: str
    content_type: str
    of: Callable[[Sheet], bytes]


FORMATS = {
    "svg": Format("SVG", "image/svg+xml", Sheet.svg),
    "pdf": Format("PDF", "application/pdf", Sheet.pdf),
}


def answer(request: HttpRequest, extent: Shown, page: str, form: str, name: str) -> HttpResponse:
    """The map of a page to take away, under a name with today's date; the page where it has none.

    `page` is its address, with what it asks for.
    """
    drawing = extent.drawing
    if drawing is None:
        return redirect(page)
    absolute = request.build_absolute_uri
    found = FORMATS[form]
    sheet = Sheet(extent, drawing, absolute(page), absolute)
    response = HttpResponse(found.of(sheet), content_type=found.content_type)
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
