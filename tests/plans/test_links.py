"""Links are looked at one by one, against a server of our own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from plans.links import AGENT, state_of
from plans.models import PolicyDocument
from tests.factories import NOW, DocumentFactory

SOON = 2
ANSWERS = {"/works": 200, "/gone": 404, "/fails": 500, "/moved": 301, "/lent": 302, "/loop": 308}
LEADS_TO = {"/moved": "/works", "/lent": "/works", "/loop": "/loop"}


class Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]]
    over: threading.Event

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/slow":
            self.over.wait(10 * SOON)
        is_refused = self.path == "/only-get" and self.command == "HEAD"
        self.send_response(405 if is_refused else ANSWERS.get(self.path, 200))
        if self.path in LEADS_TO:
            self.send_header("Location", LEADS_TO[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815  (the name that http.server asks for)

    def log_message(self, *args: object) -> None:
        """Nothing: the test says what was asked."""


@pytest.fixture
def site() -> Iterator[str]:
    Handler.asked, Handler.over = [], threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        yield f"http://127.0.0.1:{server.server_port}"
        Handler.over.set()
        server.shutdown()
        running.join()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/works", "works"),
        ("/only-get", "works"),
        ("/lent", "works"),
        ("/moved", "moved"),
        ("/gone", "broken"),
        ("/fails", "broken"),
        ("/loop", "broken"),
        ("/slow", "broken"),
    ],
)
def test_answer_is_told_from_answer(site: str, path: str, state: str) -> None:
    assert state_of(site + path, SOON) == state


def test_one_polite_question_is_enough_where_it_works(site: str) -> None:
    state_of(f"{site}/works", SOON)
    assert Handler.asked == [("HEAD", "/works", AGENT)]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "file:///etc/hostname", "ftp://127.0.0.1/", "http://[", "plan"]
)
def test_what_cannot_be_asked_is_broken(url: str) -> None:
    assert state_of(url, SOON) == "broken"


@pytest.mark.django_db
def test_command_notes_what_it_found_and_leaves_the_rest_alone(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = DocumentFactory(url=f"{site}/moved", link_checked_at=NOW)
    new = DocumentFactory(url=f"{site}/gone")
    bare = DocumentFactory()
    call_command("check_links", timeout=SOON, pause=0)
    rows = {row.pk: row for row in PolicyDocument.objects.all()}
    assert [rows[row.pk].link_state for row in (seen, new, bare)] == [
        "moved", "broken", "unchecked",
    ]  # fmt: skip
    assert rows[seen.pk].link_checked_at > NOW
    assert rows[seen.pk].updated_at == seen.updated_at
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "broken", "moved",
    ]  # fmt: skip
