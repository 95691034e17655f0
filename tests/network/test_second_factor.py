"""Those whose role opens much have a second factor; a password alone does not let them in."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.test import Client

from network.models import Organisation, User
from tests.codes import code_now
from tests.factories import OrganisationFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "fire ord etter hverandre"
GUESSES = 5
START = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
DEMANDING = ["office_staff", "office_leader", "county_editor", "county_administrator"]


def somebody(kind: str, **more: object) -> User:
    user = UserFactory(**more)
    user.set_password(PASSWORD)
    user.save()
    places = {"office": Organisation.Kind.TRAINING_OFFICE, "county": Organisation.Kind.COUNTY}
    place = places.get(kind.split("_")[0], Organisation.Kind.UPPER_SECONDARY_SCHOOL)
    RoleFactory(user=user, kind=kind, organisation=OrganisationFactory(kind=place))
    return user


def log_in(client: Client, user: User) -> object:
    return client.post("/logg-inn/", {"login": user.email, "password": PASSWORD}, follow=True)


def set_up(client: Client) -> str:
    """Switch the second factor on as the page says; the key of the app."""
    page = BeautifulSoup(client.get("/konto/engangskode/").content, "lxml")
    secret = page.find("code", class_="secret").get_text()
    response = client.post("/konto/engangskode/", {"code": code_now(secret)})
    assert response.status_code == 302
    return secret


def test_whoever_only_reads_needs_it_where_apprentices_are_and_not_at_a_school(
    client: Client,
) -> None:
    reader = somebody("reader")
    log_in(client, reader)
    assert client.get("/planverk/").status_code == 200
    RoleFactory(
        user=reader,
        kind="reader",
        organisation=OrganisationFactory(kind=Organisation.Kind.TRAINING_OFFICE),
    )
    assert client.get("/planverk/")["Location"] == "/konto/engangskode/"


@pytest.mark.parametrize("kind", DEMANDING)
@pytest.mark.parametrize("path", ["/", "/planverk/", "/konto/innlogginger/"])
def test_without_it_every_page_leads_to_setting_it_up(client: Client, kind: str, path: str) -> None:
    log_in(client, somebody(kind))
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"] == "/konto/engangskode/"


def test_without_it_one_can_still_log_out(client: Client) -> None:
    log_in(client, somebody("office_staff"))
    client.post("/logg-ut/")
    assert client.get("/").status_code == 200


def test_set_up_opens_the_portal_and_gives_ten_spare_codes(client: Client) -> None:
    log_in(client, somebody("office_leader"))
    set_up(client)
    page = BeautifulSoup(client.get("/konto/reservekoder/").content, "lxml")
    assert len(page.find("ul", class_="codes").find_all("code")) == 10
    assert client.get("/planverk/").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "Engangskode er slått av."), ("/nn", "Eingongskode"), ("/en", "One-time codes")],
)
def test_what_is_done_is_told_in_the_pages_own_words(
    client: Client, language: str, words: str
) -> None:
    log_in(client, somebody("coordinator"))
    set_up(client)
    page = client.post(f"{language}/konto/engangskode/fjern/", follow=True)
    assert words in BeautifulSoup(page.content, "lxml").find(role="status").get_text()


def test_key_that_was_scanned_holds_though_another_tab_leads_to_the_page_anew(
    client: Client,
) -> None:
    log_in(client, somebody("county_editor"))
    first = BeautifulSoup(client.get("/konto/engangskode/").content, "lxml")
    client.get("/min-side/", follow=True)
    secret = first.find("code", class_="secret").get_text()
    assert client.post("/konto/engangskode/", {"code": code_now(secret)}).status_code == 302
    assert "mfa.totp.secret" not in client.session


def test_wrong_code_is_told_next_to_its_field_and_the_key_stays(client: Client) -> None:
    log_in(client, somebody("county_editor"))
    before = BeautifulSoup(client.get("/konto/engangskode/").content, "lxml")
    response = client.post("/konto/engangskode/", {"code": "000000x"})
    page = BeautifulSoup(response.content, "lxml")
    assert page.find("input", attrs={"name": "code"})["aria-invalid"] == "true"
    secret = page.find("code", class_="secret").get_text()
    assert secret == before.find("code", class_="secret").get_text()


def test_password_alone_no_longer_lets_in(client: Client) -> None:
    user = somebody("county_editor")
    log_in(client, user)
    secret = set_up(client)
    another = Client()
    response = log_in(another, user)
    assert response.redirect_chain[-1] == ("/logg-inn/engangskode/", 302)
    assert "_auth_user_id" not in another.session
    another.post("/logg-inn/engangskode/", {"code": code_now(secret, ahead=1)})
    assert another.session["_auth_user_id"] == str(user.pk)


def lets_in(user: User, code: str) -> bool:
    client = Client()
    log_in(client, user)
    client.post("/logg-inn/engangskode/", {"code": code})
    return "_auth_user_id" in client.session


def test_code_that_set_the_app_up_lets_nobody_in(client: Client) -> None:
    user = somebody("county_editor")
    log_in(client, user)
    assert not lets_in(user, code_now(set_up(client)))


@pytest.mark.parametrize("seconds", [1, 31, 45, 59])
def test_code_lets_in_once_for_as_long_as_it_is_good(client: Client, seconds: int) -> None:
    """A code of the next period is good for almost a minute and a half."""
    user = somebody("county_editor")
    with time_machine.travel(START, tick=False) as clock:
        log_in(client, user)
        code = code_now(set_up(client), ahead=1)
        assert lets_in(user, code)
        clock.shift(seconds)
        assert not lets_in(user, code)
        assert not lets_in(user, f"{code[:3]} {code[3:]}")


def test_spent_code_counts_as_a_wrong_one(client: Client) -> None:
    """Or it would open for guessing anew."""
    user = somebody("county_editor")
    with time_machine.travel(START, tick=False) as clock:
        log_in(client, user)
        secret = set_up(client)
        code = code_now(secret, ahead=1)
        assert lets_in(user, code)
        clock.shift(31)
        for _ in range(GUESSES):
            lets_in(user, code)
        assert not lets_in(user, code_now(secret, ahead=1))


def test_spare_code_lets_in_once(client: Client) -> None:
    user = somebody("office_staff")
    log_in(client, user)
    set_up(client)
    page = BeautifulSoup(client.get("/konto/reservekoder/").content, "lxml")
    spare = page.find("ul", class_="codes").code.get_text()
    for expected in (True, False):
        another = Client()
        log_in(another, user)
        another.post("/logg-inn/engangskode/", {"code": spare})
        assert ("_auth_user_id" in another.session) is expected


def test_who_must_have_it_cannot_take_it_away(client: Client) -> None:
    user = somebody("office_staff")
    log_in(client, user)
    set_up(client)
    client.post("/konto/engangskode/fjern/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()


@pytest.mark.parametrize(("kind", "offered"), [("office_staff", False), ("coordinator", True)])
def test_only_who_may_take_it_away_is_led_there(client: Client, kind: str, offered: bool) -> None:
    log_in(client, somebody(kind))
    set_up(client)
    page = client.get("/konto/").content.decode()
    assert ("/konto/engangskode/fjern/" in page) is offered
    assert ("Rollen din krever det." in page) is not offered


def test_coordinator_may_have_it_and_may_take_it_away(client: Client) -> None:
    user = somebody("coordinator")
    log_in(client, user)
    assert client.get("/planverk/").status_code == 200
    set_up(client)
    client.post("/konto/engangskode/fjern/")
    assert not Authenticator.objects.filter(user=user).exists()


def test_key_lies_closed_in_the_database(client: Client) -> None:
    user = somebody("office_staff")
    log_in(client, user)
    secret = set_up(client)
    assert secret not in str(Authenticator.objects.get(user=user, type="totp").data)


def test_invented_people_of_a_local_run_need_none(client: Client) -> None:
    client.force_login(somebody("county_editor", is_demo=True))
    assert client.get("/planverk/").status_code == 200
