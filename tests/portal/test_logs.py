"""One line a request, without what a person may have written in the address."""

import io
import json
import logging

import pytest
from django.test import Client

from portal.logs import logging_config


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> object:
    """The lines of a production log."""
    written = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:]
    logging_config(level=logging.INFO, as_json=True)
    (handler,) = (found for found in root.handlers if found not in before)
    handler.setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging_config(level=logging.INFO, as_json=False)
    root.handlers[:] = before


def test_line_says_method_route_status_time_and_user(
    log: object, client_of: object, cast: dict
) -> None:
    client_of("county").get("/planverk/herning-declaration-2025/")
    (line,) = (row for row in log() if row["event"] == "request")
    assert (line["method"], line["route"], line["status"]) == ("GET", "document", 200)
    assert line["user"] == cast["county"].pk
    assert line["ms"] >= 0


def test_query_string_and_address_are_never_logged(log: object, content: None) -> None:
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.7")
    for path in ("/planverk/", "/finnes-ikke/", "/planverk/hemmelig-slug/"):
        client.get(path, {"navn": "hemmelig", "side": "%ff"})
    client.get("/planverk/?navn=hemmelig%00")
    client.get("/?navn=hemmelig", headers={"host": "hemmelig.example"})
    assert len([row for row in log() if row["event"] == "request"]) == 5
    assert "hemmelig" not in json.dumps(log())
    assert "203.0.113.7" not in json.dumps(log())


def test_failed_log_in_leaves_no_name_in_the_log(log: object, content: None) -> None:
    Client().post("/logg-inn/", {"login": "hemmelig@example.org", "password": "hemmelig"})
    assert log()
    assert "hemmelig" not in json.dumps(log())
