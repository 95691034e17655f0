"""Somebody Feide knows and nobody has invited asks the county for access, and is answered."""

import uuid
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from network.choices import Pace, RoleKind
from network.models import AccessRequest, Invitation, Organisation, User
from tests.factories import (
    AccessRequestFactory,
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
)
from tests.feide import REALM, Provider, claims_of, ended_at, is_logged_in, log_in
from tests.letters import deliver, link_in

pytestmark = pytest.mark.django_db

PAGE = "/tilgang/"
DESK = "/fylket/tilgang/"
NORA = "nora@skolen.example.org"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes", name="Nes skole")


@pytest.fixture
def asker(client: Client, provider: Provider, school: Organisation) -> Client:
    """Nora's browser, come back from Feide."""
    assert ended_at(log_in(client, provider)) == PAGE
    return client


@pytest.fixture
def desk() -> Client:
    return county()


def county(kind: str = RoleKind.COUNTY_EDITOR) -> Client:
    client = Client()
    client.force_login(RoleFactory(county=True, kind=kind, user__is_demo=True).user)
    return client


def answers(**more: object) -> dict[str, object]:
    given = {"organisation": "nes", "kind": "coordinator", "email": NORA, "message": ""}
    return {"submission": uuid.uuid4(), **given, **more}


def text_of(client: Client, path: str) -> str:
    return BeautifulSoup(client.get(path).content, "lxml").main.get_text(" ", strip=True)


def send(client: Client, **more: object) -> BeautifulSoup:
    answer = client.post(PAGE, answers(**more), follow=True)
    return BeautifulSoup(answer.content, "lxml")


def test_stranger_known_to_feide_asks_and_is_told_what_comes(asker: Client) -> None:
    assert "Nora Ny (eksempel)" in text_of(asker, PAGE)
    told = send(asker, message="Jeg tar over etter Ola.").main.get_text(" ", strip=True)
    assert "som internasjonal koordinator ved Nes skole" in told
    assert NORA in told
    asked = AccessRequest.objects.get()
    assert (asked.name, asked.home) == ("Nora Ny (eksempel)", REALM)
    assert not is_logged_in(asker)
    assert not User.objects.filter(email=NORA).exists()


def test_county_gives_access_and_the_invitation_gives_the_role(
    asker: Client, desk: Client, provider: Provider, school: Organisation
) -> None:
    send(asker)
    assert "Nora Ny (eksempel)" in text_of(desk, DESK)
    desk.post(f"{DESK}{AccessRequest.objects.get().pk}/gi/")
    letter = deliver()[-1]
    assert letter.to == [NORA]
    asker.get(link_in(letter))
    log_in(asker, provider, invitation="1", shown=Invitation.objects.get().pk)
    user = User.objects.get(email=NORA)
    assert is_logged_in(asker, user)
    assert user.roles.get().kind == RoleKind.COORDINATOR
    assert user.roles.get().organisation == school


def test_who_asked_is_forgotten_when_it_is_decided(desk: Client) -> None:
    granted, refused = AccessRequestFactory(), AccessRequestFactory(message="Hei")
    desk.post(f"{DESK}{granted.pk}/gi/")
    desk.post(f"{DESK}{refused.pk}/avsla/")
    for asked in AccessRequest.objects.all():
        assert asked.decided_at
        assert asked.decided_by
        assert (asked.name, asked.email, asked.message, asked.asker) == ("", "", "", "")
    columns = {field.name for field in granted.events.model._meta.fields}
    assert granted.events.count() == 2
    assert columns.isdisjoint({"name", "email", "message", "asker"})


def test_refusal_is_confirmed_first_and_told_in_the_askers_language(desk: Client) -> None:
    asked = AccessRequestFactory(language="nn", organisation__name="Nes")
    assert "Vil du avslå" in text_of(desk, f"{DESK}{asked.pk}/avsla/")
    assert not deliver()
    desk.post(f"{DESK}{asked.pk}/avsla/")
    (letter,) = deliver()
    assert letter.to == [asked.email]
    assert "Fylkeskommunen har ikkje gitt deg tilgang" in letter.body
    assert link_in(letter) == "/nn/kontakt/"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("last", ["gi", "avsla"])
