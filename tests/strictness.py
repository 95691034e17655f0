"""What the suite refuses everywhere, so that carelessness shows at once."""

import logging
import random
import re
import socket
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.models.query import QuerySet
from django.http import HttpResponse
from django.test.client import Client
from django.utils import translation
from zeal import zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

POST_FORM = re.compile(rb"<form\b[^>]*method=.?post.*?</form>", re.DOTALL | re.IGNORECASE)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def _each_test_begins_in_bokmal() -> None:
    translation.activate(settings.LANGUAGE_CODE)


class UnknownVariables(logging.Filter):
    """Collects the variables that Django's templates looked up in vain."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno != logging.DEBUG:
            return True
        variable, template = record.args
        if (settings.BASE_DIR / "templates" / template).exists():
            self.found.append(f"{variable} in {template}")
        return False


@pytest.fixture(autouse=True)
def _unknown_template_variables_fail() -> Iterator[None]:
    logger = logging.getLogger("django.template")
    unknown, level = UnknownVariables(), logger.level
    logger.addFilter(unknown)
    logger.setLevel(logging.DEBUG)
    yield
    logger.setLevel(level)
    logger.removeFilter(unknown)
    assert not unknown.found, "unknown template variables"


@pytest.fixture(scope="session", autouse=True)
def _repeated_queries_are_watched() -> None:
    # Logging out reads the session twice, once to read it and once to end it.
    settings.ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "get()"}]
    initialize_app_registry()
    patch()


def assert_forms_carry_their_token(response: HttpResponse) -> None:
    if response.streaming or "html" not in response.headers.get("Content-Type", ""):
        return
    for form in POST_FORM.findall(response.content):
        assert b'name="csrfmiddlewaretoken"' in form, f"no token in {form.decode()}"


@pytest.fixture(autouse=True)
def _careless_requests_fail(
    monkeypatch: pytest.MonkeyPatch, _repeated_queries_are_watched: None
) -> None:
    """A query repeated for each row, and a form without its token."""
    send = Client.request

    def request(self: Client, **environ: object) -> HttpResponse:
        with zeal_context():
            response = send(self, **environ)
        assert_forms_carry_their_token(response)
        return response

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(autouse=True)
def _rows_without_an_order_come_shuffled(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    fetch = QuerySet._fetch_all
    dice = random.Random(request.node.nodeid)

    def fetch_all(self: QuerySet) -> None:
        is_new = self._result_cache is None
        fetch(self)
        if is_new and not self.ordered:
            dice.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_all)


@pytest.fixture(autouse=True)
def _only_this_machine_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        outside = self.family != socket.AF_UNIX and address[0] not in LOOPBACK
        assert not outside, f"a test asked the network for {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
