"""What the library asks of documents: choices, facts and orders."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, ExpressionWrapper, F, Q, When, Window
from django.db.models.functions import Cast, Coalesce, ExtractYear, RowNumber

from network.begun import BegunQuerySet
from network.choices import Confidence
from plans.choices import Status

if TYPE_CHECKING:
    from network.models import Organisation
    from plans.models import (  # noqa: F401  (named in the base classes)
        DocumentIssuer,
        DocumentTheme,
        PolicyDocument,
        Theme,
    )

# When a document was adopted or began to hold; nothing where that is not sure.
SURELY_FROM = Case(When(confidence=Confidence.HIGH, then=Coalesce("adopted_on", "valid_from_on")))


class LibraryQuerySet(BegunQuerySet["PolicyDocument"]):
    """Documents as they are chosen and ordered in the library."""

    def facts(self) -> list[tuple[Any, ...]]:
        """Primary key, level, kind, status, the year where it is sure, and whether in the deck."""
        year = Cast(ExtractYear(SURELY_FROM), models.TextField())
        in_deck = ExpressionWrapper(Q(deck_number__isnull=False), models.BooleanField())
        return list(self.values_list("pk", "level", "kind", "status", year, in_deck))

    def by_title(self) -> Self:
        return self.order_by("sort_key", "pk")

    def newest_first(self) -> Self:
        """By when each was adopted or began to hold; last those of which that is not sure."""
        return self.order_by(SURELY_FROM.desc(nulls_last=True), "sort_key", "pk")

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

    def open_to(self, *organisations: Organisation) -> Self:
        """Those that something of the organisations' can rest on: all but others' own plans."""
        return self.filter(Q(organisation=None) | Q(organisation__in=organisations))

    def not_ended(self) -> Self:
        held = [status for status in Status if status.tone != "ended"]
        return self.filter(status__in=held)

    def for_suggesting(self) -> Self:
        """With what a row of the library says and its themes, by title."""
        return (
            self.select_related("organisation")
            .prefetch_related("themes")
            .order_by("sort_key", "pk")
        )

    def sharing(self, themes: Collection[Theme], *, most: int) -> Self:
        """Of each level those few that share the most of the themes and have not ended."""
        shared = Count("theme_rows", filter=Q(theme_rows__theme__in=themes))
        best_first: list[Any] = [F("shared").desc(), "sort_key", "pk"]
        place = Window(RowNumber(), partition_by="level", order_by=best_first)
        found = self.not_ended().annotate(shared=shared).filter(shared__gt=0)
        return found.annotate(place=place).filter(place__lte=most).order_by("place")

    def _any_of(self, **condition: Any) -> Self:
        """Those that meet a condition on many rows, each once."""
        return self.filter(pk__in=self.model._default_manager.filter(**condition).values("pk"))


class DocumentThemeQuerySet(models.QuerySet["DocumentTheme"]):
    """Which document is on which theme."""

    def keys_by_document(self) -> list[tuple[str, int]]:
        """The theme's key and the document's primary key."""
        return list(self.order_by().values_list("theme__key", "document_id"))


class DocumentIssuerQuerySet(models.QuerySet["DocumentIssuer"]):
    """Which document is whose."""

    def sure_ones(self) -> list[tuple[int, str, str, str, str]]:
        """Document, and the issuer's slug and names, where the issuer is sure; by the alphabet.

        Only of issuers that are public themselves.
        """
        rows = self.filter(
            document__confidence=Confidence.HIGH, organisation__published_at__isnull=False
        )
        rows = rows.order_by("organisation__sort_key", "organisation__slug", "pk")
        names = [f"organisation__{name}" for name in ("slug", "name", "name_lang", "name_en")]
        return list(rows.values_list("document_id", *names))
