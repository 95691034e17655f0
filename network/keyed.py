"""Rows by their primary keys, for lists whose order is worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

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
        found = {row.pk: row for row in self.filter(pk__in=asked).order_by()}
        return [found[pk] for pk in asked if pk in found]
