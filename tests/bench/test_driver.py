"""The bench's client weighs and counts what it is served."""

import contextlib
import http.server
import itertools
import threading
from collections import Counter
from collections.abc import Iterator

import pytest

from bench.driver import CONNECTIONS, Site, rate, visit
from bench.servers import WORKER

PAGE = b'<link rel="stylesheet" href="/a.css"><link rel="alternate" href="/nn/"><img src="data:,">'
ANSWERS = {
    "/": (PAGE, {"Content-Type": "text/html", "ETag": '"1"'}),
    "/a.css": (b"p{}", {"Content-Type": "text/css", "Cache-Control": "max-age=9, immutable"}),
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    # The first worker takes two connections of three.
    workers = itertools.cycle(("one", "one", "other"))

    def setup(self) -> None:
        super().setup()
        self.worker = next(self.workers)

    def do_GET(self) -> None:
        body, headers = ANSWERS[self.path]
        known = self.headers.get("If-None-Match")
        is_same = known is not None and known == headers.get("ETag")
        self.send_response_only(304 if is_same else 200)
        for name, value in {WORKER: self.worker, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(0 if is_same else len(body)))
        self.end_headers()
        if not is_same:
            self.wfile.write(body)


@pytest.fixture
def port() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    with contextlib.suppress(OSError):
        server.server_close()


def test_a_first_visit_fetches_the_files_and_a_second_asks_whether_the_page_is_new(
    port: int,
) -> None:
    site = Site(port)
    weight = visit(site, "/")
    site.close()
    assert weight.html == len(PAGE)
    assert weight.first > len(PAGE) + len(b"p{}")
    assert 0 < weight.second < len(PAGE)


def test_every_worker_is_asked_over_as_many_connections(port: int) -> None:
    site = Site(port)
    workers = Counter(caller.worker for caller in site.callers)
    site.close()
    assert workers == {
        b"one": CONNECTIONS // 2,
        b"other": CONNECTIONS // 2,
    }


def test_a_rate_counts_whole_answers(port: int) -> None:
    site = Site(port)
    answers = rate(site, "/", 0.1)
    site.close()
    assert answers > 10
