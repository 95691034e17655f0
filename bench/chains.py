"""How fast chains are found among a million anchors: `python -m bench.chains` writes it as JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

ROUNDS = 7
# As many as a page of a list has.
MANY = 25


def measure() -> dict[str, dict[str, float]]:
    """Nodes reached, queries and median milliseconds of each question."""
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.graph import LAYERS
    from plans.anchoring import DOWN, UP, Node, closure, places_above

    viewer = AnonymousUser()

    def some(level: str, count: int) -> list[Node]:
        """Documents of a level, spread over it."""
        layer = LAYERS[level]
        stride = layer.size // (count + 1)
        return [Node(document=layer.first + place * stride) for place in range(1, count + 1)]

    questions: dict[str, Callable[[], Any]] = {
        "up from one plan": lambda: closure(some("school", 1), UP, viewer),
        f"up from {MANY} plans": lambda: closure(some("school", MANY), UP, viewer),
        f"places above {MANY} plans": lambda: places_above(some("school", MANY), viewer),
        "down from a regional document": lambda: closure(some("regional", 1), DOWN, viewer),
        "down from a national document": lambda: closure(some("national", 1), DOWN, viewer),
        "down from a European document": lambda: closure(some("european", 1), DOWN, viewer),
    }
    found = {}
    for label, ask in questions.items():
        with CaptureQueriesContext(connection) as queries:
            nodes = len(ask())
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            ask()
            times.append((time.perf_counter() - begun) * 1000)
        milliseconds = statistics.median(times)
        found[label] = {"nodes": nodes, "queries": len(queries), "ms": round(milliseconds, 2)}
    return found


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    json.dump(measure(), sys.stdout)


if __name__ == "__main__":
    main()
