"""What applications' texts are made of: runs of words, and references to their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from network.texts import Text

# How a stored text refers to a source: its document's primary key.
TOKEN = re.compile(r"\[\[(\d{1,18})\]\]")
# How people see the same, and may move it about.
NUMBER = re.compile(r"\[(\d{1,4})\]")


class Name(Text):
    """A name or title: the same in an application of another language."""

    __slots__ = ()


class Source(NamedTuple):
    """A reference to a document, by its primary key."""

    document: int


class Piece(NamedTuple):
    """A run as it is read; a reference has the number of its source, all else 0."""

    value: str
    lang: str
    number: int = 0


Part = Text | Source
Paragraph = tuple[Part, ...]


def stored(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as they are kept: a source is the same whatever else is cited."""
    texts = (
        "".join(f"[[{part.document}]]" if isinstance(part, Source) else part.value for part in each)
        for each in paragraphs
    )
    return "\n\n".join(text.rstrip() for text in texts)


def from_stored(text: str, lang: str) -> list[Paragraph]:
    """Paragraphs that somebody has written; a line is one."""
    return [
        tuple(
            Source(int(piece)) if at % 2 else Text(piece, lang)
            for at, piece in enumerate(TOKEN.split(line))
            if piece
        )
        for line in text.split("\n")
        if line.strip()
    ]


def cited(paragraphs: Iterable[Paragraph]) -> list[int]:
    """Primary keys of the documents referred to, in order."""
    return [part.document for each in paragraphs for part in each if isinstance(part, Source)]


def shown(paragraph: Paragraph, numbers: Mapping[int, int], lang: str) -> list[Piece]:
    """A paragraph with the sources' numbers; what is no source any more is left out."""
    return [
        Piece(f"[{numbers[part.document]}]", lang, numbers[part.document])
        if isinstance(part, Source)
        else Piece(part.value, part.lang or lang)
        for part in paragraph
        if not isinstance(part, Source) or part.document in numbers
    ]


def plain(paragraphs: Iterable[Paragraph], numbers: Mapping[int, int]) -> str:
    """All of it as text with numbers, as it is pasted into a form."""
    return numbered(stored(paragraphs), numbers)


def numbered(text: str, numbers: Mapping[int, int]) -> str:
    """A stored text as its writer sees it."""

    def number(found: re.Match[str]) -> str:
        known = numbers.get(int(found[1]))
        return f"[{known}]" if known else ""

    return TOKEN.sub(number, text)


def unnumbered(text: str, documents: list[int]) -> str:
    """What its writer saw as it is stored; `documents` in the order of the numbers she saw."""

    def token(found: re.Match[str]) -> str:
        number = int(found[1])
        known = 0 < number <= len(documents)
        return f"[[{documents[number - 1]}]]" if known else found[0]

    return NUMBER.sub(token, TOKEN.sub("", text))
