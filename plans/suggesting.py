"""What an activity or a plan could rest on, each with why it is suggested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser

from network.models import User
from plans.choices import Level
from plans.likeness import Alike, alike
from plans.models import PolicyDocument, Theme
from plans.querysets import DocumentQuerySet
from plans.resting import anchors_of

A_LEVEL = 3
# So many are looked at for each reason.
CANDIDATES = 40
# One word in common is chance, and so are several that many documents have.
FEWEST_WORDS = 2
LEAST_WEIGHT = 0.25
WORDS_SHOWN = 5
NOTHING = Alike((), 0)


class Suggestion(NamedTuple):
    """A document that something could rest on, and what speaks for it.

    The themes they share, telling words that both use, and whether others of its kind chose it.
    """

    document: PolicyDocument
    themes: Sequence[Theme]
    words: Sequence[str]
    is_chosen: bool


def suggestions_for_plan(
    plan: PolicyDocument, viewer: User | AnonymousUser
) -> list[list[Suggestion]]:
    """What a school's own plan could rest on, by its themes and the words of its aims."""
    aims = [getattr(aim, f"text_{plan.lang}") for aim in plan.aims.all() if not aim.retired_at]
    return suggested(open_for(plan, viewer), plan, " ".join([plan.title, *aims]), {})


def choosable(source: Any, viewer: User | AnonymousUser) -> DocumentQuerySet:
    """What the source may rest on: all but itself and others' own plans."""
    rows = PolicyDocument.objects.visible_to(viewer).open_to(source.organisation)
    return rows.exclude(pk=source.pk) if isinstance(source, PolicyDocument) else rows


def open_for(source: Any, viewer: User | AnonymousUser) -> DocumentQuerySet:
    """Those of them that hold, and that the source does not rest on yet; one query."""
    anchors = anchors_of(source).of(source).with_cited()
    taken = {anchor.cited_document.pk for anchor in anchors}
    return choosable(source, viewer).not_ended().exclude(pk__in=taken)


def suggested(
    others: DocumentQuerySet, source: Any, text: str, chosen: Mapping[int, int]
) -> list[list[Suggestion]]:
    """The few at each level that most speaks for, from the school up.

    `text` is what the source is about, and `chosen` how often others of its kind rest on each.
    First come those with more than one reason, then those that share the most themes, were chosen
    most often, or share the rarest words.
    """
    themes: Collection[Theme] = set(source.themes.all())
    words = shared_words(text, source.lang, source.organisation_id)
    keys = {*others.sharing(themes, most=CANDIDATES).pks(), *chosen, *words}
    found: dict[str, list[tuple[tuple[float, ...], Suggestion]]] = defaultdict(list)
    for document in others.among(keys).for_suggesting():
        shared = [theme for theme in document.themes.all() if theme in themes]
        common = words.get(document.pk, NOTHING)
        times = chosen.get(document.pk, 0)
        said = Suggestion(document, shared, common.words[:WORDS_SHOWN], bool(times))
        reasons = sum(map(bool, said[1:]))
        found[document.level].append(((reasons, len(shared), times, common.weight), said))
    return [
        [said for _score, said in nlargest(A_LEVEL, found[level], key=lambda row: row[0])]
        for level in Level
        if found[level]
    ]


def shared_words(text: str, lang: str, owner: int) -> dict[int, Alike]:
    """The documents with the most telling words of a text, by key; one query."""
    several = [
        (key, said)
        for key, said in alike(text, lang, owner).items()
        if len(said.words) >= FEWEST_WORDS and said.weight >= LEAST_WEIGHT
    ]
    return dict(nlargest(CANDIDATES, several, key=lambda row: row[1].weight))
