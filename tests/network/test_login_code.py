"""A code by e-mail instead of a password, in the receiver's own language."""

import re

import pytest
from django.test import Client

from network.models import User
from tests.factories import RoleFactory
from tests.letters import deliver

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/logg-inn/kode/", "/logg-inn/kode/bekreft/"


@pytest.fixture
def nils() -> User:
    return RoleFactory(user__email="nils@example.org", user__language="nn").user


def test_code_in_the_letter_lets_in(client: Client, nils: User) -> None:
    client.post(ASK, {"email": nils.email})
    (letter,) = deliver()
    assert letter.to == [nils.email]
    code = re.search(r"^\s*(\S{4,}-?\S*)\s*$", letter.body, re.MULTILINE)
    assert code
    client.post(CONFIRM, {"code": code[1]})
    assert client.session["_auth_user_id"] == str(nils.pk)


@pytest.mark.parametrize("page", ["", "/en"])
def test_letter_is_in_the_receivers_language_whatever_the_pages(
    client: Client, nils: User, page: str
) -> None:
    client.post(page + ASK, {"email": "NILS@example.org"})
    (letter,) = deliver()
    assert "E-posten er send av portalen. Svar blir ikkje lesne." in letter.body


def test_unknown_address_gets_no_letter_and_the_same_answer(client: Client, nils: User) -> None:
    known = client.post(ASK, {"email": nils.email})
    deliver()
    unknown = Client().post(ASK, {"email": "ukjent@example.org"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert not deliver()


@pytest.mark.parametrize("email", ["nils@example.org", "ukjent@example.org"])
def test_page_promises_no_letter_that_may_not_have_been_sent(
    client: Client, nils: User, email: str
) -> None:
    page = client.post(ASK, {"email": email}, follow=True).content.decode()
    assert "Vi har sendt" not in page
    assert "Har portalen en konto" in page
