"""What is worked out from all content, kept in memory until some of it changes.

Each process keeps its own, under the content version that stood before the work began: what is
newer than the version says is worked out again with the next one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

from network.content import settled_version

T = TypeVar("T")
Results = OrderedDict[Hashable, Any]
# Of one version; whatever was asked for longest ago goes first.
MOST = 128

# By the database's name and whether it is a demo: the version, and what is kept under it.
_kept: dict[tuple[str, bool], tuple[int, Results]] = {}
_lock = Lock()


def kept(name: Hashable, work_out: Callable[[], T]) -> T:
    """The result as it was worked out under this version of the content; one query if it was.

    A visit that only reads asks for the version once (`OneVersionMiddleware`).

    The name tells all else that the result depends on; what hangs on who asks, by `sight_of`. In a
    transaction that has itself changed content nothing is kept.
    """
    version = settled_version()
    if version is None:
        return work_out()
    place = connection.settings_dict["NAME"], settings.DEMO
    with _lock:
        found = _results(place, version)
        if name in found:
            found.move_to_end(name)
            result: T = found[name]
            return result
    result = work_out()
    with _lock:
        found = _results(place, version)
        found[name] = result
        while len(found) > MOST:
            found.popitem(last=False)
    return result


def _results(place: tuple[str, bool], version: int) -> Results:
    known = _kept.get(place)
    if known is None or known[0] < version:
        known = _kept[place] = version, OrderedDict()
    # A reader may come late with an older version; its result is nobody else's.
    return known[1] if known[0] == version else OrderedDict()


def forget() -> None:
    """Keep nothing."""
    with _lock:
        _kept.clear()
