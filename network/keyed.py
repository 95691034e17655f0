"""Rows by their primary keys, for lists whose order is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class KeyedQuerySet(models.QuerySet[Row]):
    """Gives the keys of a set, and the rows of some keys."""

    def pks(self) -> list[int]:
        """Primary keys, in order."""
        return list(self.values_list("pk", flat=True))

    def in_this_order(self, pks: Iterable[int]) -> list[Row]:
        """Those of the primary keys, in their order."""
        asked = list(pks)
        if not asked:
            return []
        found = {row.pk: row for row in self.filter(pk__in=asked).order_by()}
        return [found[pk] for pk in asked if pk in found]


class Listed(Sequence[Row], Generic[Row]):
    """Rows in the order of keys that are known already, fetched a page at a time."""

    def __init__(self, keys: Sequence[int], rows: KeyedQuerySet[Row]) -> None:
        self.keys = keys
        self.rows = rows

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])

    @overload
    def __getitem__(self, wanted: int) -> Row: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...

    def __getitem__(self, wanted: int | slice) -> Row | list[Row]:
        if isinstance(wanted, int):
            return self.rows.get(pk=self.keys[wanted])
        return self.rows.in_this_order(self.keys[wanted])
