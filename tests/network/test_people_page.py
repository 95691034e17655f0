"""Who is what in an organisation: seen by its people, decided by those in charge."""

import datetime
import uuid

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Invitation, Organisation, Role, SecurityEvent, User
from tests.factories import (
    HandOverFactory,
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
)
from tests.letters import deliver, link_in

pytestmark = pytest.mark.django_db

KIND = Role.Kind
DEMO = {"is_demo": True}  # an invented person is not asked for a second factor


def person(kind: Role.Kind, at: Organisation, **more: object) -> User:
    return RoleFactory(kind=kind, organisation=at, user=UserFactory(**DEMO, **more)).user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def coordinator(school: Organisation) -> User:
    return person(KIND.COORDINATOR, school, name="Kari")


PAGE = "/organisasjoner/nes-skole/personer/"


def form(**more: object) -> dict[str, object]:
    given = {"kind": "colleague", "email": "nora@example.org", "language": "nn"}
    return given | {"submission": uuid.uuid4()} | more


def text_of(response: object) -> str:
    return " ".join(BeautifulSoup(response.content, "lxml").main.get_text().split())


def error_at(response: object, field: str) -> str:
    """What the page says beside a field; the summary at the top links there."""
    page = BeautifulSoup(response.content, "lxml")
    assert page.title.get_text().startswith("Feil:")
    assert page.select_one(f".ds-error-summary a[href='#id_{field}']")
    return page.find(id=f"id_{field}_error").get_text().strip()


def test_page_says_who_is_what_and_what_that_lets_them_do(
    school: Organisation, coordinator: User
) -> None:
    text = text_of(browser(coordinator).get(PAGE))
    assert "Internasjonal koordinator (1)" in text
    assert str(KIND.COORDINATOR.description) in text
    assert "Kari (deg)" in text
    assert "Kollega (0)" in text
    assert "Ingen har denne rollen." in text


@pytest.mark.parametrize("kind", [KIND.COLLEAGUE, KIND.READER])
def test_who_is_not_in_charge_sees_names_and_no_more(
    school: Organisation, coordinator: User, kind: Role.Kind
) -> None:
    InvitationFactory(organisation=school, email="venter@example.org")
    response = browser(person(kind, school)).get(PAGE)
    page, text = BeautifulSoup(response.content, "lxml").main, text_of(response)
    assert "Kari" in text
    assert "@" not in text
    assert "engangskode" not in text.lower()
    assert not page.select("form, a[href*=fjern]")


def test_visitor_is_asked_to_log_in_whether_the_page_exists_or_not(school: Organisation) -> None:
    for path in (PAGE, "/organisasjoner/finnes-ikke/personer/"):
        assert Client().get(path)["Location"] == f"/logg-inn/?next={path}"


STRANGERS = {
    "another school's coordinator": lambda: person(KIND.COORDINATOR, OrganisationFactory()),
    "an office's leader": lambda: person(KIND.OFFICE_LEADER, OrganisationFactory(office=True)),
    "nobody anywhere": lambda: UserFactory(**DEMO),
}
READERS = {
    "colleague": lambda school: person(KIND.COLLEAGUE, school),
    "county's reader": lambda school: person(
        KIND.COUNTY_READER, OrganisationFactory(county_council=True)
    ),
}


def actions(school: Organisation) -> list[str]:
    """Every address that changes something at the school."""
    role = RoleFactory(organisation=school, kind=KIND.COLLEAGUE)
    invitation = InvitationFactory(organisation=school)
    place = "/organisasjoner/nes-skole"
    return [
        f"{place}/personer/",
        f"{place}/personer/{role.pk}/fjern/",
        f"{place}/invitasjoner/{invitation.pk}/send/",
        f"{place}/invitasjoner/{invitation.pk}/trekk/",
    ]


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_meet_nothing(school: Organisation, who: str) -> None:
    client = browser(STRANGERS[who]())
    assert client.get(PAGE).status_code == 404
    for path in actions(school):
        assert client.post(path, form()).status_code == 404
    assert Role.objects.filter(organisation=school).count() == 1
    assert Invitation.objects.get().withdrawn_at is None


@pytest.mark.parametrize("who", READERS)
def test_who_may_look_may_not_decide(school: Organisation, who: str) -> None:
    client = browser(READERS[who](school))
    assert client.get(PAGE).status_code == 200
    before = Role.objects.count()
    for path in actions(school):
        assert client.post(path, form()).status_code == 403
    assert Role.objects.count() == before + 1
    assert Invitation.objects.get().withdrawn_at is None


