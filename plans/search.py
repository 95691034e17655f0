"""Search in the library: documents by their own words and by their aims', in three languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db import connection

from network.kept import kept
from plans.catalogue import Selection
from plans.search_terms import WORD, Unit, any_of, in_titles, units_of
from plans.words import SHORTEST

LONGEST_TEXT = 200
# Soft hyphens and other marks that come along when a text is copied.
UNSEEN = "Cf"
NEAR = 0.4
# So many of the nearest words are tried.
CANDIDATES = 10

# Titles have weight A.
MATCH = """
    WITH unit (number, exact, loose, exact_title, loose_title) AS (
        SELECT number, exact::tsquery, loose::tsquery, exact_title::tsquery, loose_title::tsquery
        FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[])
            AS asked (number, exact, loose, exact_title, loose_title)
    )
    SELECT document_id, bit_or(1 << number), sum(in_title), sum(rank)
    FROM (
        SELECT document_id, number,
               CASE WHEN vector @@ exact_title THEN 2 WHEN vector @@ loose_title THEN 1 ELSE 0 END,
               ts_rank(vector, exact) + ts_rank(vector, loose) / 4
        FROM unit JOIN plans_documentvector ON vector @@ unit.loose
        OFFSET 0
    ) AS part (document_id, number, in_title, rank)
    GROUP BY document_id
"""

# The nearest of the words in use that one can see in use; an ending more makes no word another.
SUGGEST = """
    WITH hidden (id) AS MATERIALIZED (SELECT unnest(%s::bigint[])),
    asked (word, plain) AS (SELECT word, unaccent(word) FROM unnest(%s::text[]) AS word)
    SELECT asked.word, near.text
    FROM asked, LATERAL (
        SELECT nearest.text
        FROM (
            SELECT text, GREATEST(
                similarity(plain, asked.plain),
                similarity(left(plain, length(asked.plain) + 1), asked.plain)
            ) AS likeness
            FROM plans_word WHERE plain %% asked.plain
            ORDER BY likeness DESC, text LIMIT %s
        ) AS nearest, LATERAL (
            SELECT phraseto_tsquery('norwegian', text) || phraseto_tsquery('english', text)
        ) AS reading (query)
        WHERE likeness >= %s AND length(text) * 10 >= length(asked.word) * 7 AND EXISTS (
            SELECT FROM plans_documentvector
            WHERE vector @@ query AND document_id NOT IN (SELECT id FROM hidden)
        )
        ORDER BY likeness DESC, text LIMIT 1
    ) AS near
"""


@dataclass(frozen=True)
class Search:
    """What was searched for, and the documents found, best first."""

    text: str = ""
    units: Sequence[Unit] = ()
    found: Sequence[int] = ()
    has_all: bool = True
    suggestion: str = ""
    instead_of: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def words(self) -> str:
        """Any of the words, as a tsquery."""
        return any_of(unit.loose for unit in self.units)


class Score(NamedTuple):
    """Which units a document has, a bit for each; how they stand in its titles, and how often."""

    document: int
    units: int
    in_titles: int
    rank: float


def clean(text: str) -> str:
    """Readable text on one line, of a length that somebody could have meant."""
    shown = (sign for sign in text if unicodedata.category(sign) != UNSEEN)
    readable = "".join(sign if sign.isprintable() else " " for sign in shown)
    return " ".join(readable.split())[:LONGEST_TEXT]


def search(text: str, documents: Selection) -> Search:
    """Find among the documents; kept until something changes, for the next page and choice."""
    text = clean(text)
    if not text:
        return Search()
    return kept(("search", text, documents.bits), lambda: found_by(text, documents))


def found_by(text: str, documents: Selection) -> Search:
    """What a text finds; where that is nothing, what the nearest words in use find."""
    units = units_of(text)
    found, has_all, unknown = match(units, documents)
    nearest = suggest(text, unknown, documents)
    if found or not nearest:
        return Search(text, units, found, has_all, suggestion=nearest)
    units_tried = units_of(nearest)
    found, has_all, _unknown = match(units_tried, documents)
    if not found:
        return Search(text, units)
    return Search(nearest, units_tried, found, has_all, instead_of=text)


def match(units: Sequence[Unit], documents: Selection) -> tuple[list[int], bool, list[str]]:
    """The documents with all the words or with most, whether it is all, and words nobody has."""
    asked = [
        (number, unit.exact, unit.loose, in_titles(unit.exact), in_titles(unit.loose))
        for number, unit in enumerate(units)
    ]
    columns = [list(column) for column in zip(*asked, strict=True)] or [[]] * 5
    visible = set(documents.from_the_top())
    scores = [score for score in map(Score._make, fetch(MATCH, columns)) if score[0] in visible]
    sets = {score.units for score in scores}
    known = reduce(or_, sets, 0)
    most = max(map(int.bit_count, sets), default=0)
    if 2 * most < len(units):
        return [], False, unknown(units, known)
    best = [score for score in scores if score.units.bit_count() == most]
    return in_order(best, documents), most == len(units), unknown(units, known)


def in_order(scores: Iterable[Score], documents: Selection) -> list[int]:
    """The best first; what has ended stands behind by as much as one word in the title."""
    ended = set(documents.of_tone("ended").from_the_top())
    by_title = documents.catalogue.title_places
    placed = sorted(
        ((pk in ended) - in_titles, -rank, by_title[pk], pk)
        for pk, _units, in_titles, rank in scores
    )
    return [pk for *_place, pk in placed]


def unknown(units: Sequence[Unit], known: int) -> list[str]:
    """Words of the units that nobody has; those that somebody has are bits."""
    lacking = [unit for number, unit in enumerate(units) if not known >> number & 1]
    return [word for unit in lacking for word in unit.words]


def suggest(text: str, unknown: Sequence[str], documents: Selection) -> str:
    """The text with its unknown words replaced by the nearest in use; empty where none is near."""
    words = [part for word in unknown for part in WORD.findall(word)]
    words = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
    if not words:
        return ""
    nearest = dict(fetch(SUGGEST, [documents.left_out(), words, CANDIDATES, NEAR]))
    replaced = WORD.sub(lambda found: nearest.get(found[0].lower(), found[0]), text)
    return replaced if nearest else ""


def fetch(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