def test_what_is_decided_is_not_decided_again(desk: Client, last: str) -> None:
    asked = AccessRequestFactory()
    desk.post(f"{DESK}{asked.pk}/gi/")
    deliver()
    answer = desk.post(f"{DESK}{asked.pk}/{last}/", follow=True)
    assert "alt avgjort" in answer.content.decode()
    assert not deliver()


def test_somebody_invited_meanwhile_is_sent_a_new_link(desk: Client) -> None:
    asked = AccessRequestFactory(email="Nora@example.org")
    waiting = InvitationFactory(
        organisation=asked.organisation, kind=asked.kind, email="nora@example.org"
    )
    desk.post(f"{DESK}{asked.pk}/gi/")
    asked.refresh_from_db()
    assert asked.invitation == waiting
    assert Invitation.objects.count() == len(deliver()) == 1


def test_somebody_whose_letter_was_lost_asks_again_and_is_given_access_again(
    desk: Client, school: Organisation
) -> None:
    for _time in range(2):
        waiting = AccessRequestFactory(organisation=school, kind="coordinator", email=NORA)
        assert desk.post(f"{DESK}{waiting.pk}/gi/").status_code == 302
    assert Invitation.objects.count() == 1
    assert len(deliver()) == 2


def test_same_form_sent_twice_is_one_request(asker: Client) -> None:
    form = answers()
    asker.post(PAGE, form)
    asker.post(PAGE, form)
    assert AccessRequest.objects.count() == 1


def test_same_person_waits_once_whatever_browser(asker: Client, provider: Provider) -> None:
    send(asker)
    other = Client()
    log_in(other, provider)
    assert "Trekk forespørselen tilbake" in text_of(other, PAGE)
    send(other, email="en.annen@example.org")
    assert AccessRequest.objects.get().email == NORA


def test_request_can_be_withdrawn_and_made_anew(asker: Client) -> None:
    send(asker)
    asker.post(f"{PAGE}trekk/")
    assert not AccessRequest.objects.exists()
    send(asker, kind="colleague")
    assert AccessRequest.objects.get().kind == RoleKind.COLLEAGUE


def test_asking_anew_again_and_again_fills_nobodys_mailbox(asker: Client) -> None:
    for _time in range(5):
        send(asker)
        asker.post(f"{PAGE}trekk/")
    told = send(asker, message="Nå igjen.")
    assert "mange ganger i dag" in told.main.get_text(" ", strip=True)
    assert told.select_one("textarea").text.strip() == "Nå igjen."
    assert not AccessRequest.objects.exists()


def test_somebody_elses_request_is_not_withdrawn(asker: Client, provider: Provider) -> None:
    send(asker)
    other = Client()
    provider.knows("olav", **claims_of("olav"))
    log_in(other, provider, "olav")
    other.post(f"{PAGE}trekk/")
    assert AccessRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"organisation": ""}, "organisation", "Velg skolen eller opplæringskontoret."),
        ({"organisation": "finnes-ikke"}, "organisation", "finnes-ikke"),
        ({"kind": ""}, "kind", "Velg en rolle."),
        ({"kind": "county_editor"}, "kind", "county_editor"),
        ({"kind": "office_leader"}, "kind", "Velg en rolle som finnes der du arbeider."),
        ({"email": "nora"}, "email", "e-postadresse"),
        ({"message": "Nummeret er 17054026641."}, "message", "fødselsnummer"),
        ({"message": "x" * 1001}, "message", "1000"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(
    asker: Client, given: dict[str, str], field: str, told: str
) -> None:
    page = send(asker, **{"email": "skrevet@example.org", **given})
    assert told in page.select_one(f"#id_{field}_error").get_text()
    assert page.title.get_text().startswith("Feil:")
    kept = given.get("email", "skrevet@example.org")
    assert page.select_one("input[name=email]")["value"] == kept
    assert not AccessRequest.objects.exists()


def test_unpublished_and_closed_organisations_are_not_offered(
    asker: Client, school: Organisation
) -> None:
    OrganisationFactory(slug="hemmelig", published_at=None)
    OrganisationFactory(slug="nedlagt", active=False)
    OrganisationFactory(slug="fylket", county_council=True)
    page = BeautifulSoup(asker.get(PAGE).content, "lxml")
    offered = [option["value"] for option in page.select("select[name=organisation] option")]
    assert offered == ["", "nes"]


def test_whoever_has_not_come_by_feide_is_told_who_makes_accounts(
    client: Client, provider: Provider
) -> None:
    assert ended_at(client.get(PAGE, follow=True)) == "/registrer/"
    client.post(PAGE, answers())
    assert not AccessRequest.objects.exists()


def test_whoever_has_an_account_does_not_ask(asker: Client) -> None:
    asker.force_login(RoleFactory().user)
    asker.post(PAGE, answers())
    assert not AccessRequest.objects.exists()


def test_portal_without_feide_has_no_such_address(client: Client, settings: Settings) -> None:
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}trekk/").status_code == 404


