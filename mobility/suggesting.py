"""What an activity could rest on, each with why it is suggested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from network.models import User
from plans.choices import Level
from plans.likeness import Alike, alike
from plans.models import PolicyDocument, Theme

A_LEVEL = 3
# So many are looked at for each reason.
CANDIDATES = 40
# One word in common is chance, and so are several that many documents have.
FEWEST_WORDS = 2
LEAST_WEIGHT = 0.25
WORDS_SHOWN = 5
NOTHING = Alike((), 0)


class Suggestion(NamedTuple):
    """A document that an activity could rest on, and what speaks for it.

    The themes they share, telling words that both use, and whether others of its kind chose it.
    """

    document: PolicyDocument
    themes: Sequence[Theme]
    words: Sequence[str]
    is_chosen: bool


def suggestions_for(activity: Activity, viewer: User | AnonymousUser) -> list[list[Suggestion]]:
    """The few at each level that most speaks for, from the school up; seven queries.

    First those with more than one reason, then those that share the most themes, were chosen most
    often, or share the rarest words. Neither what has ended nor what the activity rests on already
    is among them.
    """
    themes = set(activity.themes.all())
    words = shared_words(activity)
    taken = {row.cited_document.pk for row in ActivityAnchor.objects.of(activity).with_cited()}
    rows = PolicyDocument.objects.visible_to(viewer).open_to(activity.organisation).not_ended()
    others = rows.exclude(pk__in=taken)
    chosen = ActivityAnchor.objects.chosen_by_alike(activity, others, most=CANDIDATES)
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


def shared_words(activity: Activity) -> dict[int, Alike]:
    """The documents with the most telling words of the activity, by key; one query."""
    found = alike(f"{activity.title} {activity.summary}", activity.lang, activity.organisation_id)
    several = [
        (key, said)
        for key, said in found.items()
        if len(said.words) >= FEWEST_WORDS and said.weight >= LEAST_WEIGHT
    ]
    return dict(nlargest(CANDIDATES, several, key=lambda row: row[1].weight))
