"""Anchors under the level that they come from or lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from plans.choices import Level
from plans.models import Anchor


class LevelGroup(NamedTuple):
    """One level's anchors on a page, and how many there are of it in all."""

    level: Level
    total: int
    anchors: list[Anchor]


def by_level(
    anchors: Iterable[Anchor],
    level_of: Callable[[Anchor], Level],
    counts: Mapping[Level, int] | None = None,
) -> list[LevelGroup]:
    """Anchors that already lie in the order of their levels; all are here unless counts say so."""
    groups = [(level, list(found)) for level, found in groupby(anchors, level_of)]
    return [
        LevelGroup(level, (counts or {}).get(level, len(found)), found) for level, found in groups
    ]
