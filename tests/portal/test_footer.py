"""What is said about the portal itself is found from every page, and holds."""

import pytest
from bs4 import BeautifulSoup

from portal.accessibility import Result, by_result, faults, requirements
from tests.portal.page import Page
from tests.portal.pages import SHOWN

ABOUT = ("contact", "funding_programmes", "about", "accessibility", "privacy")


@pytest.mark.parametrize("page", SHOWN, ids=str)
def test_footer_leads_to_what_is_said_about_the_portal(client_of: object, page: Page) -> None:
    soup = BeautifulSoup(client_of("visitor").get(page.url()).content, "lxml")
    linked = {link["href"] for link in soup.select(".site-foot a")}
    assert linked == {Page(name).url() for name in (*ABOUT, "partnerships")}


def test_only_the_cookies_told_of_are_set(client_of: object, person: str) -> None:
    client = client_of(person)
    for page in SHOWN:
        client.get(page.url())
    soup = BeautifulSoup(client.get(Page("privacy").url()).content, "lxml")
    told = {name.get_text() for name in soup.select("main table code")}
    assert set(client.cookies) <= told == {"session", "csrf"}


def test_data_protection_officer_is_named_when_known(client_of: object, settings: object) -> None:
    visitor = client_of("visitor")
    assert b"personvernombud er ikke lagt inn" in visitor.get(Page("privacy").url()).content
    settings.DATA_PROTECTION_OFFICER_EMAIL = "ombud@example.org"
    assert b"mailto:ombud@example.org" in visitor.get(Page("privacy").url()).content


def test_log_goes_through_each_requirement_once() -> None:
    numbers = [row.number for row in requirements()]
    assert len(set(numbers)) == len(numbers) == 55
    assert {row.level for row in requirements()} == {"A", "AA"}


def test_log_says_how_what_is_met_was_tried() -> None:
    assert all(row.how for row in requirements() if row.result in (Result.MET, Result.FAULT))


def test_what_is_not_met_is_told_as_a_fault() -> None:
    failing = {row.number for row in requirements() if row.result == Result.FAULT}
    assert failing <= {fault.number for fault in faults()}


def test_log_counts_what_it_lists(client_of: object) -> None:
    soup = BeautifulSoup(client_of("visitor").get(Page("accessibility").url()).content, "lxml")
    for result, rows in by_result():
        group = soup.find(id=f"krav-{result}")
        assert f"({len(rows)})" in group.summary.get_text()
        assert len(group.select("tbody tr")) == len(rows)
