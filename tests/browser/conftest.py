"""A real server and a real browser, which tell of everything that is not as it should be."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import CAST
from tests.databases import WorkerDatabases
from tests.portal.test_accounts import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ALLOWED_COOKIES = {"session", "csrf", "language", "colour"}
DESKTOP = {"width": 1280, "height": 800}
# What a page may hold itself, and what the browser fetches of its own to show a PDF.
OWN = ("data:", "about:", "chrome:", "chrome-extension:")
PATIENCE = 60
STORED = "[Object.keys(localStorage), Object.keys(sessionStorage)].flat()"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/helse/klar")
        return asked.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


@contextlib.contextmanager
def serving_over(database: str, **more: str) -> Iterator[str]:
    """The portal as people meet it, over a database of its own; gives its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    uploads = tempfile.TemporaryDirectory()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "PORTAL_ENV": "local",
        "PORTAL_URL": address,
        "BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "LOG_LEVEL": "ERROR",
        "UPLOADS_DIR": uploads.name,
        **more,
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:portal.gunicorn"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        assert process.poll() is None, "the server ended"
        assert time.monotonic() < deadline, "the server does not answer"
    yield address
    process.terminate()
    process.wait(PATIENCE)
    uploads.cleanup()


@contextlib.contextmanager
def serving(databases: WorkerDatabases) -> Iterator[str]:
    """The same over a copy of the full database."""
    with (
        databases.fresh("full") as name,
        serving_over(databases.run.address(name)) as address,
    ):
        yield address


@pytest.fixture(scope="session")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One for all tests that leave everything as it was; others bring their own."""
    with serving(databases) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("PORTAL_REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is missing: apt install chromium")
        pytest.skip("Chromium is missing: apt install chromium")
    # The browser's driver keeps an event loop in this thread, beside Django's ordinary queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield started
        started.close()


class Watch:
    """What pages ask for and complain of."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.outside: list[str] = []
        self.complaints: list[str] = []

    def over(self, page: Page) -> None:
        page.on("request", lambda request: self.asked(request.url))
        page.on("console", lambda message: self.said(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def asked(self, url: str) -> None:
        if not url.startswith((f"{self.server}/", *OWN)):
            self.outside.append(url)

    def said(self, kind: str, text: str) -> None:
        is_expected = "status of 40" in text
        if kind in ("error", "warning") and not is_expected:
            self.complaints.append(text)


@pytest.fixture
def open_browser(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """A fresh browser of one person; at the end it must have kept to what is allowed."""
    contexts: list[BrowserContext] = []
    watch = Watch(server)

    def start(**options: object) -> Page:
        asked = {"base_url": server, "locale": "nb-NO", "viewport": DESKTOP, **options}
        context = browser.new_context(**asked)
        contexts.append(context)
        context.on("page", watch.over)
        return context.new_page()

    yield start
    for context in contexts:
        cookies = {cookie["name"] for cookie in context.cookies()}
        assert cookies <= ALLOWED_COOKIES
        for page in context.pages:
            if urlsplit(page.url).scheme == "http":
                assert page.evaluate(STORED) == []
        context.close()
    assert watch.outside == []
    assert watch.complaints == []


@pytest.fixture
def page(open_browser: Callable[..., Page]) -> Page:
    """A visitor's browser."""
    return open_browser()


def log_in(page: Page, name: str) -> None:
    page.goto("/logg-inn/")
    form = page.locator("main form").first
    form.get_by_label("E-post").fill(CAST[name])
    form.get_by_label("Passord").fill(PASSWORD)
    form.get_by_role("button").click()
    page.wait_for_url(lambda url: "logg-inn" not in url)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: str) -> Callable[[str], dict]:
    """The state of a browser that one of the cast has logged in with."""
    states: dict[str, dict] = {}

    def state(name: str) -> dict:
        if name not in states:
            context = browser.new_context(base_url=server)
            page = context.new_page()
            log_in(page, name)
            states[name] = context.storage_state()
            context.close()
        return states[name]

    return state
