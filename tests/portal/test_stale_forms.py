"""A log-in form left open while one logged in elsewhere says who one is logged in as."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import User
from tests.cast import CAST


@pytest.fixture
def strict(cast: dict[str, User]) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["county"])
    return client


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/logg-inn/", "Du er allerede logget inn som {}. Logg ut først for å bytte."),
        ("/nn/logg-inn/", "Du er alt logga inn som {}. Logg ut først for å byte."),
        ("/en/logg-inn/", "You are already logged in as {}. Log out first to switch."),
    ],
)
def test_form_of_an_old_log_in_page_says_who_is_in(
    strict: Client, address: str, words: str
) -> None:
    response = strict.post(address, {"login": CAST["fjordvik"], "password": "x"})
    assert response.status_code == 403
    name = User.objects.get(email=CAST["county"]).name
    text = " ".join(BeautifulSoup(response.content, "lxml").main.get_text().split())
    assert words.format(name) in text


def test_another_old_form_says_only_that_it_is_old(strict: Client) -> None:
    text = strict.post("/logg-ut/").content.decode()
    assert "Skjemaet er for gammelt" in text
    assert "allerede logget inn" not in text
