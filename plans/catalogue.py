"""Every document's place and what can be chosen of it, in memory: the library counts without SQL.

A set of documents is a whole number whose bits are documents, in the order of the library; a
choice is such a set, and what two choices have in common is one AND. The catalogue is kept until
some content changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from network.kept import kept
from network.models import User
from network.models.organisations import name_in
from network.permissions import sight_of
from network.texts import Text
from plans.choices import Status
from plans.models import DocumentIssuer, DocumentTheme, PolicyDocument

Bits = int


class Catalogue:
    """All documents, drafts too, as they were when it was read; six queries."""

    def __init__(self) -> None:
        documents = PolicyDocument.objects.order_by()
        facts = {pk: values for pk, *values in documents.facts()}
        self.pks = [pk for pk in documents.from_the_top().pks() if pk in facts]
        self.places = {pk: place for place, pk in enumerate(self.pks)}
        self.by_title = self.known(documents.by_title().pks())
        self.title_places = {self.pks[place]: at for at, place in enumerate(self.by_title)}
        self.newest_first = self.known(documents.newest_first().pks())
        self.groups: dict[str, dict[Any, Bits]] = {
            name: self._sets((facts[pk][column], pk) for pk in self.pks)
            for column, name in enumerate(("niva", "slag", "status", "ar", "grunnlag"))
        }
        self.groups["gjelder"] = self._by_tone()
        self.groups["tema"] = self._sets(DocumentTheme.objects.keys_by_document())
        issuers = DocumentIssuer.objects.sure_ones()
        self.groups["utgiver"] = self._sets((slug, pk) for pk, slug, *_names in issuers)
        # In the alphabet's order.
        self.issuers = {slug: names for _pk, slug, *names in issuers}
        self.issuers_named: dict[Hashable, dict[str, Text]] = {}
        self._seen: dict[Hashable, Bits] = {}

    def known(self, pks: Iterable[int]) -> list[int]:
        """Places of documents, without what came while the catalogue was read."""
        return [self.places[pk] for pk in pks if pk in self.places]

    def _sets(self, pairs: Iterable[tuple[Hashable, int]]) -> dict[Any, Bits]:
        """The documents that have each value, from values and primary keys."""
        by_value: dict[Hashable, list[int]] = defaultdict(list)
        for value, pk in pairs:
            if value is not None:
                by_value[value].append(pk)
        return {value: self.bits(pks) for value, pks in by_value.items()}

    def _by_tone(self) -> dict[str, Bits]:
        tones: dict[str, Bits] = defaultdict(int)
        for status, bits in self.groups.pop("status").items():
            tones[Status(status).tone] |= bits
        return tones

    def bits(self, pks: Iterable[int]) -> Bits:
        """A set from primary keys."""
        octets = bytearray(len(self.pks) // 8 + 1)
        for place in self.known(pks):
            octets[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(octets, "little")

    def visible_to(self, viewer: User | AnonymousUser) -> Selection:
        """What the viewer may see; a query for the first who sees just that."""
        sight = sight_of(viewer)
        if sight not in self._seen:
            visible = PolicyDocument.objects.visible_to(viewer).order_by()
            self._seen[sight] = self.bits(visible.pks())
        return Selection(self, self._seen[sight])


@dataclass(frozen=True)
class Selection:
    """Some documents of a catalogue; its methods are called as those of the queryset are."""

    catalogue: Catalogue
    bits: Bits

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __contains__(self, pk: int) -> bool:
        place = self.catalogue.places.get(pk)
        return place is not None and bool(self.bits >> place & 1)

    def _any_of(self, group: str, values: Iterable[Hashable]) -> Self:
        chosen = 0
        for value in values:
            chosen |= self.catalogue.groups[group].get(value, 0)
        return type(self)(self.catalogue, self.bits & chosen)

    def among(self, pks: Collection[int]) -> Self:
        return type(self)(self.catalogue, self.bits & self.catalogue.bits(pks))

    def at_level(self, level: str) -> Self:
        return self._any_of("niva", [level])

    def of_tone(self, tone: str) -> Self:
        return self._any_of("gjelder", [tone])

    def on_themes(self, keys: Collection[str]) -> Self:
        return self._any_of("tema", keys)

    def of_kinds(self, kinds: Collection[str]) -> Self:
        return self._any_of("slag", kinds)

    def surely_issued_by(self, slugs: Collection[str]) -> Self:
        return self._any_of("utgiver", slugs)

    def surely_from(self, years: Collection[str]) -> Self:
        return self._any_of("ar", years)

    def in_deck(self, is_in: bool) -> Self:
        return self._any_of("grunnlag", [is_in])

    def counts(self, group: str) -> dict[Any, int]:
        """How many documents have each value of a group, without values that none has."""
        counted = {
            value: (self.bits & bits).bit_count()
            for value, bits in self.catalogue.groups[group].items()
        }
        return {value: count for value, count in counted.items() if count}

    def sure_issuers(self) -> dict[str, Text]:
        """Names of those that have surely issued any of them, by slug; the busiest first."""
        language = get_language()
        named = self.catalogue.issuers_named
        if (self.bits, language) not in named:
            counts = self.counts("utgiver")
            busiest = sorted(counts, key=lambda slug: -counts[slug])
            names = self.catalogue.issuers
            named[self.bits, language] = {slug: name_in(language, *names[slug]) for slug in busiest}
        return named[self.bits, language]

    def from_the_top(self) -> list[int]:
        return self._in_order(range(len(self.catalogue.pks)))

    def left_out(self) -> list[int]:
        """The documents that are not among them; few, where these are what somebody may see."""
        everything = (1 << len(self.catalogue.pks)) - 1
        return type(self)(self.catalogue, everything & ~self.bits).from_the_top()

    def by_title(self) -> list[int]:
        return self._in_order(self.catalogue.by_title)

    def newest_first(self) -> list[int]:
        return self._in_order(self.catalogue.newest_first)

    def in_this_order(self, pks: Sequence[int]) -> list[int]:
        """Its documents as a search has ranked them."""
        return self._in_order(self.catalogue.known(pks))

    def _in_order(self, places: Iterable[int]) -> list[int]:
        """Primary keys of its documents, in an order of all places."""
        signs = bin(self.bits)[:1:-1].ljust(len(self.catalogue.pks), "0")
        pks = self.catalogue.pks
        return [pks[place] for place in places if signs[place] == "1"]


def documents_visible_to(viewer: User | AnonymousUser) -> Selection:
    """What the viewer may see of the documents as they stand; one query while nothing changes."""
    return current().visible_to(viewer)


def current() -> Catalogue:
    return kept("catalogue", Catalogue)
