"""What somebody searched for, read word by word into tsqueries.

A word is searched as stem and as beginning, since stemming splits no compounds, and so are the
words that mean the same in `fixtures/search_pairs.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import yaml
from django.conf import settings
from django.db import connection

MOST_WORDS = 12
LONGEST_TERM = 4
SHORTEST_BEGINNING = 3
# A stem or a translation is cut or chosen for the searcher: short ones begin too many other words.
SHORTEST_STEM = 4

WORD = re.compile(r"\w+")
# A word of a tsquery, and whether it is a beginning.
TERM = re.compile(r"('(?:[^']|'')*')(?::(\*)?)?")
LEXEME = re.compile(r"'[^\W\d_]+'")

READ = """
    SELECT phraseto_tsquery('norwegian', text)::text, phraseto_tsquery('english', text)::text
    FROM unnest(%s::text[]) WITH ORDINALITY AS asked (text, place) ORDER BY place
"""


class Reading(NamedTuple):
    """A text as PostgreSQL reads it in Norwegian and in English; a stop word is empty."""

    norwegian: str
    english: str


@dataclass(frozen=True)
class Unit:
    """One word of a search, or several that make one term: as written, and the wider search."""

    words: tuple[str, ...]
    exact: str
    loose: str


@dataclass(frozen=True)
class Group:
    """Terms that mean the same, as tsqueries, each in its own language only."""

    norwegian: frozenset[str]
    english: frozenset[str]

    @classmethod
    def of(cls, terms: dict[str, list[str]], readings: dict[str, Reading]) -> Group:
        return cls(
            frozenset(readings[term].norwegian for term in (*terms["nb"], *terms["nn"])) - {""},
            frozenset(readings[term].english for term in terms["en"]) - {""},
        )

    def has(self, reading: Reading) -> bool:
        return reading.norwegian in self.norwegian or reading.english in self.english

    @property
    def texts(self) -> list[str]:
        return sorted(self.norwegian | self.english)


@dataclass(frozen=True)
class Pairs:
    """Groups of terms that mean the same, by language, and words that tell of no subject."""

    groups: Sequence[dict[str, list[str]]]
    fillers: Sequence[str]

    @property
    def texts(self) -> list[str]:
        terms = (term for group in self.groups for terms in group.values() for term in terms)
        return [*terms, *self.fillers]


@cache
def pairs() -> Pairs:
    path = settings.BASE_DIR / "fixtures" / "search_pairs.yaml"
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    groups = [
        {language: [term.lower() for term in terms] for language, terms in row.items()}
        for row in rows["pairs"]
    ]
    return Pairs(groups, rows["fillers"])


def read(texts: Iterable[str]) -> dict[str, Reading]:
    """Each text's readings; one query."""
    asked = list(dict.fromkeys(texts))
    with connection.cursor() as cursor:
        cursor.execute(READ, [asked])
        return dict(zip(asked, (Reading(*row) for row in cursor.fetchall()), strict=True))


def units_of(text: str) -> list[Unit]:
    """The words and terms of a text; those that say nothing only where there are no others."""
    words = [word for word in map(trimmed, text.lower().split()) if word][:MOST_WORDS]
    windows = [
        " ".join(words[start : start + length])
        for length in range(1, LONGEST_TERM + 1)
        for start in range(len(words) - length + 1)
    ]
    readings = read([*windows, *map(spaced, words), *pairs().texts])
    groups = [Group.of(terms, readings) for terms in pairs().groups]
    silent = {readings[word] for word in pairs().fillers}
    telling: list[Unit] = []
    silenced: list[Unit] = []
    for window in terms_of(words, readings, groups):
        reading = readings[" ".join(window)]
        same = [group for group in groups if group.has(reading)]
        is_silent = not same and (not all(reading) or reading in silent)
        unit = unit_of(window, readings, [text for group in same for text in group.texts])
        (silenced if is_silent else telling).append(unit)
    return telling or silenced


def trimmed(word: str) -> str:
    """The word without the marks around it."""
    return re.sub(r"^\W+|\W+$", "", word)


def spaced(word: str) -> str:
    """The word's parts apart: `2021/817` is also searched as `2021 817`."""
    return " ".join(WORD.findall(word))


def terms_of(
    words: Sequence[str], readings: dict[str, Reading], groups: Sequence[Group]
) -> Iterator[tuple[str, ...]]:
    """The words in order, the longest known terms together."""
    start = 0
    while start < len(words):
        for length in range(min(LONGEST_TERM, len(words) - start), 0, -1):
            window = tuple(words[start : start + length])
            if length == 1 or any(group.has(readings[" ".join(window)]) for group in groups):
                yield window
                start += length
                break


def unit_of(words: tuple[str, ...], readings: dict[str, Reading], same: Sequence[str]) -> Unit:
    """The words as they stand; more loosely also as beginnings and as what means the same."""
    exact = [*readings[" ".join(words)]]
    beginnings: list[str] = []
    if len(words) == 1:
        exact += readings[spaced(words[0])]
        beginnings = [beginning(f"'{words[0]}'"), *map(stem, exact)]
    loose = [*exact, *beginnings, *same, *map(stem, same)]
    return Unit(words, any_of(exact), any_of(loose))


def beginning(text: str, shortest: int = SHORTEST_BEGINNING) -> str:
    """The tsquery of one word made one for all words that begin with it; empty for others."""
    is_word = LEXEME.fullmatch(text) and len(text) >= shortest + len("''")
    return f"{text}:*" if is_word else ""


def stem(text: str) -> str:
    """The same of what is not the word as somebody typed it."""
    return beginning(text, SHORTEST_STEM)


def in_titles(query: str) -> str:
    """The tsquery for words of weight A, which are the titles'."""
    return TERM.sub(lambda found: f"{found[1]}:{found[2] or ''}A", query)


def any_of(texts: Iterable[str]) -> str:
    """A tsquery for any of the tsqueries."""
    return " | ".join(f"({text})" for text in dict.fromkeys(texts) if text)
