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


TEXT = "Elevene lager mat i Bretagne i to uker."
OURS = {"HTTP_ORIGIN": "http://testserver"}


def test_what_was_written_in_an_old_form_is_there_to_be_copied(strict: Client) -> None:
    response = strict.post("/aktiviteter/ny/", {"summary": TEXT}, **OURS)
    assert response.status_code == 403
    assert TEXT in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://example.org"}])
def test_nobody_elsewhere_puts_words_on_the_page(strict: Client, headers: dict[str, str]) -> None:
    assert TEXT not in strict.post("/aktiviteter/ny/", {"summary": TEXT}, **headers).text


def test_old_forms_show_no_password_and_no_identity_number(strict: Client) -> None:
    for secret in (
        {"password": "fire ord etter hverandre"},
        {"summary": "Nummeret er 130972 48022."},
    ):
        (text,) = secret.values()
        assert text not in strict.post("/aktiviteter/ny/", secret, **OURS).text
