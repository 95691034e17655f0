"""Whether documents are still where their addresses say; one polite look at a time."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import IO
from urllib.parse import urlsplit

from plans.choices import LinkState

AGENT = "Forankring (checks its links now and then)"
PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
SCHEMES = {"http", "https"}
FAILURES = (OSError, http.client.HTTPException, ValueError)


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, keeping the method, and notes those that are for good."""

    def __init__(self) -> None:
        self.has_moved = False

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        self.has_moved |= code in PERMANENT
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following:
            following.method = req.get_method()
        return following


def ask(url: str, method: str, timeout: float) -> LinkState:
    """What one request finds; raises what urllib raises for errors and silence."""
    redirects = Redirects()
    opener = urllib.request.build_opener(redirects)
    request = urllib.request.Request(url, method=method, headers={"User-Agent": AGENT})  # noqa: S310  (looked at by `state_of`)
    with opener.open(request, timeout=timeout):
        return LinkState.MOVED if redirects.has_moved else LinkState.WORKS


def state_of(url: str, timeout: float) -> LinkState:
    """HEAD first; GET where that is refused, since many servers know only the latter."""
    try:
        if urlsplit(url).scheme not in SCHEMES:
            return LinkState.BROKEN
        return ask(url, "HEAD", timeout)
    except urllib.error.HTTPError as refused:
        refused.close()
    except FAILURES:
        return LinkState.BROKEN
    try:
        return ask(url, "GET", timeout)
    except urllib.error.HTTPError as missing:
        missing.close()
    except FAILURES:
        pass
    return LinkState.BROKEN
