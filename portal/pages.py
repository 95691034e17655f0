"""Whole pages kept in memory for visitors, each under the version of the content it shows.

A page is found by everything it depends on, the content version first, so nothing is ever thrown
away for being old: after a change nobody asks for the old key again. A page that has to be drawn
sees no more of the request than its key says, so it cannot show what belongs to somebody else.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from network.addresses import known_query, parameters_of
from network.content import content_version
from portal.context import language_offered
from portal.security import GetResponse, has_nul

# What a page may see of a browser's headers, its key apart; the answer's body depends on none.
PASSED_ON = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_ENCODING"}
PARTS = ("HTTP_HX_REQUEST", "HTTP_HX_HISTORY_RESTORE_REQUEST")
VARIES = {"accept-encoding", "accept-language", "cookie", "hx-request"}
# Bytes that a key, headers and the objects around them take, about.
OVERHEAD = 3000
# No page takes more than this part of the room.
LARGEST = 1 / 8


class Key(NamedTuple):
    """Everything that a visitor's page depends on; its language is the beginning of its path."""

    version: int
    today: date
    demo: bool
    origin: str
    path: str
    query: str
    offered: str
    parts: tuple[bool, ...]


@dataclass(frozen=True)
class Page:
    """An answer as it is kept: compressed, where that makes it smaller."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_compressed: bool

    @classmethod
    def of(cls, response: HttpResponse) -> Page:
        content = response.content
        # The same whatever the compression, which makes it a weak one.
        response.headers["ETag"] = f'W/"{blake2b(content, digest_size=16).hexdigest()}"'
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        del response.headers["Content-Length"]
        compressed = gzip.compress(content, mtime=0)
        is_smaller = len(compressed) < len(content)
        headers = tuple(response.headers.items())
        return cls(headers, compressed if is_smaller else content, is_smaller)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as this browser takes it, or that it has it already."""
        response = HttpResponse(headers=dict(self.headers))
        if not self.is_compressed:
            response.content = self.body
        elif re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response.content = self.body
            response.headers["Content-Encoding"] = "gzip"
        else:
            response.content = gzip.decompress(self.body)
        response.headers["Content-Length"] = str(len(response.content))
        return (
            get_conditional_response(request, response.headers["ETag"], None, response) or response
        )


class PageStore:
    """Pages by their keys, in no more than some bytes; who was asked for longest ago goes first."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> Page | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Key, page: Page) -> None:
        if len(page.body) > self.room * LARGEST:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.taken += OVERHEAD + len(page.body)
            while self.taken > self.room:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.taken = 0

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        self.taken -= OVERHEAD + len(page.body) if page else 0


PAGES = PageStore(settings.PAGE_CACHE_MB * 2**20)


class PageCacheMiddleware:
    """Answer visitors with the page as it was drawn, as long as nothing it shows has changed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = public_page_at(request) if PAGES.room else None
        key = match and key_of(request, match)
        if not key:
            return self.get_response(request)
        page = PAGES.get(key)
        if page:
            request.resolver_match = match
            return page.answer(request)
        with only_what_is_in(key, request):
            response = self.get_response(request)
        if not is_for_all(response):
            return response
        page = Page.of(response)
        # The answer to HEAD may lack the page.
        if request.method == "GET":
            PAGES.keep(key, page)
        return page.answer(request)


def public_page_at(request: HttpRequest) -> ResolverMatch | None:
    """The address's place in the table, if a visitor asks for a page that is the same for all."""
    is_visitor = settings.SESSION_COOKIE_NAME not in request.COOKIES
    if request.method not in ("GET", "HEAD") or not is_visitor or has_nul(request):
        return None
    with translation.override(language_of(request)):
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return None
    return None if parameters_of(match.func) is None else match


def language_of(request: HttpRequest) -> str:
    """As the address says; without a prefix it is Bokmål."""
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def key_of(request: HttpRequest, match: ResolverMatch) -> Key | None:
    """None while the database does not tell its version: then there is nothing to go by."""
    try:
        version = content_version()
    except DatabaseError:
        return None
    return Key(
        version,
        timezone.localdate(),
        settings.DEMO,
        f"{request.scheme}://{request.get_host()}",
        request.path,
        known_query(request.GET, parameters_of(match.func) or frozenset()).urlencode(),
        language_offered(request.META.get("HTTP_ACCEPT_LANGUAGE", ""), language_of(request)) or "",
        tuple(request.META.get(name) == "true" for name in PARTS),
    )


@contextmanager
def only_what_is_in(key: Key, request: HttpRequest) -> Iterator[None]:
    """Let the page see nothing of the request but its key."""
    whole = request.META
    request.META = {
        name: value
        for name, value in whole.items()
        if not name.startswith("HTTP_") or name in PASSED_ON
    }
    request.META |= {name: "true" for name, is_set in zip(PARTS, key.parts, strict=True) if is_set}
    request.META["HTTP_ACCEPT_LANGUAGE"] = key.offered
    cookies = {settings.CSRF_COOKIE_NAME}
    request.COOKIES = {name: request.COOKIES[name] for name in cookies & request.COOKIES.keys()}
    try:
        yield
    finally:
        request.META = whole


def is_for_all(response: HttpResponseBase) -> bool:
    """Whether it is a whole page that says nothing of who asked."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    return (
        response.status_code == 200
        and isinstance(response, HttpResponse)
        and not response.cookies
        and "Cache-Control" not in response.headers
        and "Content-Encoding" not in response.headers
        and varies <= {*VARIES, ""}
        and b"csrfmiddlewaretoken" not in response.content
    )
