"""What Django itself writes in the log tells no address of a page either."""

import json

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from portal.views import front
from tests.portal.test_logs import log  # noqa: F401  (a fixture)

SECRET = "hemmelig"


def test_refused_form_does_not_tell_where_one_came_from(
    log: object,  # noqa: F811
    content: None,
) -> None:
    client = Client(enforce_csrf_checks=True)
    referrer = f"https://ond.example/?navn={SECRET}"
    client.post(f"/nn/logg-inn/?navn={SECRET}", {"login": SECRET}, headers={"referer": referrer})
    client.post("/logg-inn/", {"login": SECRET}, secure=True, headers={"referer": referrer})
    client.post("/logg-inn/", {}, headers={"origin": f"https://{SECRET}.example"})
    assert [row["status"] for row in log() if row["event"] == "request"] == [403, 403, 403]
    assert SECRET not in json.dumps(log())


def refuse(cookie: str = "", **headers: str) -> None:
    """Send a form that is not taken, over HTTPS."""
    client = Client(enforce_csrf_checks=True)
    if cookie:
        client.cookies["csrf"] = cookie
    token = headers.pop("token", "")
    data = {"login": SECRET, **({"csrfmiddlewaretoken": token} if token else {})}
    response = client.post(f"/logg-inn/?navn={SECRET}", data, secure=True, headers=headers)
    assert response.status_code == 403


OURS, GOOD = "https://testserver/logg-inn/", "a" * 32
REFUSED = {
    "no_referrer": {},
    "malformed_referrer": {"referer": SECRET},
    "insecure_referrer": {"referer": f"http://testserver/{SECRET}"},
    "foreign_referrer": {"referer": f"https://ond.example/{SECRET}"},
    "foreign_origin": {"origin": f"https://{SECRET}.example"},
    "no_cookie": {"referer": OURS},
    "malformed_cookie": {"referer": OURS, "cookie": SECRET},
    "no_token": {"referer": OURS, "cookie": GOOD},
    "wrong_token": {"referer": OURS, "cookie": GOOD, "token": SECRET},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_log_says_in_a_word_why_a_form_was_refused(
    log: object,  # noqa: F811
    content: None,
    reason: str,
) -> None:
    refuse(**REFUSED[reason])
    lines = log()
    assert [row["event"] for row in lines if row["logger"] == "django.security.csrf"] == [
        f"form refused: {reason}"
    ]
    assert SECRET not in json.dumps(lines)


@pytest.mark.parametrize(
    ("fault", "status"), [(RuntimeError("x"), 500), (SuspiciousOperation(SECRET), 400)]
)
def test_fault_is_told_without_its_page(
    log: object,  # noqa: F811
    content: None,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    status: int,
) -> None:
    def fail(*args: object) -> None:
        raise fault

    monkeypatch.setattr(front.Activity.objects.__class__, "visible_to", fail)
    client = Client(raise_request_exception=False)
    assert client.get(f"/skoler/fjordvik-videregaende-skole-eksempel/?{SECRET}").status_code == (
        status
    )
    lines = log()
    assert "fjordvik" not in json.dumps(lines)
    assert SECRET not in json.dumps(lines)
    told = [row for row in lines if "RuntimeError" in row.get("exception", "")]
    assert len(told) == (status == 500)
