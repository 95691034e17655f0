"""Where in a document a search hit: the field that matched, and its words marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.choices import Language
from network.texts import Text

# Signs that no text has; the text between them is marked only after it has been escaped.
START, STOP = "\ue000", "\ue001"
MARKED = re.compile(f"{START}(.*?){STOP}", re.DOTALL)
SHOWN = 3

FIELDS: dict[str, str | Promise] = {
    "heading": _("Treff i tittelen"),
    "translated_title": _("Treff i den oversatte tittelen"),
    "title": _("Treff i den offisielle tittelen"),
    "title_in_deck": _("Treff i grunnlagets tittel"),
    "reference": _("Treff i referansen"),
    "aim": _("Treff i mål %(number)s"),
    "measure": _("Treff i tiltak %(number)s"),
    "action": _("Treff i punkt %(number)s"),
    "statement_in_deck": _("Treff i grunnlagets omtale"),
    "issuer_text": _("Treff i utgiver"),
}

TEXTS = """
    WITH shown AS (SELECT * FROM plans_policydocument WHERE id = ANY(%(documents)s)),
    text (document_id, field, number, place, lang, value) AS (
        SELECT shown.id, field.*
        FROM shown, LATERAL (VALUES
            ('heading', '', 0, coalesce(nullif(short_title_lang, ''), title_lang),
             coalesce(nullif(short_title, ''), title)),
            ('title', '', 0, title_lang, CASE short_title WHEN '' THEN '' ELSE title END),
            ('translated_title', '', 0, 'nb', translated_title_nb),
            ('translated_title', '', 0, 'nn', translated_title_nn),
            ('translated_title', '', 0, 'en', translated_title_en),
            ('title_in_deck', '', 0, title_in_deck_lang, title_in_deck),
            ('statement_in_deck', '', 0, statement_in_deck_lang, statement_in_deck),
            ('reference', '', 0, '', CASE confidence WHEN 'high' THEN reference END),
            ('issuer_text', '', 0, 'nb', CASE confidence WHEN 'high' THEN issuer_text END)
        ) AS field (name, number, place, lang, value)
        UNION ALL
        SELECT aim.document_id, 'aim', aim.key, aim.position, own.lang, own.value
        FROM plans_aim aim,
        LATERAL (VALUES ('nb', text_nb), ('nn', text_nn), ('en', text_en)) AS own (lang, value)
        WHERE aim.document_id IN (SELECT id FROM shown) AND aim.retired_at IS NULL
        UNION ALL
        SELECT programme.document_id, 'measure', measure.number::text, measure.number,
               own.lang, own.value
        FROM plans_programme programme
        JOIN plans_measure measure ON measure.programme_id = programme.id,
        LATERAL (VALUES ('nb', title_nb), ('nn', title_nn), ('en', title_en)) AS own (lang, value)
        WHERE programme.document_id IN (SELECT id FROM shown)
        UNION ALL
        SELECT programme.document_id, 'action', measure.number || '.' || action.number,
               100 * measure.number + action.number, own.lang, own.value
        FROM plans_programme programme
        JOIN plans_measure measure ON measure.programme_id = programme.id
        JOIN plans_action action ON action.measure_id = measure.id,
        LATERAL (VALUES ('nb', text_nb), ('nn', text_nn), ('en', text_en)) AS own (lang, value)
        WHERE programme.document_id IN (SELECT id FROM shown) AND action.retired_at IS NULL
    )
    SELECT document_id, field, number, lang, ts_headline(config, value, words, %(options)s)
    FROM text, (SELECT %(words)s::tsquery) AS asked (words),
    unnest(ARRAY['norwegian', 'english']::regconfig[]) AS config
    WHERE to_tsvector(config, value) @@ words
    ORDER BY document_id, place, number, lang, (config = 'english'::regconfig) = (lang = 'en') DESC
"""


@dataclass(frozen=True)
class Hit:
    """A field that matched, with its text in the language it matched in."""

    field: str
    number: str
    lang: str
    text: str

    @property
    def label(self) -> str:
        return str(FIELDS[self.field]) % {"number": self.number}

    @property
    def plain(self) -> str:
        return self.text.replace(START, "").replace(STOP, "")

    @property
    def passage(self) -> Text:
        """The text with what was searched for in `<mark>`, and its language."""
        marked = MARKED.sub(r"<mark>\1</mark>", escape(self.text))
        safe = mark_safe(marked.replace(START, "").replace(STOP, ""))  # noqa: S308  (escaped above)
        return Text(safe, self.lang or get_language() or Language.BOKMAL)


@dataclass(frozen=True)
class Hits:
    """The hits in one document, the most telling first."""

    all: list[Hit]

    def marking(self, text: Text) -> Text:
        """A text that the list shows, with its words marked if it is one of the hits."""
        return next((hit.passage for hit in self.all if hit.plain == text.value), text)

    @property
    def shown(self) -> list[Hit]:
        return self.all[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.all) > SHOWN


def highlights(words: str, documents: Collection[int]) -> dict[int, Hits]:
    """The hits of a tsquery in each document, by its primary key; one query."""
    options = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, {"documents": list(documents), "words": words, "options": options})
        rows = cursor.fetchall()
    by_document: dict[int, list[Hit]] = defaultdict(list)
    for document, *hit in rows:
        by_document[document].append(Hit(*hit))
    return {document: Hits(best(hits)) for document, hits in by_document.items()}


def best(hits: Iterable[Hit]) -> list[Hit]:
    """One hit a field, in the page's language where it has one, and none that says the same."""
    language = get_language()
    by_field: dict[tuple[str, str], Hit] = {}
    for hit in sorted(hits, key=lambda hit: hit.lang != language):
        by_field.setdefault((hit.field, hit.number), hit)
    places = list(FIELDS)
    ordered = sorted(by_field.values(), key=lambda hit: places.index(hit.field))
    if ("translated_title", "") in by_field:
        ordered = [hit for hit in ordered if hit.field != "title"]
    by_text: dict[str, Hit] = {}
    for hit in ordered:
        by_text.setdefault(hit.plain, hit)
    return list(by_text.values())
