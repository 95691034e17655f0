"""The theme's light colours, for files that stand alone: the one truth is the theme's own style."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings

THEME = settings.VAR_DIR / "frontend" / "theme.css"
LIGHT = re.compile(r'\[data-color-scheme="light"\] \{(.*?)\}', re.DOTALL)
TOKEN = re.compile(r"--ds-color-([a-z-]+): (#[0-9a-f]{6})")


@cache
def light() -> dict[str, str]:
    """Each token's colour, e.g. `european-border-strong`."""
    block = LIGHT.search(THEME.read_text(encoding="utf-8"))
    assert block is not None  # noqa: S101  (the theme has a light scheme)
    return dict(TOKEN.findall(block[1]))


def colour(family: str, role: str) -> str:
    return light()[f"{family}-{role}"]
