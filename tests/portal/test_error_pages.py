"""What went wrong is said in the portal's own words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.views import defaults

from portal.views import front

LOGIN = "/logg-inn/"


@pytest.fixture
def visitor(content: None) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def broken(error: Exception) -> object:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def test_nul_in_the_address_gives_400(visitor: Client) -> None:
    for address in ("/planverk/?niva=%00", "/planverk/%00/"):
        response = visitor.get(address)
        assert response.status_code == 400
        assert "Vi forstår ikke adressen" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/logg-inn/", "Skjemaet er for gammelt"),
        ("/nn/logg-inn/", "Skjemaet er for gammalt"),
        ("/en/logg-inn/", "The form is too old"),
    ],
)
def test_form_without_its_token_says_how_to_go_on(
    visitor: Client, address: str, heading: str
) -> None:
    response = visitor.post(address, {"login": "x@example.org", "password": "x"})
    assert response.status_code == 403
    assert f"<h1>{heading}</h1>" in response.content.decode()


def test_fault_gives_500_without_the_database(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front.Programme.objects.__class__, "current", broken(RuntimeError("x")))
    response = visitor.get("/")
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


def test_forbidden_page_says_who_one_is_logged_in_as(cast: dict, client_of: object) -> None:
    request = RequestFactory().get("/")
    request.user = cast["fjordvik"]
    request.session = {}
    request.resolver_match = resolve("/")
    response = defaults.permission_denied(request, PermissionDenied())
    assert response.status_code == 403
    assert cast["fjordvik"].name in response.content.decode()


def test_forbidden_page_offers_a_visitor_to_log_in(cast: dict) -> None:
    request = RequestFactory().get("/")
    request.user = cast["visitor"]
    request.session = {}
    request.resolver_match = None
    text = defaults.permission_denied(request, PermissionDenied()).content.decode()
    assert f'href="{LOGIN}"' in text
