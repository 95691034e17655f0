"""On her own account somebody connects Feide, and takes it away again."""

import datetime

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network.models import SecurityEvent, User
from tests.factories import UserFactory
from tests.feide import REALM, Provider, address_in, claims_of, ended_at, is_logged_in, log_in
from tests.letters import deliver

pytestmark = pytest.mark.django_db
PASSWORD = "fire ord etter hverandre"
ACCOUNT = "/konto/feide/"


@pytest.fixture
def user() -> User:
    user = UserFactory(email="nora@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def inside(client: Client, user: User, provider: Provider) -> Client:
    """The user's browser, logged in with a password a moment ago."""
    client.post("/logg-inn/", {"login": user.email, "password": PASSWORD})
    return client


def connect(client: Client, provider: Provider) -> HttpResponse:
    url = address_in(client.post(f"{ACCOUNT}koble-til/"))
    return client.get(provider.log_in(url), follow=True)


def test_feide_that_is_connected_opens_the_account(
    inside: Client, user: User, provider: Provider
) -> None:
    response = connect(inside, provider)
    assert ended_at(response) == ACCOUNT
    assert "Feide er koblet til kontoen din." in response.content.decode()
    another = Client()
    log_in(another, provider)
    assert is_logged_in(another, user)


def test_owner_is_told_by_e_mail(inside: Client, user: User, provider: Provider) -> None:
    connect(inside, provider)
    (letter,) = deliver()
    assert letter.to == [user.email]
    assert "Feide er koblet til kontoen." in letter.body


def test_security_log_tells_of_both(inside: Client, user: User, provider: Provider) -> None:
    connect(inside, provider)
    inside.post(f"{ACCOUNT}koble-fra/")
    events = SecurityEvent.objects.filter(user=user, kind__startswith="feide_").order_by("pk")
    assert list(events.values_list("kind", flat=True)) == ["feide_added", "feide_removed"]


def test_session_left_open_must_be_proved_first(inside: Client, provider: Provider) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        response = inside.post(f"{ACCOUNT}koble-til/")
        assert response["Location"].startswith("/konto/bekreft/")
        page = inside.post(response["Location"], {"password": PASSWORD})
    assert address_in(page).startswith(provider.address)


def test_identity_of_another_account_stays_there(
    inside: Client, user: User, provider: Provider
) -> None:
    other = UserFactory()
    SocialAccount.objects.create(user=other, provider="feide", uid=f"{provider.address} nora")
    response = connect(inside, provider)
    assert "koblet til en annen konto" in response.content.decode()
    assert SocialAccount.objects.get().user == other
    assert is_logged_in(inside, user)


def test_other_home_organisation_is_not_connected(inside: Client, provider: Provider) -> None:
    provider.knows("nora", **claims_of(realm=f"x{REALM}"))
    assert ended_at(connect(inside, provider)) == "/logg-inn/feide/annet-sted/"
    assert not SocialAccount.objects.exists()


def test_feide_is_taken_away(inside: Client, provider: Provider) -> None:
    connect(inside, provider)
    response = inside.post(f"{ACCOUNT}koble-fra/", follow=True)
    assert "Feide er koblet fra kontoen din." in response.content.decode()
    assert not SocialAccount.objects.exists()


def test_last_way_in_is_not_taken_away(inside: Client, user: User, provider: Provider) -> None:
    connect(inside, provider)
    user.set_unusable_password()
    user.save()
    log_in(inside, provider)
    response = inside.post(f"{ACCOUNT}koble-fra/", follow=True)
    assert "Velg et passord først" in response.content.decode()
    assert SocialAccount.objects.exists()


def test_account_page_is_for_the_owner(client: Client, provider: Provider) -> None:
    assert client.get(ACCOUNT).status_code == 302
    assert client.post(f"{ACCOUNT}koble-til/").status_code == 302


def test_portal_without_feide_says_nothing_of_it(client: Client, user: User) -> None:
    client.post("/logg-inn/", {"login": user.email, "password": PASSWORD})
    assert client.get(ACCOUNT).status_code == 404
    assert "Feide" not in client.get("/konto/").content.decode()
