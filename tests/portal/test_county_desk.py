"""The county's desk: what waits, how much of it, and for whom it exists."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.choices import RoleKind
from tests.factories import (
    AccessRequestFactory,
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
)

ALONE = "/fylket/uten-kontakt/"


def soup_of(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "lxml")


@pytest.fixture
def county(db: None) -> Client:
    client = Client()
    client.force_login(RoleFactory(county=True, user__is_demo=True).user)
    return client


def names(client: Client, query: str = "") -> list[str]:
    soup = soup_of(client, ALONE + query)
    return [link.get_text() for link in soup.select(".alone > li > p:first-child a")]


@pytest.mark.parametrize("who", ["county", "administrator"])
def test_each_number_is_the_length_of_its_list(client_of: Callable, who: str) -> None:
    AccessRequestFactory()
    client = client_of(who)
    matters = soup_of(client, "/fylket/").select(".matters > li")
    assert len(matters) == 5
    for matter in matters:
        told = int(matter.select_one(".matter-count").get_text().split()[0])
        heading = soup_of(client, matter.a["href"]).select_one(".results-head h2").get_text()
        assert told == int(heading.split()[0]) > 0


def test_desk_says_when_nothing_waits(county: Client) -> None:
    counts = soup_of(county, "/fylket/").select(".matter-count")
    assert {count.get_text() for count in counts} == {"Ingenting venter"}


@pytest.mark.parametrize("who", ["fjordvik", "leader", "visitor"])
def test_others_are_shown_no_way_to_the_desk(client_of: Callable, who: str) -> None:
    assert not soup_of(client_of(who), "/").find("a", href="/fylket/")
    assert soup_of(client_of("county"), "/").find("a", href="/fylket/")


def test_only_administrators_are_led_to_the_security_log(client_of: Callable) -> None:
    log = {"href": "/fylket/sikkerhetslogg/"}
    assert soup_of(client_of("administrator"), "/fylket/").find("a", log)
    assert not soup_of(client_of("county"), "/fylket/").find("a", log)


def test_member_has_a_contact_when_somebody_who_can_log_in_is_in_charge(county: Client) -> None:
    alone, with_colleague = OrganisationFactory(name="Alene"), OrganisationFactory(name="Kollega")
    RoleFactory(organisation=with_colleague, kind=RoleKind.COLLEAGUE)
    left = OrganisationFactory(name="Sluttet")
    RoleFactory(organisation=left, user__is_active=False)
    RoleFactory(organisation__name="Har koordinator")
    office = OrganisationFactory(office=True, name="Kontor")
    led = OrganisationFactory(office=True, name="Ledet")
    RoleFactory(organisation=led, kind=RoleKind.OFFICE_LEADER)
    OrganisationFactory(name="Nedlagt", active=False)
    OrganisationFactory(name="Fylket", county_council=True)
    expected = sorted(row.name for row in (alone, with_colleague, left, office))
    assert sorted(names(county)) == expected


def test_list_can_be_that_of_a_kind_or_a_municipality(county: Client) -> None:
    OrganisationFactory(name="Skolen", municipality="Levanger")
    OrganisationFactory(office=True, name="Kontoret", municipality="Verdal")
    assert names(county, "?slag=training_office") == ["Kontoret"]
    assert names(county, "?kommune=Levanger") == ["Skolen"]
    assert set(names(county, "?kommune=Finnes-ikke")) == {"Skolen", "Kontoret"}


def test_list_tells_who_is_invited_already(county: Client) -> None:
    waiting = InvitationFactory(kind=RoleKind.COORDINATOR, organisation__name="Invitert")
    InvitationFactory(kind=RoleKind.COLLEAGUE, organisation=waiting.organisation)
    rows = soup_of(county, ALONE).select(".alone > li")
    assert len(rows) == 1
    text = rows[0].get_text(" ", strip=True)
    assert text.count("Invitert ") == 2
    assert waiting.email not in text


def test_only_those_who_may_invite_are_asked_to(county: Client) -> None:
    reader = Client()
    reader.force_login(
        RoleFactory(county=True, kind=RoleKind.COUNTY_READER, user__is_demo=True).user
    )
    OrganisationFactory()
    assert "Inviter" not in soup_of(reader, ALONE).main.get_text()
    assert "Inviter" in soup_of(county, ALONE).main.get_text()
