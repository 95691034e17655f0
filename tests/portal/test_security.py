"""What every answer carries, and what it leaves in the browser."""

import pytest
from django.test import Client

from tests.portal.pages import PAGES

ALLOWED_COOKIES = {"session", "csrf", "language", "colour"}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(response: object) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts if part.strip())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_answer_carries_the_headers_and_allows_only_what_is_ours(
    client_of: object, page: object
) -> None:
    response = client_of("visitor").get(page.url())
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in response.headers["Permissions-Policy"]
    rules = policy(response)
    assert rules["default-src"] == "'none'"
    for name in ("script-src", "style-src", "form-action", "connect-src"):
        assert rules[name] == "'self'"
    assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(rules)


@pytest.mark.parametrize("who", ["visitor", "fjordvik", "county"])
def test_only_the_necessary_cookies_are_set(client_of: object, who: str) -> None:
    client = client_of(who)
    for page in PAGES:
        client.get(page.url())
    assert set(client.cookies) <= ALLOWED_COOKIES


WITH_FORMS = {
    "accessibility",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
}


def test_visitor_who_only_reads_gets_no_cookie(client_of: object) -> None:
    client = client_of("visitor")
    for page in PAGES:
        if page.name not in WITH_FORMS:
            client.get(page.url())
    assert not client.cookies


def test_cookies_of_an_account_are_closed_to_scripts(client_of: object) -> None:
    client = client_of("visitor")
    client.get("/logg-inn/")
    password = "forankring-for-alle"
    client.post("/logg-inn/", {"login": "kari.koordinator@example.org", "password": password})
    assert set(client.cookies) == {"csrf", "session"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_unknown_host_is_refused(content: None) -> None:
    assert Client(headers={"host": "ond.example"}).get("/").status_code == 400


def test_pages_are_compressed(content: None) -> None:
    response = Client().get("/planverk/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
