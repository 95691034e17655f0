"""People log in and out; nobody registers herself."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import User
from tests.cast import CAST

LOGIN = "/logg-inn/"
PASSWORD = "forankring-for-alle"
PEOPLE = [email for email in CAST.values() if email]
HOME = "/min-side/"


@pytest.fixture
def visitor(content: None) -> Client:
    return Client()


def log_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"login": login, "password": password, **more}, follow=True)


@pytest.mark.parametrize("email", PEOPLE)
def test_demo_person_logs_in_and_out(visitor: Client, email: str) -> None:
    response = log_in(visitor, email)
    assert response.redirect_chain == [(HOME, 302)]
    assert User.objects.get(email=email).name in response.content.decode()
    response = visitor.post("/logg-ut/", follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "_auth_user_id" not in visitor.session


def test_log_in_leads_back_to_where_one_came_from(visitor: Client) -> None:
    response = log_in(visitor, PEOPLE[0], next="/nn/skoler/")
    assert response.redirect_chain == [("/nn/skoler/", 302)]


@pytest.mark.parametrize("address", ["https://ond.example/", "//ond.example/", "javascript:x"])
def test_log_in_never_leads_out_of_the_portal(visitor: Client, address: str) -> None:
    assert log_in(visitor, PEOPLE[0], next=address).redirect_chain == [(HOME, 302)]


def test_case_of_the_address_does_not_matter(visitor: Client) -> None:
    assert log_in(visitor, PEOPLE[0].upper()).redirect_chain == [(HOME, 302)]


@pytest.mark.parametrize(("login", "password"), [(PEOPLE[0], "feil"), ("ukjent@example.org", "x")])
def test_wrong_log_in_is_explained_without_saying_what_was_wrong(
    visitor: Client, login: str, password: str
) -> None:
    response = log_in(visitor, login, password)
    page = BeautifulSoup(response.content, "lxml")
    assert response.status_code == 200
    assert "E-postadressen eller passordet er feil" in page.main.get_text()
    assert page.title.get_text().startswith("Feil:")
    assert page.find("input", attrs={"name": "login", "type": "email"})["value"] == login
    assert not page.find("input", attrs={"type": "password"}).get("value")


def test_missing_password_is_told_next_to_its_field(visitor: Client) -> None:
    page = BeautifulSoup(log_in(visitor, PEOPLE[0], "").content, "lxml")
    field = page.find("input", attrs={"type": "password"})
    assert field["aria-invalid"] == "true"
    told = " ".join(page.find(id=key).get_text() for key in field["aria-describedby"].split())
    assert told.strip()
    assert page.find("input", attrs={"name": "login", "type": "email"})["value"] == PEOPLE[0]


def test_no_field_repeats_its_label_inside_itself(visitor: Client) -> None:
    page = BeautifulSoup(visitor.get(LOGIN).content, "lxml")
    fields = page.main.select("form .ds-field input")
    assert len(fields) == 2
    assert not [field for field in fields if field.has_attr("placeholder")]


def test_registration_is_closed(visitor: Client) -> None:
    new = {"email": "ny@example.org", "password1": "et-langt-passord-9"}
    for response in (visitor.get("/registrer/"), visitor.post("/registrer/", new)):
        assert "Du kan ikke registrere deg selv" in response.content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()


def test_inactive_person_is_not_let_in(visitor: Client) -> None:
    User.objects.filter(email=PEOPLE[0]).update(is_active=False)
    response = log_in(visitor, PEOPLE[0])
    assert "E-postadressen eller passordet er feil" in response.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_guessing_at_a_password_is_stopped_in_plain_words(visitor: Client) -> None:
    answers = [log_in(visitor, PEOPLE[0], f"feil{number}") for number in range(12)]
    assert not any(answer.status_code >= 500 for answer in answers)
    last = BeautifulSoup(answers[-1].content, "lxml")
    assert "For mange" in last.main.get_text()
    assert "_auth_user_id" not in visitor.session


def test_person_who_is_in_is_sent_on_from_the_log_in_page(client_of: object) -> None:
    assert client_of("county").get(LOGIN, follow=True).redirect_chain == [(HOME, 302)]
