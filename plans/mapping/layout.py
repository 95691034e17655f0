"""Where boxes and lines lie on the map: columns by level, the rest by Graphviz.

All in whole units, so that no locale changes a number.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.core.cache import caches

WIDTH, GAP, BETWEEN = 184, 10, 52
PATIENCE = 10  # seconds until the table stands alone
KEPT = 60 * 60 * 24 * 30
COMMAND = [sys.executable, "-m", "plans.mapping.process"]

log = structlog.get_logger("plans.mapping")
# One drawing at a time in each worker: a layout takes a processor for itself.
turn = threading.Lock()

Place = tuple[int, int]


@dataclass(frozen=True)
class Layout:
    """The middle of each box, and the curve of each line between columns: start, then Béziers."""

    boxes: dict[str, Place]
    curves: dict[tuple[str, str], list[Place]]


def lay_out(
    columns: Sequence[Sequence[tuple[str, int]]], lines: Sequence[tuple[str, str]]
) -> Layout | None:
    """Places for keys with their heights, in columns from left to right; None if it cannot be had.

    What is drawn is itself the key that a layout is kept by, so a kept one is never out of date.
    """
    asked = json.dumps(
        {"columns": columns, "lines": lines, "width": WIDTH, "gap": GAP, "between": BETWEEN}
    )
    key = f"layout-{hashlib.sha256(asked.encode()).hexdigest()}"
    drawings = caches["drawings"]
    answer = drawings.get(key)
    if answer is None:
        answer = ask_graphviz(asked)
        if answer is None:
            return None
        drawings.set(key, answer, KEPT)
    found = json.loads(answer)
    return Layout(
        {key: (x, y) for key, (x, y) in found["boxes"].items()},
        {(source, target): curve for source, target, curve in found["curves"]},
    )


def ask_graphviz(asked: str) -> str | None:
    """The answer of a Graphviz of its own; None where it fails or takes too long."""
    if not turn.acquire(timeout=PATIENCE):
        return None
    try:
        return subprocess.run(
            COMMAND,
            input=asked,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
            cwd=settings.BASE_DIR,
        ).stdout
    except (OSError, subprocess.SubprocessError) as failure:
        log.warning("map.layout_failed", reason=type(failure).__name__)
        return None
    finally:
        turn.release()
