"""Who sends the log-in form too often is told to wait, in the portal's own words and look."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import UserFactory

SENT = 31
WRONG_PASSWORDS = 5
PASSWORD = "fire ord etter hverandre"


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/logg-inn/", "For mange forsøk"),
        ("/nn/logg-inn/", "For mange forsøk"),
        ("/en/logg-inn/", "Too many attempts"),
    ],
)
def test_too_many_forms_are_answered_in_the_readers_language(
    content: None, address: str, heading: str
) -> None:
    client = Client()
    for _ in range(SENT):
        response = client.post(address, {"login": "x", "password": ""})
    assert response.status_code == 429
    page = BeautifulSoup(response.content, "lxml")
    assert page.h1.get_text() == heading
    assert page.find("link", rel="stylesheet")


def test_page_is_made_without_the_database() -> None:
    assert "For mange forsøk" in render_to_string("429.html")


@pytest.mark.django_db
def test_a_locked_account_stays_locked_whatever_others_have_tried_since() -> None:
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    for number in range(WRONG_PASSWORDS):
        log_in(user.email, "feil", address=f"203.0.113.{number}")
    for number in range(400):
        cache.set(f"other-{number}", 1, 300)
    assert not log_in(user.email, PASSWORD, address="203.0.113.99")


@pytest.mark.django_db
def test_an_account_that_few_have_tried_opens() -> None:
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    for number in range(WRONG_PASSWORDS - 1):
        log_in(user.email, "feil", address=f"203.0.113.{number}")
    assert log_in(user.email, PASSWORD, address="203.0.113.99")


@pytest.mark.django_db
def test_an_account_has_one_count_under_whatever_name_the_portal_is_reached() -> None:
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    for number in range(WRONG_PASSWORDS):
        place = {"address": f"203.0.113.{number}", "host": f"localhost:{8000 + number}"}
        log_in(user.email.upper(), "feil", **place)
    assert not log_in(user.email, PASSWORD, address="203.0.113.99", host="localhost:9000")


def log_in(email: str, password: str, *, address: str, host: str = "localhost") -> bool:
    """Whether somebody at the address comes in."""
    client = Client(REMOTE_ADDR=address, HTTP_HOST=host)
    client.post("/logg-inn/", {"login": email, "password": password})
    return "_auth_user_id" in client.session
