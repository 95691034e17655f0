"""Every page that visitors get says what it knows of its address, or is named here."""

from django.urls import resolve

from network.addresses import parameters_of
from tests.portal.page import Page
from tests.portal.pages import PAGES

# Pages with a form carry their reader's token, those of accounts say more; health looks anew.
FOR_ONE_READER = ("accessibility", "account_", "health_", "invitation", "mfa_", "usersessions_")


def is_for_one_reader(page: Page) -> bool:
    return page.name.startswith(FOR_ONE_READER)


def test_every_page_for_visitors_is_a_public_page_or_for_one_reader() -> None:
    """Decorate the view with `public_page`, naming the query parameters it knows."""
    shown = [page for page in PAGES if page.status_for("visitor") == 200]
    undeclared = {page.name for page in shown if parameters_of(resolve(page.url()).func) is None}
    assert undeclared == {page.name for page in shown if is_for_one_reader(page)}
