"""The pages of a document that a passage stands on."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import ngettext


class Pages(NamedTuple):
    """One page, or from one to another."""

    first: int
    last: int | None = None

    @property
    def number(self) -> int:
        """How many they are."""
        return (self.last or self.first) - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}–{self.last}" if self.last else str(self.first)


def paged(pages: Collection[Pages]) -> str:
    """Pages as a reference has them; empty where none is known."""
    count = sum(each.number for each in pages)
    text = ngettext("s. %(pages)s", "s. %(pages)s", count)
    in_order = sorted(pages, key=lambda each: (each.first, each.last or each.first))
    return text % {"pages": ", ".join(map(str, in_order))} if pages else ""


def with_page(text: str, pages: Pages | None) -> str:
    """A text, and the pages it stands on where they are known."""
    return f"{text} ({paged([pages])})" if pages else text
