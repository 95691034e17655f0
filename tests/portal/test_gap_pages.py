"""The gaps' page: each number leads to a list of that many, and lists are of one kind."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.gaps import GAPS
from tests.factories import (
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    SuccessionFactory,
    anchor,
)
from tests.portal.test_coverage_pages import list_length, soup_of

PAGE = "/forankring/mangler/"


@pytest.mark.parametrize("who", ["visitor", "county", "fjordvik"])
def test_every_number_leads_to_a_list_of_that_many(client_of: Callable, who: str) -> None:
    client = client_of(who)
    # What a gap is counted among stands in other rooms' lists (see test_counts).
    links = soup_of(client, PAGE).select(".gaps td:not(:nth-child(2)) a, #medlemmer ~ .gaps td a")
    assert len(links) > 5
    for link in links:
        assert list_length(soup_of(client, link["href"])) == int(link.get_text())


def test_number_of_ended_documents_is_that_of_their_list(client_of: Callable) -> None:
    client = client_of("visitor")
    [link] = soup_of(client, PAGE).select("#avlost ~ p a")
    assert link["href"] == f"{PAGE}avlost/"
    assert list_length(soup_of(client, link["href"])) == int(link.get_text().split()[0])


def rows(client: Client, gap: str, query: str = "") -> list[str]:
    soup = soup_of(client, f"{PAGE}{gap}/?{query}")
    return [row.get_text(" ", strip=True) for row in soup.select("main .title a, main .points a")]


@pytest.mark.django_db
def test_members_without_anything_are_told_from_those_with_a_plan(client: Client) -> None:
    idle = OrganisationFactory(name="Uten")
    planning = DocumentFactory(plan=True, organisation__name="Med plan").organisation
    ActivityFactory(organisation__name="Med aktivitet")
    OrganisationFactory(name="Administrasjonen", listed=False)
    office = OrganisationFactory(office=True, name="Kontoret")
    assert rows(client, "skoler") == [planning.name, idle.name]
    assert rows(client, "skoler-uten-noe") == [idle.name]
    assert rows(client, "opplaringskontor") == [office.name]


@pytest.mark.django_db
def test_list_of_documents_can_be_that_of_a_level(client: Client) -> None:
    DocumentFactory(level="national", title="Nasjonalt")
    DocumentFactory(level="european", title="Europeisk")
    assert rows(client, "planverk") == ["Europeisk", "Nasjonalt"]
    assert rows(client, "planverk", "niva=national") == ["Nasjonalt"]


@pytest.mark.django_db
def test_ended_document_names_what_holds_instead(client: Client) -> None:
    old, new = DocumentFactory(status="replaced"), DocumentFactory(title="Den nye")
    SuccessionFactory(predecessor_document=old, successor_document=new)
    anchor(DocumentFactory(plan=True), old)
    page = soup_of(client, f"{PAGE}avlost/")
    assert page.find("a", string="Den nye")
    assert page.find("a", href=f"{old.get_absolute_url()}#ned")


@pytest.mark.parametrize("query", ["niva=school", "niva=x"])
def test_unknown_level_is_told_and_left_out(client_of: Callable, query: str) -> None:
    client = client_of("visitor")
    assert soup_of(client, f"{PAGE}planverk/?{query}").select_one(".ds-alert")
    assert rows(client, "planverk", query) == rows(client, "planverk")


def test_unknown_gap_is_not_found(client_of: Callable) -> None:
    assert client_of("visitor").get(f"{PAGE}finnes-ikke/").status_code == 404


@pytest.mark.parametrize("gap", GAPS)
def test_gap_that_is_closed_says_so(client: Client, gap: str, db: None) -> None:
    assert soup_of(client, f"{PAGE}{gap}/").select_one(".empty")


def test_hidden_rows_are_in_no_gap(client_of: Callable) -> None:
    hidden = DocumentFactory(level="national", title="Hemmelig", published_at=None)
    school = OrganisationFactory(name="Hemmelig skole", published_at=None)
    visitor, county = client_of("visitor"), client_of("county")
    assert hidden.title not in rows(visitor, "planverk", "niva=national")
    assert hidden.title in rows(county, "planverk", "niva=national")
    assert not any(school.name in rows(visitor, "skoler", f"side={page}") for page in (1, 2))
