"""An application's text to take away: as a document to edit further, and as a tagged PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mobility.application_parts import Piece
from mobility.application_text import ApplicationText
from network import word
from network.locales import whole_date
from network.papers import pdf
from network.texts import Text, text_in

LAYOUT = Path(__file__).with_name("application.typ")


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
    """A document to edit further."""
    lang = manuscript.lang
    made = word.paper(manuscript.title.value, manuscript.author, lang)
    word.write(made.add_heading(level=0), texts([manuscript.title]), lang)
    made.add_paragraph(word.clean(manuscript.about))
    for part in manuscript.all_parts:
        word.write(made.add_heading(level=1), texts([part.heading]), lang)
        for paragraph in part.paragraphs:
            word.write(made.add_paragraph(), texts(paragraph), lang)
    return word.saved(made)


def texts(pieces: Iterable[Piece]) -> list[Text]:
    return [Text(piece.value, piece.lang) for piece in pieces]


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
    "docx": Format("DOCX", word.CONTENT_TYPE, docx),
    "pdf": Format("PDF", "application/pdf", paged),
}
