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
    assert [row["status"] for row in log()] == [403, 403, 403]
    assert SECRET not in json.dumps(log())


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
