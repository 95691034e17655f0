"""The library as an address asks for it: what is chosen, what that gives, and how it is told.

The page, its fragment and the downloads all show one `Library`, so that they agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from network.choices import Language
from network.models import User
from network.texts import Text, text_in
from plans.catalogue import Selection, documents_visible_to
from plans.choices import Kind, Level
from plans.filters import IN_DECK, TONES, LibraryFilter
from plans.highlights import Hit, Hits, highlights
from plans.models import PolicyDocument, Theme
from plans.search import search

SEARCH, SORT = "q", "sorter"
PARAMETERS = (SEARCH, SORT, *LibraryFilter.base_filters)
UNFOLDED = 6
# The group that grows with the documents offers this many choices, and what is chosen beside them.
OFFERED = {"utgiver": 30}
SORTS = {
    "relevans": _("Relevans"),
    "niva": _("Nivå"),
    "tittel": _("Tittel"),
    "nyest": _("Nyeste først"),
}
# What a choice is called in the database, where that is something else than in the address.
STORED: dict[str, dict[str, Any]] = {
    "gjelder": {key: tone for key, (tone, _label) in TONES.items()},
    "grunnlag": {key: is_in for key, (is_in, _label) in IN_DECK.items()},
}


@dataclass(frozen=True)
class Choice:
    """One choice of a group, and how many documents it would give."""

    id: str
    value: str
    label: Text
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of choices."""

    name: str
    label: str | Promise
    choices: list[Choice]
    takes_many: bool
    everything: int
    left_out: int = 0

    @property
    def chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)

    @property
    def unfolded(self) -> list[Choice]:
        return self.choices if self.is_short else self.choices[:UNFOLDED]

    @property
    def folded(self) -> list[Choice]:
        return [] if self.is_short else self.choices[UNFOLDED:]

    @property
    def is_short(self) -> bool:
        """Whether folding would hide no more than a choice or two."""
        return len(self.choices) <= UNFOLDED + 2

    @property
    def is_open(self) -> bool:
        return any(choice.chosen for choice in self.folded)


@dataclass(frozen=True)
class Chosen:
    """Something chosen, and the address without it."""

    group: str | Promise
    label: Text
    without: str


@dataclass(frozen=True)
class Row:
    """A document in the list, with where the search hit."""

    document: PolicyDocument
    hits: Hits | None

    @property
    def heading(self) -> Text:
        """The title, marked where the search hit it."""
        return self._marked(self.document.heading)

    @property
    def explanation(self) -> Text:
        """The fuller title that says what the first one is of; empty where there is no other."""
        return self._marked(self.document.explanation)

    def _marked(self, text: Text) -> Text:
        return self.hits.marking(text) if self.hits and text.value else text

    @property
    def passages(self) -> list[tuple[Hit, bool]]:
        """The hits to tell of, each with whether it stands in the list already."""
        shown = {self.document.heading.value, self.document.explanation.value}
        return [(hit, hit.plain in shown) for hit in self.hits.shown] if self.hits else []


