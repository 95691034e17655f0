"""Somebody who has lost her second factor is helped the same day, by those who answer for her."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from network.models import Organisation, Role, SecurityEvent, User
from tests.factories import OrganisationFactory, RoleFactory, UserFactory
from tests.letters import deliver, link_in
from tests.network.test_people_page import browser, person, text_of
from tests.network.test_second_factor import PASSWORD, log_in, set_up

pytestmark = pytest.mark.django_db

KIND = Role.Kind


@pytest.fixture
def office() -> Organisation:
    return OrganisationFactory(office=True, slug="kontoret")


@pytest.fixture
def nora(office: Organisation) -> User:
    """An office's staff with a second factor, logged in twice."""
    user = UserFactory(name="Nora")
    user.set_password(PASSWORD)
    user.save()
    RoleFactory(user=user, organisation=office, kind=KIND.OFFICE_STAFF)
    return user


@pytest.fixture
def hers(nora: User) -> Client:
    client = Client()
    log_in(client, nora)
    set_up(client)
    return client


def path(user: User, slug: str = "kontoret") -> str:
    role = user.roles.get(organisation__slug=slug)
    return f"/organisasjoner/{slug}/personer/{role.pk}/engangskode/"


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


HELPERS = {
    "the office's leader": lambda office: person(KIND.OFFICE_LEADER, office),
    "a county editor": lambda office: person(
        KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)
    ),
}


@pytest.mark.parametrize("who", HELPERS)
def test_factor_and_sessions_are_gone_and_a_new_factor_is_set_up(
    office: Organisation, nora: User, hers: Client, who: str
) -> None:
    helper = HELPERS[who](office)
    client = browser(helper)
    assert "Har Nora mistet engangskoden?" in text_of(client.get(path(nora)))
    assert has_factor(nora)
    client.post(path(nora))
    assert not has_factor(nora)
    assert not UserSession.objects.filter(user=nora).exists()
    assert hers.get("/konto/")["Location"] == "/logg-inn/?next=/konto/"
    log_in(hers, nora)
    assert hers.get("/planverk/")["Location"] == "/konto/engangskode/"


def test_person_gets_a_letter_and_the_log_tells_who_did_it(
    office: Organisation, nora: User, hers: Client
) -> None:
    leader = person(KIND.OFFICE_LEADER, office)
    deliver()
    client = browser(leader)
    for _ in range(2):
        client.post(path(nora))
    (letter,) = deliver()
    assert letter.to == [nora.email]
    assert link_in(letter) == "/logg-inn/"
    event = SecurityEvent.objects.get(kind="factor_reset")
    assert (event.user, event.by, event.organisation) == (nora, leader, office)


def test_nobody_does_it_for_herself(office: Organisation, hers: Client, nora: User) -> None:
    RoleFactory(user=nora, organisation=office, kind=KIND.OFFICE_LEADER)
    role = nora.roles.get(kind=KIND.OFFICE_STAFF)
    address = f"/organisasjoner/kontoret/personer/{role.pk}/engangskode/"
    assert hers.get(address).status_code == 403
    assert hers.post(address).status_code == 403
    assert has_factor(nora)


def test_leader_does_not_open_what_another_office_has_closed(
    office: Organisation, nora: User, hers: Client
) -> None:
    elsewhere = OrganisationFactory(office=True)
    RoleFactory(user=nora, organisation=elsewhere, kind=KIND.OFFICE_STAFF)
    leader = person(KIND.OFFICE_LEADER, office)
    assert browser(leader).post(path(nora)).status_code == 403
    RoleFactory(user=leader, organisation=elsewhere, kind=KIND.OFFICE_LEADER)
    assert browser(leader).post(path(nora)).status_code == 302
    assert not has_factor(nora)


def test_editor_does_not_open_what_the_countys_administrators_have_closed(
    office: Organisation, nora: User, hers: Client
) -> None:
    county = OrganisationFactory(county_council=True)
    RoleFactory(user=nora, organisation=county, kind=KIND.COUNTY_READER)
    assert browser(person(KIND.COUNTY_EDITOR, county)).post(path(nora)).status_code == 403
    assert browser(person(KIND.COUNTY_ADMINISTRATOR, county)).post(path(nora)).status_code == 302


OTHERS = {
    "another office's leader": (KIND.OFFICE_LEADER, 404),
    "a county reader": (KIND.COUNTY_READER, 403),
    "a coordinator": (KIND.COORDINATOR, 404),
}


@pytest.mark.parametrize("who", OTHERS)
def test_others_do_not(office: Organisation, nora: User, hers: Client, who: str) -> None:
    kind, status = OTHERS[who]
    client = browser(person(kind, OrganisationFactory(kind=kind.suits[0])))
    assert client.get(path(nora)).status_code == status
    assert client.post(path(nora)).status_code == status
    assert has_factor(nora)


def test_colleague_at_the_office_does_not(office: Organisation, nora: User, hers: Client) -> None:
    assert browser(person(KIND.OFFICE_STAFF, office)).post(path(nora)).status_code == 403


def test_id_of_a_role_elsewhere_leads_nowhere(
    office: Organisation, nora: User, hers: Client
) -> None:
    mine = OrganisationFactory(office=True, slug="mitt-kontor")
    address = path(nora).replace("kontoret", "mitt-kontor")
    assert browser(person(KIND.OFFICE_LEADER, mine)).post(address).status_code == 404
    assert has_factor(nora)


def test_page_offers_it_only_where_there_is_a_factor(
    office: Organisation, nora: User, hers: Client
) -> None:
    other = person(KIND.OFFICE_STAFF, office)
    page = browser(person(KIND.OFFICE_LEADER, office)).get("/organisasjoner/kontoret/personer/")
    content = page.content.decode()
    assert path(nora) in content
    assert path(other) not in content
