"""A small client: times of single answers, answers a second, and the weight of a visit.

Connections are kept open, as a proxy in front of the portal keeps them.
"""

from __future__ import annotations

import http.client
import itertools
import selectors
import socket
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from math import inf
from urllib.parse import urljoin

from bench import servers

Answer = tuple[int, http.client.HTTPMessage, bytes]

BROWSER = {"Host": "localhost", "Accept-Encoding": "br, gzip", "Accept-Language": "nb"}
CONNECTIONS = 4
# Rounds that every page gets, and seconds after which that is enough; a quick page gets more
# rounds, for at least so many seconds.
FEWEST, ENOUGH, LEAST = 3, 4, 0.7
# What a header line costs beside its name and its value.
HEADER_SIGNS = len(": \r\n")
WORKER = servers.WORKER.lower().encode()


@dataclass
class Site:
    """Something served on a port of this machine, asked over one connection, or over several."""

    port: int

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    @cached_property
    def callers(self) -> list[Caller]:
        """Connections for many who ask at once, opened once."""
        return spread(self.port)

    def close(self) -> None:
        self.connection.close()
        for caller in self.callers:
            caller.socket.close()

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for is_last_try in (False, True):
            try:
                self.connection.request("GET", path, headers={**BROWSER, **named})
                response = self.connection.getresponse()
                return response.status, response.headers, response.read()
            except (http.client.RemoteDisconnected, ConnectionError):
                # The server closes a connection that has been idle for a while.
                self.connection.close()
                if is_last_try:
                    raise
        raise AssertionError

    def milliseconds(self, path: str) -> float:
        begun = time.perf_counter()
        status, _headers, _body = self.get(path)
        if status != http.HTTPStatus.OK:
            raise SystemExit(f"{path} answers {status}.")
        return (time.perf_counter() - begun) * 1000


def medians(sites: Sequence[tuple[Site, str]], rounds: int) -> list[float]:
    """Median milliseconds of each page, all asked in turn so that a busy moment hits all.

    Pages that are slow are asked less often, those that are quick more often.
    """
    times: list[list[float]] = [[] for _ in sites]
    for site, path in sites:
        site.get(path)
    begun = time.monotonic()
    for number in itertools.count():
        passed = time.monotonic() - begun
        if passed > (ENOUGH if FEWEST <= number < rounds else LEAST if number >= rounds else inf):
            break
        for found, (site, path) in zip(times, sites, strict=True):
            found.append(site.milliseconds(path))
    return [statistics.median(found) for found in times]


class Caller:
    """One kept connection that is asked for a page again and again."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.waiting = b""
        self.worker = b""

    def ask(self, request: bytes) -> None:
        self.socket.sendall(request)

    def hears(self) -> bool:
        """Read what has come; whether the answer is whole."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server hung up in the middle of a measurement")
        self.waiting += part
        head, found, body = self.waiting.partition(b"\r\n\r\n")
        if not found:
            return False
        lines = (line.partition(b": ") for line in head.lower().split(b"\r\n"))
        headers = {name: value for name, _colon, value in lines}
        length = int(headers[b"content-length"])
        if len(body) < length:
            return False
        self.waiting = body[length:]
        self.worker = headers[WORKER]
        return True


def request_for(path: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in BROWSER.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def spread(port: int) -> list[Caller]:
    """As many connections to each worker, as they come to be where many ask.

    A worker keeps the connections that it takes. Left to chance, one may take all of a few, and
    then half the server is measured.
    """
    found: dict[bytes, list[Caller]] = defaultdict(list)
    most = CONNECTIONS // servers.WORKERS
    while sum(len(callers[:most]) for callers in found.values()) < CONNECTIONS:
        caller = Caller(port)
        caller.ask(request_for("/"))
        while not caller.hears():
            pass
        found[caller.worker].append(caller)
    for caller in [caller for callers in found.values() for caller in callers[most:]]:
        caller.socket.close()
    return [caller for callers in found.values() for caller in callers[:most]]


def rate(site: Site, path: str, seconds: float) -> float:
    """Answers a second, with as many requests under way as there are connections.

    It waits for what it has asked for, so that nobody is at work for it when the next is measured.
    """
    request = request_for(path)
    with selectors.DefaultSelector() as waiting:
        for caller in site.callers:
            waiting.register(caller.socket, selectors.EVENT_READ, caller)
            caller.ask(request)
        begun, answers = time.perf_counter(), 0
        while waiting.get_map():
            for key, _events in waiting.select():
                if not key.data.hears():
                    continue
                answers += 1
                if time.perf_counter() - begun < seconds:
                    key.data.ask(request)
                else:
                    waiting.unregister(key.fileobj)
        passed = time.perf_counter() - begun
    return answers / passed


def rates(
    first: tuple[Site, str], second: tuple[Site, str], seconds: float, turns: int
) -> tuple[float, float]:
    """Answers a second of a page, and how many another gives for each of them.

    They take turns, and the median turn counts: one that a busy moment or a first drawing hit
    does not.
    """
    pairs = [(rate(*first, seconds), rate(*second, seconds)) for _ in range(turns)]
    return (
        statistics.median(one for one, _other in pairs),
        statistics.median(other / one for one, other in pairs),
    )


class Linked(HTMLParser):
    """Files that a page needs to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        relation = values.get("rel") or ""
        is_shown = relation in ("stylesheet", "icon", "preload", "modulepreload", "manifest")
        if (tag == "link" and is_shown) or tag in ("script", "img"):
            address = values.get("href") or values.get("src")
            if address and not address.startswith("data:"):
                self.found.append(address)


def weight(answer: Answer) -> int:
    """Bytes on the line: status line, headers and body; without the bench's own header."""
    status, headers, body = answer
    lines = sum(
        len(name) + len(value) + HEADER_SIGNS
        for name, value in headers.items()
        if name != servers.WORKER
    )
    return len(f"HTTP/1.1 {status} OK\r\n\r\n") + lines + len(body)


@dataclass(frozen=True)
class Weight:
    """Bytes of a page as HTML before it is compressed, and of the first and the second visit.

    A file to take away has no HTML. What has a form of its own for each visitor is not cached.
    """

    html: int
    first: int
    second: int
    is_cached: bool


def visit(site: Site, path: str) -> Weight:
    """Fetch a page with its files as a new browser does, then as one that has been here."""
    plain = site.get(path, Accept_Encoding="identity")
    page = site.get(path)
    linked = Linked()
    is_page = "html" in page[1].get("Content-Type", "")
    if is_page:
        linked.feed(plain[2].decode())
    files = [urljoin(path, address) for address in dict.fromkeys(linked.found)]
    first = [page, *(site.get(address) for address in files)]
    second = [again(site, path, page)]
    second += [
        again(site, address, answer)
        for address, answer in zip(files, first[1:], strict=True)
        if "immutable" not in answer[1].get("Cache-Control", "")
    ]
    return Weight(
        html=len(plain[2]) if is_page else 0,
        first=sum(map(weight, first)),
        second=sum(map(weight, second)),
        is_cached=page[1].get("Cache-Control") == "no-cache",
    )


def again(site: Site, path: str, before: Answer) -> Answer:
    """Ask whether what was fetched before is still the same."""
    conditions = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}
    asked = {
        condition: before[1][name] for name, condition in conditions.items() if name in before[1]
    }
    return site.get(path, **asked)