class Library:
    """One selection of documents."""

    def __init__(self, data: QueryDict, viewer: User | AnonymousUser) -> None:
        self.visible = PolicyDocument.objects.visible_to(viewer)
        known = documents_visible_to(viewer)
        self.search = search(data.get(SEARCH, ""), known)
        self.labels = labels(known)
        self.found = known.among(self.search.found) if self.search else known
        self.filter = LibraryFilter(data, self.labels)
        self.sort = data.get(SORT, "")
        if self.sort not in SORTS or (self.sort == "relevans" and not self.search):
            self.sort = ""

    @cached_property
    def keys(self) -> list[int]:
        """Primary keys of all that is chosen, in order."""
        chosen = self.filter.narrowed(self.found)
        if self.order == "relevans":
            return chosen.in_this_order(self.search.found)
        if self.order == "tittel":
            return chosen.by_title()
        return chosen.newest_first() if self.order == "nyest" else chosen.from_the_top()

    @property
    def documents(self) -> list[PolicyDocument]:
        """All that is chosen, in order, with what a row of a download says; three queries."""
        return self.visible.for_download().in_this_order(self.keys)

    @property
    def order(self) -> str:
        return self.sort or ("relevans" if self.search else "niva")

    @property
    def has_errors(self) -> bool:
        """Whether the address asks for something that is not offered."""
        return bool(self.filter.form.errors)

    @property
    def asked(self) -> str:
        """What was searched for, as it was written."""
        return self.search.instead_of or self.search.text

    @cached_property
    def parameters(self) -> QueryDict:
        """The selection as the shortest address says it."""
        parameters = QueryDict(mutable=True)
        if self.asked:
            parameters[SEARCH] = self.asked
        for name in self.filter.filters:
            if values := self.filter.value(name):
                parameters.setlist(name, values)
        if self.sort:
            parameters[SORT] = self.sort
        return parameters

    @property
    def query(self) -> str:
        return self.parameters.urlencode()

    @property
    def suggested(self) -> str:
        """The selection with the words that the search suggests."""
        parameters = self.parameters.copy()
        parameters[SEARCH] = self.search.suggestion
        return parameters.urlencode()

    @property
    def sorts(self) -> list[tuple[str, str | Promise, bool]]:
        """Orders to choose from, each with whether it is the one; the usual one has no value."""
        usual = "relevans" if self.search else "niva"
        offered = [usual, *(key for key in SORTS if key not in (usual, "relevans"))]
        return [("" if key == usual else key, SORTS[key], key == self.order) for key in offered]

    @cached_property
    def facets(self) -> list[Facet]:
        """Every group, each choice with how many it gives beside the other groups' choices."""
        return [self._facet(name) for name in self.filter.filters]

    def _facet(self, name: str) -> Facet:
        counts = self.filter.narrowed(self.found, but=name).counts(name)
        chosen = self.filter.value(name)
        offered = self._offered(name, chosen)
        choices = [
            Choice(
                f"{name}-{value}",
                value,
                self.labels[name][value],
                counts.get(STORED.get(name, {}).get(value, value), 0),
                value in chosen,
            )
            for value in offered
        ]
        takes_many = isinstance(self.filter.filters[name], MultipleChoiceFilter)
        label = self.filter.filters[name].label
        everything = sum(choice.count for choice in choices)
        left_out = len(self.labels[name]) - len(offered)
        return Facet(name, label, choices, takes_many, everything, left_out)

    def _offered(self, name: str, chosen: Collection[str]) -> list[str]:
        """The first choices of a group; of those after them what is chosen."""
        values = list(self.labels[name])
        most = OFFERED.get(name, len(values))
        return values[:most] + [value for value in values[most:] if value in chosen]

    @property
    def chosen_count(self) -> int:
        """How many choices are made, without the search."""
        return sum(len(self.filter.value(name)) for name in self.filter.filters)

    @property
    def chosen(self) -> list[Chosen]:
        """What is chosen, the search first, each with the address that no longer has it."""
        chosen = [Chosen(_("Søk"), here(f"«{self.asked}»"), self._without(SEARCH, self.asked))]
        for name, labels_ in self.labels.items():
            group = self.filter.filters[name].label
            chosen += [
                Chosen(group, labels_[value], self._without(name, value))
                for value in self.filter.value(name)
            ]
        return chosen if self.asked else chosen[1:]

    def _without(self, name: str, value: str) -> str:
        parameters = self.parameters.copy()
        parameters.setlist(name, [other for other in parameters.getlist(name) if other != value])
        return parameters.urlencode()

    def rows(self, page: Iterable[int]) -> list[tuple[Level | None, list[Row]]]:
        """The page's documents with their hits; under their levels where that is the order."""
        documents = self.visible.for_library().in_this_order(page)
        hits = highlights(self.search.words, [row.pk for row in documents]) if self.search else {}
        rows = [Row(document, hits.get(document.pk)) for document in documents]
        if self.order != "niva":
            return [(None, rows)] if rows else []
        by_level = groupby(rows, key=lambda row: Level(row.document.level))
        return [(level, list(group)) for level, group in by_level]


def here(text: str | Promise) -> Text:
    """A text in the page's language."""
    return Text(str(text), get_language() or Language.BOKMAL)


def labels(documents: Selection) -> dict[str, dict[str, Text]]:
    """What can be chosen in each group, in the order it is shown; a query."""
    kinds = documents.counts("slag")
    by_count = sorted(map(Kind, kinds), key=lambda kind: (-kinds[kind], str(kind.label)))
    return {
        "niva": {level.value: here(level.label) for level in Level.from_the_top()},
        "gjelder": {key: here(label) for key, (_tone, label) in TONES.items()},
        "tema": {theme.key: text_in(theme, "name") for theme in Theme.objects.in_order()},
        "slag": {kind.value: here(kind.label) for kind in by_count},
        "utgiver": documents.sure_issuers(),
        "ar": {year: here(year) for year in sorted(documents.counts("ar"), reverse=True)},
        "grunnlag": {key: here(label) for key, (_is_in, label) in IN_DECK.items()},
    }
