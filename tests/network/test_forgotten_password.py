"""Whoever has forgotten her password chooses a new one by a link in a letter."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import UserFactory
from tests.letters import deliver, link_in

pytestmark = pytest.mark.django_db

PASSWORD = "fem helt andre ord her"


def test_link_leads_to_choosing_a_new_password(client: Client) -> None:
    user = UserFactory()
    client.post("/glemt-passord/", {"email": user.email})
    page = client.get(link_in(deliver()[0]), follow=True)
    assert BeautifulSoup(page.content, "lxml").main.find("input", type="password")
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(page.request["PATH_INFO"], fields)
    assert client.login(email=user.email, password=PASSWORD)


@pytest.mark.parametrize("page", ["", "/en"])
@pytest.mark.parametrize(("language", "prefix"), [("nb", "/glemt"), ("nn", "/nn/"), ("en", "/en/")])
def test_link_leads_to_the_receivers_language(
    client: Client, language: str, prefix: str, page: str
) -> None:
    user = UserFactory(language=language)
    client.post(f"{page}/glemt-passord/", {"email": user.email})
    link = link_in(deliver()[0])
    assert link.startswith(prefix)
    assert client.get(link, follow=True).status_code == 200


def test_old_link_offers_a_new_one(client: Client) -> None:
    page = client.get("/glemt-passord/1-brukt-0123456789abcdef/", follow=True)
    main = BeautifulSoup(page.content, "lxml").main
    assert not main.find("input", type="password")
    assert main.find("a", href="/glemt-passord/")