def test_reader_at_the_county_sees_who_waits_and_decides_nothing() -> None:
    reader, asked = county(RoleKind.COUNTY_READER), AccessRequestFactory()
    page = BeautifulSoup(reader.get(DESK).content, "lxml")
    assert asked.name in page.main.get_text()
    assert not page.main.find("button")
    assert reader.post(f"{DESK}{asked.pk}/gi/").status_code == 403
    assert reader.post(f"{DESK}{asked.pk}/avsla/").status_code == 403
    assert AccessRequest.objects.waiting().exists()


@pytest.mark.parametrize("path", ["", "{pk}/gi/", "{pk}/avsla/"])
def test_for_schools_requests_do_not_exist(path: str) -> None:
    asked = AccessRequestFactory()
    client = Client()
    client.force_login(RoleFactory(organisation=asked.organisation).user)
    assert client.post(DESK + path.format(pk=asked.pk)).status_code in (404, 405)
    assert client.get(DESK + path.format(pk=asked.pk)).status_code in (404, 405)
    assert AccessRequest.objects.waiting().exists()


def test_list_asks_as_often_for_many(desk: Client, django_assert_num_queries: Callable) -> None:
    AccessRequestFactory()
    with CaptureQueriesContext(connection) as few:
        desk.get(DESK)
    for _ in range(5):
        AccessRequestFactory()
    with django_assert_num_queries(len(few.captured_queries)):
        desk.get(DESK)


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": RoleKind.OFFICE_LEADER},
        {"kind": RoleKind.COUNTY_EDITOR},
        {"kind": "x"},
        {"language": "sv"},
        {"email": ""},
        {"asker": ""},
    ],
)
def test_database_refuses_what_nobody_may_ask_for(broken: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequestFactory(**broken)


def test_database_refuses_a_decision_that_remembers_who_asked(desk: Client) -> None:
    asked = AccessRequestFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRequest.objects.filter(pk=asked.pk).update(
            decided_at="2026-11-27T10:00Z", decided_by=RoleFactory().user
        )


@pytest.mark.parametrize(
    ("kind", "notices", "is_told"),
    [
        (RoleKind.COUNTY_EDITOR, Pace.AT_ONCE, True),
        (RoleKind.COUNTY_ADMINISTRATOR, Pace.AT_ONCE, True),
        (RoleKind.COUNTY_EDITOR, Pace.DAILY, False),
        (RoleKind.COUNTY_READER, Pace.AT_ONCE, False),
    ],
)
def test_county_is_told_at_once_where_it_wants_to_be(
    asker: Client, kind: str, notices: str, is_told: bool
) -> None:
    user = RoleFactory(county=True, kind=kind, user__notices=notices).user
    send(asker)
    letters = deliver()
    assert [letter.to for letter in letters] == ([[user.email]] if is_told else [])
    assert not any(word in letter.body for letter in letters for word in ("Nora", NORA))