@pytest.mark.parametrize("kind", [KIND.COUNTY_EDITOR, KIND.COUNTY_ADMINISTRATOR])
def test_county_lets_people_in_at_a_school(school: Organisation, kind: Role.Kind) -> None:
    client = browser(person(kind, OrganisationFactory(county_council=True)))
    client.post(PAGE, form(kind="coordinator"))
    assert Invitation.objects.get().organisation == school


def test_countys_own_people_are_the_administrators_to_decide() -> None:
    county = OrganisationFactory(county_council=True, slug="fylket")
    page = "/organisasjoner/fylket/personer/"
    for kind, status in ((KIND.COUNTY_EDITOR, 403), (KIND.COUNTY_ADMINISTRATOR, 302)):
        client = browser(person(kind, county))
        assert client.get(page).status_code == 200
        assert client.post(page, form(kind="county_reader")).status_code == status


def test_bodies_without_roles_have_no_such_page() -> None:
    OrganisationFactory(slug="eu", kind=Organisation.Kind.EU_BODY)
    client = browser(person(KIND.COUNTY_ADMINISTRATOR, OrganisationFactory(county_council=True)))
    assert client.get("/organisasjoner/eu/personer/").status_code == 404


def test_invitation_is_sent_and_stands_on_the_page(school: Organisation, coordinator: User) -> None:
    response = browser(coordinator).post(PAGE, form(), follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Invitasjonen er sendt til nora@example.org." in text_of(response)
    assert "Kollega · sendt" in text_of(response)
    (letter,) = deliver()
    assert letter.to == ["nora@example.org"]
    assert link_in(letter).startswith("/nn/invitasjon/")


def test_same_form_twice_is_one_invitation(school: Organisation, coordinator: User) -> None:
    client, sent = browser(coordinator), form()
    for _ in range(2):
        assert client.post(PAGE, sent).status_code == 302
    assert Invitation.objects.count() == 1
    assert len(deliver()) == 1


def test_somebody_invited_already_is_not_invited_again(
    school: Organisation, coordinator: User
) -> None:
    client = browser(coordinator)
    client.post(PAGE, form())
    response = client.post(PAGE, form(email="Nora@Example.org"))
    assert "alt invitert til denne rollen" in error_at(response, "email")
    assert Invitation.objects.count() == 1


def test_address_longer_than_any_is_told_at_the_field(
    school: Organisation, coordinator: User
) -> None:
    response = browser(coordinator).post(PAGE, form(email=f"{'x' * 250}@example.org"))
    assert error_at(response, "email")
    assert not Invitation.objects.exists()


def test_no_role_is_chosen_beforehand(school: Organisation, coordinator: User) -> None:
    soup = BeautifulSoup(browser(coordinator).get(PAGE).content, "lxml")
    first = soup.select_one("select[name=kind] option")
    assert (first["value"], first.get_text()) == ("", "Velg fra listen")
    response = browser(coordinator).post(PAGE, form(kind=""))
    assert "Velg en rolle" in error_at(response, "kind")


def test_somebody_with_the_role_is_not_invited(school: Organisation, coordinator: User) -> None:
    person(KIND.COLLEAGUE, school, email="nora@example.org")
    response = browser(coordinator).post(PAGE, form(email="NORA@example.org"))
    assert error_at(response, "email") == "Personen har alt denne rollen her."
    assert BeautifulSoup(response.content, "lxml").find(id="id_email")["value"]


@pytest.mark.parametrize(
    ("field", "value"), [("email", "ikke en adresse"), ("email", ""), ("kind", "county_editor")]
)
def test_what_cannot_be_sent_is_explained_and_stays(
    school: Organisation, coordinator: User, field: str, value: str
) -> None:
    response = browser(coordinator).post(PAGE, form(**{field: value}))
    assert error_at(response, field)
    assert Invitation.objects.count() == 0


def test_expired_invitation_can_be_sent_anew(school: Organisation, coordinator: User) -> None:
    client = browser(coordinator)
    client.post(PAGE, form())
    old = link_in(deliver()[0])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15)):
        client = browser(coordinator)
        assert "gikk ut" in text_of(client.get(PAGE))
        found = Invitation.objects.get()
        client.post(f"/organisasjoner/nes-skole/invitasjoner/{found.pk}/send/")
        assert "gikk ut" not in text_of(client.get(PAGE))
        assert Client().get(link_in(deliver()[0]), follow=True).status_code == 200
        assert Client().get(old, follow=True).status_code == 410


