"""Logging in works behind a proxy, whose connections have no address or all the same one."""

import pytest
from django.test import Client

from tests.cast import CAST
from tests.portal.test_accounts import PASSWORD
from tests.portal.test_settings import SECRETS, start

WRONG = {"login": "ukjent@example.org", "password": "feil"}
GUESSES = 10


def enters(client: Client) -> bool:
    client.post("/logg-inn/", {"login": CAST["county"], "password": PASSWORD})
    return "_auth_user_id" in client.session


def guess(client: Client) -> None:
    for number in range(GUESSES):
        client.post("/logg-inn/", {**WRONG, "login": f"ukjent{number}@example.org"})


def behind(address: str) -> Client:
    return Client(REMOTE_ADDR="", headers={"x-forwarded-for": address})


@pytest.fixture
def one_proxy(content: None, settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::7", "unix:", "tull"])
def test_person_behind_a_socket_logs_in(one_proxy: None, address: str) -> None:
    assert enters(behind(address))


def test_guesses_of_one_address_do_not_close_the_door_to_another(one_proxy: None) -> None:
    guess(behind("203.0.113.7"))
    assert not enters(behind("203.0.113.7"))
    assert enters(behind("203.0.113.8"))


def test_only_what_the_proxy_itself_saw_counts(one_proxy: None) -> None:
    guess(behind("203.0.113.7"))
    assert not enters(behind("198.51.100.1, 203.0.113.7"))


def test_without_a_proxy_the_header_is_not_believed(content: None) -> None:
    guess(Client(headers={"x-forwarded-for": "203.0.113.7"}))
    assert not enters(Client(headers={"x-forwarded-for": "203.0.113.8"}))


def test_without_any_address_one_logs_in(content: None) -> None:
    assert enters(Client(REMOTE_ADDR=""))


@pytest.mark.parametrize(("told", "count"), [("1", "1"), ("0", "None"), ("", "None")])
def test_the_proxy_is_believed_where_the_operator_says_so(told: str, count: str) -> None:
    environment = {**SECRETS, "BEHIND_PROXY": told}
    show = "__class__ and getattr(settings, 'ALLAUTH_TRUSTED_PROXY_COUNT', None)"
    assert start(show, **environment).stdout.strip() == count
