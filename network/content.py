"""Reading the content version (see network.models.content)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

# What a visit that only reads has been told, once it has asked.
_told: ContextVar[list[int | None] | None] = ContextVar("settled version", default=None)


def content_version() -> int:
    """The number as it stands; 0 where nothing was ever written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM network_contentversion")
        row = cursor.fetchone()
    return row[0] if row else 0


def settled_version() -> int | None:
    """The number; None in a transaction that has itself changed what the number stands for."""
    told = _told.get()
    if told is None:
        return _settled_version()
    if not told:
        told.append(_settled_version())
    return told[0]


def _settled_version() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(number), 0), EXISTS (SELECT FROM network_contentmark)"
            " FROM network_contentversion"
        )
        [(number, is_changing)] = cursor.fetchall()
    return None if is_changing else number


class OneVersionMiddleware:
    """Ask for the settled version once where a visit only reads, however much it has kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)


@contextmanager
def asked_once() -> Iterator[None]:
    """Let what is kept go by the first answer."""
    token = _told.set([])
    try:
        yield
    finally:
        _told.reset(token)
