"""Search in the library: documents by their own words and by their aims', in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from plans.choices import Status
from plans.querysets import DocumentQuerySet
from plans.search_terms import WORD, Unit, any_of, units_of

LONGEST_TEXT = 200
SHORTEST_SUGGESTED = 4
NEAR = 0.4

# What has ended stands behind what is in force, by as much as one word in the title.
ENDED = [status.value for status in Status if status.tone == "ended"]

# The programme's measures and points are its aims.
POINTS = """
    SELECT programme.document_id, setweight(
        to_tsvector('norwegian', text.nb) || to_tsvector('norwegian', text.nn)
        || to_tsvector('english', text.en), 'B')
    FROM plans_programme programme
    JOIN plans_measure measure ON measure.programme_id = programme.id
    CROSS JOIN LATERAL (
        SELECT measure.title_nb, measure.title_nn, measure.title_en
        UNION ALL
        SELECT text_nb, text_nn, text_en FROM plans_action
        WHERE measure_id = measure.id AND retired_at IS NULL
    ) AS text (nb, nn, en)
"""

# Issuer and reference have weight D: they are public only where they are sure.
MATCH = f"""
    unit (number, exact, loose) AS (
        SELECT number, exact::tsquery, loose::tsquery
        FROM unnest(%s::int[], %s::text[], %s::text[]) AS asked (number, exact, loose)
    ),
    point (document_id, vector) AS ({POINTS}),
    part (document_id, number, exact, loose, vector) AS (
        SELECT document.id, unit.*, public.vector
        FROM unit JOIN plans_policydocument document ON document.search_vector @@ unit.loose,
        LATERAL (
            SELECT CASE document.confidence WHEN 'high' THEN document.search_vector
                   ELSE ts_filter(document.search_vector, '{{a,b,c}}') END
        ) AS public (vector)
        WHERE public.vector @@ unit.loose
        UNION ALL
        SELECT aim.document_id, unit.*, aim.search_vector
        FROM unit JOIN plans_aim aim ON aim.search_vector @@ unit.loose
        WHERE aim.retired_at IS NULL
        UNION ALL
        SELECT point.document_id, unit.*, point.vector
        FROM unit JOIN point ON point.vector @@ unit.loose
    ),
    found AS (
        SELECT document_id, number,
               max(CASE WHEN ts_filter(vector, '{{a}}') @@ exact THEN 2
                        WHEN ts_filter(vector, '{{a}}') @@ loose THEN 1
                        ELSE 0 END) AS in_title,
               sum(ts_rank_cd(vector, exact) + ts_rank_cd(vector, loose) / 4) AS rank
        FROM part GROUP BY document_id, number
    )
    SELECT document.id, array_agg(found.number ORDER BY found.number)
    FROM found JOIN plans_policydocument document ON document.id = found.document_id
    WHERE document.id IN (SELECT id FROM seen)
    GROUP BY document.id
    ORDER BY count(*) DESC, sum(found.in_title) - (document.status = ANY(%s))::int DESC,
             sum(found.rank) DESC, document.sort_key, document.id
"""  # noqa: S608  (one of our constants)

SUGGEST = """
    vocabulary (word) AS (
        SELECT DISTINCT word
        FROM (
            SELECT concat_ws(' ', title, short_title, translated_title_nb, translated_title_nn,
                             translated_title_en, title_in_deck)
            FROM plans_policydocument WHERE id IN (SELECT id FROM seen)
            UNION ALL
            SELECT concat_ws(' ', text_nb, text_nn, text_en) FROM plans_aim
            WHERE retired_at IS NULL AND document_id IN (SELECT id FROM seen)
        ) AS texts (text), regexp_split_to_table(lower(text), '[^[:alnum:]]+') AS word
        WHERE length(word) >= %s
    )
    SELECT asked.word, near.word
    FROM unnest(%s::text[]) AS asked (word), LATERAL (
        SELECT word, similarity(unaccent(word), unaccent(asked.word)) AS likeness
        FROM vocabulary ORDER BY likeness DESC, word LIMIT 1
    ) AS near
    WHERE near.likeness >= %s
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


def clean(text: str) -> str:
    """Readable text on one line, of a length that somebody could have meant."""
    readable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(readable.split())[:LONGEST_TEXT]


def search(text: str, documents: DocumentQuerySet) -> Search:
    """Find among the documents; where nothing is found, try the nearest words that are in use."""
    text = clean(text)
    if not text:
        return Search()
    units = units_of(text)
    found, has_all, unknown = match(units, documents)
    nearest = suggest(text, unknown, documents)
    if found or not nearest:
        return Search(text, units, found, has_all, suggestion=nearest)
    units = units_of(nearest)
    found, has_all, _unknown = match(units, documents)
    return Search(nearest, units, found, has_all, instead_of=text)


def match(units: Sequence[Unit], documents: DocumentQuerySet) -> tuple[list[int], bool, list[str]]:
    """The documents with all the words or with most, whether it is all, and words nobody has."""
    asked = [(number, unit.exact, unit.loose) for number, unit in enumerate(units)]
    columns = [list(column) for column in zip(*asked, strict=True)] or [[], [], []]
    rows = fetch(MATCH, [*columns, ENDED], documents)
    most = max((len(numbers) for _pk, numbers in rows), default=0)
    enough = 2 * most >= len(units)
    known = {number for _pk, numbers in rows for number in numbers}
    return (
        [pk for pk, numbers in rows if enough and len(numbers) == most],
        most == len(units),
        [word for number, unit in enumerate(units) if number not in known for word in unit.words],
    )


def suggest(text: str, unknown: Sequence[str], documents: DocumentQuerySet) -> str:
    """The text with its unknown words replaced by the nearest in use; empty where none is near."""
    words = [part for word in unknown for part in WORD.findall(word)]
    words = [word for word in words if len(word) >= SHORTEST_SUGGESTED and word.isalpha()]
    if not words:
        return ""
    nearest = dict(fetch(SUGGEST, [SHORTEST_SUGGESTED, words, NEAR], documents))
    replaced = WORD.sub(lambda found: nearest.get(found[0].lower(), found[0]), text)
    return replaced if nearest else ""


def fetch(sql: str, parameters: Sequence[Any], documents: DocumentQuerySet) -> list[Any]:
    """Rows of one of our queries over `seen`, which are the documents."""
    seen, own = documents.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"WITH seen (id) AS ({seen}), {sql}", [*own, *parameters])
        return cursor.fetchall()
