"""Where somebody is logged in, told in words, and ended from afar."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from network.models import SecurityEvent, User
from network.sessions import browser_of
from tests.factories import RoleFactory

pytestmark = pytest.mark.django_db
PAGE = "/konto/innlogginger/"
PASSWORD = "fire ord etter hverandre"
WINDOWS_EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
ANDROID_FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
MAC_CHROME = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36"
)


@pytest.fixture
def user() -> User:
    user = RoleFactory().user
    user.set_password(PASSWORD)
    user.save()
    return user


def inside(user: User, user_agent: str = MAC_CHROME) -> Client:
    client = Client(HTTP_USER_AGENT=user_agent)
    client.post("/logg-inn/", {"login": user.email, "password": PASSWORD})
    return client


def rows(client: Client) -> list[str]:
    soup = BeautifulSoup(client.get(PAGE).content, "lxml")
    return [row.get_text(" ", strip=True) for row in soup.select("tbody tr")]


def test_every_log_in_is_listed_in_words_and_ones_own_is_marked(user: User) -> None:
    first, second = inside(user, WINDOWS_EDGE), inside(user, IPHONE)
    told = rows(second)
    assert ["Edge på Windows" in told[0], "Safari på iPhone" in told[1]] == [True, True]
    assert ["(denne)" in row for row in told] == [False, True]
    assert ["(denne)" in row for row in rows(first)] == [True, False]


def test_other_log_ins_are_ended_and_the_log_says_so(user: User) -> None:
    other, own = inside(user), inside(user)
    own.post(PAGE)
    assert "_auth_user_id" not in other.session
    assert len(rows(own)) == 1
    event = SecurityEvent.objects.get(kind="sessions_ended")
    assert event.user == user


def test_ending_none_is_not_told_of(user: User) -> None:
    inside(user).post(PAGE)
    assert not SecurityEvent.objects.filter(kind="sessions_ended").exists()


def test_log_in_that_no_longer_counts_is_not_listed(user: User) -> None:
    old, logged_out = inside(user), inside(user)
    logged_out.post("/logg-ut/")
    user.set_password("fem helt andre ord her")
    user.save()
    new = Client()
    new.post("/logg-inn/", {"login": user.email, "password": "fem helt andre ord her"})
    assert len(rows(new)) == 1
    assert old.get(PAGE).status_code == 302


def test_many_log_ins_cost_as_many_queries_as_two(
    user: User, django_assert_num_queries: Callable
) -> None:
    _other, own = inside(user), inside(user)
    own.get(PAGE)
    with CaptureQueriesContext(connection) as captured:
        own.get(PAGE)
    few = len(captured)
    for _ in range(4):
        more = Client()
        more.force_login(user)
        kept = {"session_key": more.session.session_key, "ip": "203.0.113.1"}
        UserSession.objects.create(user=user, **kept)
    assert len(rows(own)) == 6
    with django_assert_num_queries(few):
        own.get(PAGE)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WINDOWS_EDGE, "Edge på Windows"),
        (IPHONE, "Safari på iPhone"),
        (ANDROID_FIREFOX, "Firefox på Android"),
        (MAC_CHROME, "Chrome på macOS"),
        ("curl/8.5.0", "Ukjent nettleser"),
        ("", "Ukjent nettleser"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Linux"),
    ],
)
def test_browser_is_told_in_words(user_agent: str, words: str) -> None:
    assert browser_of(user_agent) == words


def test_log_in_after_many_costs_as_many_queries_as_after_one(user: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            inside(user)
        return len(captured)

    inside(user)
    few = cost()
    for _ in range(5):
        inside(user)
    assert cost() == few


def test_log_in_forgets_those_that_no_longer_count(user: User) -> None:
    old = inside(user)
    old.session.flush()
    inside(user)
    assert UserSession.objects.filter(user=user).count() == 1


def test_log_in_from_before_the_secret_key_was_changed_is_still_listed(
    user: User, settings: Settings
) -> None:
    old = inside(user, WINDOWS_EDGE)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, of fifty characters or so, made for this one test"
    new = inside(user, IPHONE)
    assert ["Edge" in rows(new)[0], "Safari" in rows(new)[1]] == [True, True]
    assert old.get(PAGE).status_code == 200
