"""Who sends the log-in form too often is told to wait, in the portal's own words and look."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client

SENT = 31


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