def test_withdrawn_invitation_leaves_the_page_and_closes_its_link(
    school: Organisation, coordinator: User
) -> None:
    client = browser(coordinator)
    client.post(PAGE, form())
    found = Invitation.objects.get()
    for _ in range(2):
        client.post(f"/organisasjoner/nes-skole/invitasjoner/{found.pk}/trekk/")
    text = text_of(client.get(PAGE))
    assert "Ingen invitasjoner venter på svar." in text
    assert Client().get(link_in(deliver()[0]), follow=True).status_code == 410


def test_accepted_invitation_can_neither_be_withdrawn_nor_sent(
    school: Organisation, coordinator: User
) -> None:
    now = timezone.now()
    found = InvitationFactory(organisation=school, accepted_at=now, accepted_by=UserFactory())
    client = browser(coordinator)
    for action in ("send", "trekk"):
        path = f"/organisasjoner/nes-skole/invitasjoner/{found.pk}/{action}/"
        assert "alt tatt imot" in text_of(client.post(path, follow=True))
    found.refresh_from_db()
    assert found.withdrawn_at is None
    assert deliver() == []


def test_role_is_removed_after_a_question_and_access_ends(
    school: Organisation, coordinator: User
) -> None:
    nora = person(KIND.COLLEAGUE, school, name="Nora")
    hers, path = browser(nora), f"{PAGE}{nora.roles.get().pk}/fjern/"
    assert hers.get(PAGE).status_code == 200
    client = browser(coordinator)
    assert "Nora er kollega ved Nes skole." in text_of(client.get(path))
    assert nora.roles.exists()
    assert "Rollen er fjernet." in text_of(client.post(path, follow=True))
    assert not nora.roles.exists()
    assert hers.get(PAGE).status_code == 404
    event = SecurityEvent.objects.get(kind="role_removed")
    assert (event.user, event.by, event.organisation) == (nora, coordinator, school)


def test_last_in_charge_is_told_that_nobody_is_left(
    school: Organisation, coordinator: User
) -> None:
    path = f"{PAGE}{coordinator.roles.get().pk}/fjern/"
    client = browser(coordinator)
    assert "Ingen andre har denne rollen." in text_of(client.get(path))
    assert client.post(path)["Location"] == "/"


def test_last_administrator_stays() -> None:
    county = OrganisationFactory(county_council=True, slug="fylket")
    first, second = (person(KIND.COUNTY_ADMINISTRATOR, county) for _ in range(2))
    page, client = "/organisasjoner/fylket/personer/", browser(first)
    client.post(f"{page}{second.roles.get().pk}/fjern/")
    assert not second.roles.exists()
    response = client.post(f"{page}{first.roles.get().pk}/fjern/", follow=True)
    assert "den eneste administratoren" in text_of(response)
    assert first.roles.exists()


def test_id_of_another_organisations_role_or_invitation_leads_nowhere(
    school: Organisation, coordinator: User
) -> None:
    elsewhere = OrganisationFactory()
    role = RoleFactory(organisation=elsewhere)
    invitation = InvitationFactory(organisation=elsewhere)
    client = browser(coordinator)
    paths = [
        f"{PAGE}{role.pk}/fjern/",
        f"/organisasjoner/nes-skole/invitasjoner/{invitation.pk}/send/",
        f"/organisasjoner/nes-skole/invitasjoner/{invitation.pk}/trekk/",
    ]
    assert [client.post(path).status_code for path in paths] == [404, 404, 404]
    assert Role.objects.filter(pk=role.pk).exists()
    assert Invitation.objects.get().withdrawn_at is None


@pytest.mark.parametrize("who", [*STRANGERS, *READERS])
def test_schools_page_leads_those_who_may_to_its_people(school: Organisation, who: str) -> None:
    user = STRANGERS[who]() if who in STRANGERS else READERS[who](school)
    page = browser(user).get("/skoler/nes-skole/").content.decode()
    assert (PAGE in page) is (who in READERS)


def test_page_asks_as_often_for_many_people_as_for_few(
    school: Organisation, coordinator: User
) -> None:
    client = browser(coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    def more() -> None:
        nora = person(KIND.COLLEAGUE, school)
        RoleFactory(user=nora, kind=KIND.READER)
        InvitationFactory(organisation=school)
        HandOverFactory(organisation=school)

    more()
    few = asked()
    for _ in range(5):
        more()
    assert asked() == few
