"""Documents that speak of the same as a text: those with the words that few others have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from plans.search import fetch
from plans.search_terms import WORD, pairs
from plans.words import SHORTEST

# A word that more documents than this have, tells nothing of what a text is about.
COMMON = 8
# So many different words of a text are looked for.
WORDS = 150
# Texts that are less alike speak of different things.
NEAR = 0.3
CONFIGURATIONS = {"nb": "norwegian", "nn": "norwegian", "en": "english"}

HAVING = """
    SELECT word, array(
        SELECT document_id FROM plans_documentvector said
        JOIN plans_policydocument document ON document.id = said.document_id
        WHERE vector @@ query AND (organisation_id IS NULL OR organisation_id = %(owner)s)
        LIMIT %(most)s
    )
    FROM unnest(%(words)s::text[]) AS word,
    LATERAL (SELECT plainto_tsquery(%(configuration)s::regconfig, word)) AS read (query)
    WHERE numnode(query) > 0
"""

# The aim worded most alike, in whatever languages both have.
NEAREST = """
    SELECT DISTINCT ON (former.id) former.id, later.document_id, later.id
    FROM plans_aim former JOIN plans_aim later
      ON later.document_id = ANY(%(documents)s) AND later.retired_at IS NULL,
    LATERAL (
        SELECT max(similarity(one, other))
        FROM unnest(ARRAY[former.text_nb, former.text_nn, former.text_en]) AS one,
             unnest(ARRAY[later.text_nb, later.text_nn, later.text_en]) AS other
    ) AS compared (likeness)
    WHERE former.id = ANY(%(aims)s) AND likeness >= %(least)s
    ORDER BY former.id, likeness DESC, later.position, later.id
"""


class Alike(NamedTuple):
    """Words that a document shares with a text, the rarest first, and how much they tell."""

    words: Sequence[str]
    weight: float


def alike(text: str, lang: str, owner: int) -> Mapping[int, Alike]:
    """What each document shares with a text, by primary key; one query.

    Of schools' and offices' plans only the owner's, by its key, are looked at. A word weighs as
    much as few documents have it: one over their number.
    """
    fillers = set(pairs().fillers)
    telling = (
        word
        for word in dict.fromkeys(WORD.findall(text.lower()))
        if len(word) >= SHORTEST and word.isalpha() and word not in fillers
    )
    asked = {
        "words": list(islice(telling, WORDS)),
        "owner": owner,
        "most": COMMON + 1,
        "configuration": CONFIGURATIONS.get(lang, "simple"),
    }
    rare = [(word, keys) for word, keys in fetch(HAVING, asked) if 0 < len(keys) <= COMMON]
    shared: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for word, keys in rare:
        for key in keys:
            shared[key].append((1 / len(keys), word))
    return {key: said(found) for key, found in shared.items()}


def said(found: Sequence[tuple[float, str]]) -> Alike:
    """Weighted words, put together."""
    ordered = sorted(found, key=lambda one: (-one[0], one[1]))
    return Alike([word for _weight, word in ordered], sum(weight for weight, _word in found))


def nearest_aims(aims: Sequence[int], documents: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each of some aims the document and the aim that is worded most alike, by their keys.

    Only aims in use of the documents; nothing for those that are like none. One query.
    """
    asked = {"aims": list(aims), "documents": list(documents), "least": NEAR}
    return {former: (document, aim) for former, document, aim in fetch(NEAREST, asked)}
