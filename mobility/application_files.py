"""An application's text to take away: as a document to edit further, and as a tagged PDF."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mobility.application_parts import Piece
from mobility.application_text import ApplicationText
from network.locales import LOCALES, whole_date
from network.papers import CONTROL, pdf
from network.texts import text_in

LAYOUT = Path(__file__).with_name("application.typ")
# As word processors name the languages.
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": LOCALES["en"].replace("_", "-")}


class Part(NamedTuple):
    """A heading and the paragraphs under it, each in runs of one language."""

    heading: Piece
    paragraphs: list[list[Piece]]


@dataclass(frozen=True)
class Manuscript:
    """All that is written on paper, in the application's language."""

    lang: str
    title: Piece
    author: str
    about: str
    parts: list[Part]
    sources: Part

    @classmethod
    def of(cls, text: ApplicationText) -> Manuscript:
        """Sections that say something, then every source once."""
        activity = text.activity
        with translation.override(text.lang):
            form = text_in(text.form, "name").value
            today = whole_date(timezone.localdate())
            heading = Piece(_("Kilder"), text.lang)
            about = f"{activity.organisation.name} – {form} – {today}"
        return cls(
            lang=text.lang,
            title=Piece(activity.title, activity.lang),
            author=activity.organisation.name,
            about=about,
            parts=[
                Part(Piece(*each.heading), each.shown) for each in text.sections if each.paragraphs
            ],
            sources=Part(
                heading,
                [
                    [Piece(f"[{source.number}] ", text.lang), *source.pieces]
                    for source in text.sources
                ],
            ),
        )

    @property
    def all_parts(self) -> list[Part]:
        return [*self.parts, self.sources] if self.sources.paragraphs else self.parts


def docx(manuscript: Manuscript) -> bytes:
    """With real headings, and the language of every run, so that it is read aloud as it should."""
    paper: Paper = Document()
    speak(paper.styles["Normal"].element.get_or_add_rPr(), manuscript.lang)
    properties = paper.core_properties
    properties.title = clean(manuscript.title.value)[:255]
    properties.author = clean(manuscript.author)[:255]
    properties.language = TAGS[manuscript.lang]
    properties.comments = ""
    # The same bytes all day, as of the PDF.
    properties.created = properties.modified = today()
    write(paper.add_heading(level=0), [manuscript.title], manuscript.lang)
    paper.add_paragraph(clean(manuscript.about))
    for part in manuscript.all_parts:
        write(paper.add_heading(level=1), [part.heading], manuscript.lang)
        for paragraph in part.paragraphs:
            write(paper.add_paragraph(), paragraph, manuscript.lang)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def today() -> datetime.datetime:
    return datetime.datetime.combine(timezone.localdate(), datetime.time())


def clean(text: str) -> str:
    """Without what no document can hold."""
    return CONTROL.sub("", text)


def write(paragraph: Paragraph, pieces: Iterable[Piece], lang: str) -> None:
    """Add runs; what is in another language than the paper says so."""
    for piece in pieces:
        run: Run = paragraph.add_run(clean(piece.value))
        if piece.lang != lang:
            speak(run._r.get_or_add_rPr(), piece.lang)


def speak(properties: Any, lang: str) -> None:
    """Mark what has these properties as written in a language."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), TAGS[lang])
    properties.append(mark)


def paged(manuscript: Manuscript) -> bytes:
    """A PDF with a structure tree, a title and the language of every run."""
    return pdf(
        LAYOUT,
        {
            "lang": manuscript.lang,
            "title": spoken([manuscript.title]),
            "author": manuscript.author,
            "about": manuscript.about,
            "parts": [
                {
                    "heading": spoken([part.heading]),
                    "paragraphs": [spoken(each) for each in part.paragraphs],
                }
                for part in manuscript.all_parts
            ],
        },
    )


def spoken(pieces: Iterable[Piece]) -> list[dict[str, str]]:
    """Runs for the layout, each with its language."""
    return [{"text": piece.value, "lang": piece.lang} for piece in pieces]


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    name: str
    content_type: str
    of: Callable[[Manuscript], bytes]


FORMATS = {
    "docx": Format(
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
    "pdf": Format("PDF", "application/pdf", paged),
}
