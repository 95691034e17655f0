"""What the library asks of documents: choices, how many each gives, and orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Count, F, Func, Q, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from network.choices import Confidence
from network.texts import Text
from plans.choices import Level, Status

if TYPE_CHECKING:
    from plans.models import PolicyDocument  # noqa: F401  (named in the base class)

# When a document was adopted or began to hold; nothing where that is not sure.
SURELY_FROM = Case(When(confidence=Confidence.HIGH, then=Coalesce("adopted_on", "valid_from_on")))


class LibraryQuerySet(models.QuerySet["PolicyDocument"]):
    """Documents as they are chosen, counted and ordered in the library."""

    def for_download(self) -> Self:
        """With what a row of a download says."""
        return self.select_related("organisation").prefetch_related("themes")

    def by_title(self) -> Self:
        return self.order_by("sort_key", "pk")

    def newest_first(self) -> Self:
        """By when each was adopted or began to hold; last those of which that is not sure."""
        return self.order_by(SURELY_FROM.desc(nulls_last=True), "sort_key", "pk")

    def in_this_order(self, pks: Sequence[int]) -> Self:
        """As a search has ranked them."""
        ranked = Value(list(pks), output_field=ArrayField(models.BigIntegerField()))
        place = Func(ranked, F("pk"), function="array_position", output_field=models.IntegerField())
        return self.order_by(place, "pk")

    def at_level(self, level: str) -> Self:
        return self.filter(level=level)

    def of_kinds(self, kinds: Collection[str]) -> Self:
        return self.filter(kind__in=kinds)

    def of_tone(self, tone: str) -> Self:
        """In force, ended or open (see `Status.tone`)."""
        return self.filter(status__in=[status for status in Status if status.tone == tone])

    def on_themes(self, keys: Collection[str]) -> Self:
        """Those on any of the themes, each once."""
        return self._any_of(themes__key__in=keys)

    def surely_issued_by(self, slugs: Collection[str]) -> Self:
        """Those by any of the organisations, where it is sure who issued them."""
        return self._any_of(issuers__slug__in=slugs).filter(confidence=Confidence.HIGH)

    def surely_from(self, years: Collection[str]) -> Self:
        """Those of any of the years, where that is sure."""
        return self.alias(year=ExtractYear(SURELY_FROM)).filter(year__in=years)

    def in_deck(self, is_in: bool) -> Self:
        return self.filter(deck_number__isnull=not is_in)

    def counts_by_kind(self) -> dict[str, int]:
        return self._counts("kind")

    def counts_by_tone(self) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for status, count in self._counts("status").items():
            counts[Status(status).tone] += count
        return counts

    def counts_by_theme(self) -> dict[str, int]:
        """How many documents speak of each theme, by the theme's key."""
        return self._counts("themes__key")

    def counts_by_sure_issuer(self) -> dict[str, int]:
        """How many documents each organisation has surely issued, by its slug."""
        return self.filter(confidence=Confidence.HIGH)._counts("issuers__slug")

    def sure_issuers(self) -> dict[str, Text]:
        """Names of those that have surely issued any of them, by slug; the busiest first."""
        names = ("issuers__slug", "issuers__name", "issuers__name_lang")
        rows = (
            self.filter(confidence=Confidence.HIGH, issuers__isnull=False)
            .order_by()
            .values_list(*names)
            .annotate(count=Count("pk", distinct=True))
            .order_by("-count", "issuers__sort_key", "issuers__slug")
        )
        return {slug: Text(name, lang) for slug, name, lang, _count in rows}

    def counts_by_sure_year(self) -> dict[str, int]:
        """How many documents are surely of each year, newest first."""
        counts = self._counts(ExtractYear(SURELY_FROM))
        return {str(year): counts[year] for year in sorted(counts, reverse=True)}

    def counts_in_deck(self) -> dict[bool, int]:
        return self._counts(Q(deck_number__isnull=False))

    def counts_by_level(self) -> dict[str, int]:
        """How many documents each level has, by the level's value; 0 where none."""
        return dict.fromkeys(Level.values, 0) | self._counts("level")

    def _any_of(self, **condition: Any) -> Self:
        """Those that meet a condition on many rows, each once."""
        return self.filter(pk__in=self.model._default_manager.filter(**condition).values("pk"))

    def _counts(self, column: Any) -> dict[Any, int]:
        """How many documents have each value of a column, without those that have none."""
        rows = self.order_by().annotate(counted_by=F(column) if isinstance(column, str) else column)
        counted = rows.values("counted_by").annotate(count=Count("pk", distinct=True))
        return {row["counted_by"]: row["count"] for row in counted if row["counted_by"] is not None}
