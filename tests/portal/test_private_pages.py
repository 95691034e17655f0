"""What was made for somebody signed in is kept nowhere."""

import pytest
from django.test import Client

from tests.portal.pages import PAGES

ANONYMOUS = "visitor"
PERSONAL = [page for page in PAGES if page.has_languages and page.status in (200, 404)]


def kept(response: object) -> set[str]:
    value = response.headers.get("Cache-Control", "")
    return {part.strip() for part in value.split(",") if part.strip()}


@pytest.mark.parametrize("page", PERSONAL, ids=str)
def test_page_of_somebody_signed_in_is_kept_nowhere(client_of: object, page: object) -> None:
    response = client_of("county").get(page.url())
    assert kept(response) >= {"private", "no-store"}


def test_answer_to_the_log_in_is_kept_nowhere(content: None) -> None:
    person = {"login": "frida.fylke@example.org", "password": "forankring-for-alle"}
    assert kept(Client().post("/logg-inn/", person)) >= {"private", "no-store"}


def test_visitors_pages_may_be_kept(client_of: object) -> None:
    assert "no-store" not in kept(client_of(ANONYMOUS).get("/planverk/"))


def test_visitor_costs_no_look_into_sessions(
    content: None, django_assert_num_queries: object, client_of: object
) -> None:
    client = client_of(ANONYMOUS)
    client.get("/tiltak/99/")
    client.get("/helse/lever")
    with django_assert_num_queries(0):
        client.get("/planverk")
