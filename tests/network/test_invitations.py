"""A role comes by a link sent by e-mail: once, for two weeks, until it is withdrawn."""

import datetime
import uuid

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import override

from network import invitations
from network.choices import RoleKind
from network.locales import whole_date
from network.models import Invitation, Role, User
from tests.factories import OrganisationFactory, RoleFactory, UserFactory
from tests.letters import deliver, link_in
from tests.raw import change, refused

pytestmark = pytest.mark.django_db
NEW = {"name": "Nora Ny (eksempel)", "password": "fire ord etter hverandre"}


def invited(email: str = "nora@example.org", **more: object) -> Invitation:
    by = RoleFactory()
    given = {"organisation": by.organisation, "kind": RoleKind.COLLEAGUE, "language": "nb"} | more
    return invitations.invite(email=email, submission=uuid.uuid4(), by=by.user, **given)


def answer(client: Client, given: dict, path: str = "/invitasjon/", **more: object) -> object:
    """Send the form of the invitation that came last, as its page has it."""
    return client.post(path, {"shown": Invitation.objects.latest("pk").pk, **given}, **more)


@override("nn")
def test_letter_says_role_and_organisation_in_the_receivers_language() -> None:
    school = OrganisationFactory(name="Ytterøy skule (eksempel)")
    invited(organisation=school, language="nn")
    (letter,) = deliver()
    assert letter.to == ["nora@example.org"]
    assert "Ytterøy skule (eksempel)" in letter.subject
    assert whole_date(localtime(Invitation.objects.get().expires_at).date()) in letter.body
    assert "Les utkasta til skulen" in letter.body
    assert link_in(letter).startswith("/nn/invitasjon/")
    assert 'lang="nn"' in letter.alternatives[0][0]


def test_new_person_makes_an_account_and_is_logged_in_with_the_role(client: Client) -> None:
    invitation = invited()
    page = client.get(link_in(deliver()[0]), follow=True)
    assert invitation.organisation.name in page.content.decode()
    answer(client, NEW)
    user = User.objects.get(email="nora@example.org")
    assert list(user.roles.values_list("organisation", "kind")) == [
        (invitation.organisation_id, "colleague")
    ]
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("typed", ["nora@example.org", "NORA@Example.org"])
def test_whoever_was_invited_with_capitals_logs_in_again_however_she_types(
    client: Client, typed: str
) -> None:
    invited("NORA@Example.org")
    client.get(link_in(deliver()[0]))
    answer(client, NEW)
    again = Client()
    again.post("/logg-inn/", {"login": typed, "password": NEW["password"]})
    assert "_auth_user_id" in again.session


def test_database_takes_no_account_with_capitals_in_its_address() -> None:
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="NORA@example.org")


def test_name_is_kept_without_marks_that_nobody_sees(client: Client) -> None:
    invited()
    client.get(link_in(deliver()[0]))
    assert answer(client, NEW | {"name": "\u202e\u200b"}).status_code == 200
    answer(client, NEW | {"name": "Nora \u202eNy"})
    assert User.objects.get(email="nora@example.org").name == "Nora Ny"


def test_account_is_made_once_when_the_same_form_comes_twice() -> None:
    invitation = invited()
    invitations.accept_as_new(invitation=invitation, **NEW)
    with pytest.raises(invitations.ClosedError):
        invitations.accept_as_new(invitation=invitation, **NEW)
    assert User.objects.filter(email="nora@example.org").count() == 1


def test_second_invitation_to_the_same_new_person_asks_her_to_log_in(client: Client) -> None:
    invitation = invited()
    invited()
    client.get(link_in(deliver()[1]))
    assert client.get("/invitasjon/").context["form"]
    invitations.accept_as_new(invitation=invitation, **NEW)
    with pytest.raises(invitations.KnownError):
        invitations.accept_as_new(invitation=Invitation.objects.waiting().get(), **NEW)
    page = answer(client, NEW, follow=True).content.decode()
    assert "Du har en konto her fra før." in page
    assert Invitation.objects.waiting().count() == 1


def test_somebody_logged_in_as_another_is_told_whom_it_was_sent_to(client: Client) -> None:
    invited()
    client.force_login(UserFactory(name="Ola"))
    page = BeautifulSoup(client.get(link_in(deliver()[0]), follow=True).content, "lxml").main
    assert "Du er logget inn som Ola. Invitasjonen ble sendt til nora@example.org." in " ".join(
        page.get_text().split()
    )
    assert page.find("a", href="/logg-ut/")


def test_opened_link_is_forgotten_when_the_browser_is_closed(client: Client) -> None:
    invited()
    client.get(link_in(deliver()[0]))
    assert client.cookies["session"]["max-age"] == ""


def test_address_bar_shows_no_secret(client: Client) -> None:
    invited()
    response = client.get(link_in(deliver()[0]), follow=True)
    assert response.request["PATH_INFO"] == "/invitasjon/"


def test_link_works_once(client: Client) -> None:
    invited()
    link = link_in(deliver()[0])
    client.get(link)
    answer(client, NEW)
    another = Client()
    assert another.get(link, follow=True).status_code == 410
    assert answer(another, NEW).status_code == 410
    assert Role.objects.filter(kind="colleague").count() == 1


def test_link_is_closed_after_two_weeks(client: Client) -> None:
    invited()
    link = link_in(deliver()[0])
    just_before = timezone.now() + datetime.timedelta(days=14, seconds=-10)
    with time_machine.travel(just_before, tick=False):
        assert client.get(link, follow=True).status_code == 200
    with time_machine.travel(just_before + datetime.timedelta(seconds=20), tick=False):
        assert client.get(link, follow=True).status_code == 410


def test_withdrawn_link_is_closed(client: Client) -> None:
    invitation = invited()
    link = link_in(deliver()[0])
    invitations.withdraw(invitation=invitation)
    assert client.get(link, follow=True).status_code == 410


def test_renewed_invitation_closes_the_old_link(client: Client) -> None:
    invitation = invited()
    old = link_in(deliver()[0])
    invitations.renew(invitation=invitation, by=invitation.invited_by)
    assert client.get(old, follow=True).status_code == 410
    assert client.get(link_in(deliver()[0]), follow=True).status_code == 200


def test_closed_page_is_not_kept_by_the_browser_so_that_a_new_link_opens(client: Client) -> None:
    invitation = invited()
    old = link_in(deliver()[0])
    invitations.renew(invitation=invitation, by=invitation.invited_by)
    for page in (client.get(old), client.get("/invitasjon/")):
        assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("has_account", [True, False])
def test_page_gives_the_role_that_it_says_though_another_link_was_opened_since(
    client: Client, has_account: bool
) -> None:
    colleague = invited()
    invited(kind=RoleKind.COORDINATOR)
    first, second = (link_in(letter) for letter in deliver())
    client.get(first)
    client.get(second)
    if has_account:
        client.force_login(UserFactory())
    path = "/invitasjon/ta-imot/" if has_account else "/invitasjon/"
    said = client.post(path, {**NEW, "shown": colleague.pk}, follow=True).content.decode()
    assert "Du har åpnet en annen invitasjon siden." in said
    assert "internasjonal koordinator" in said
    assert Invitation.objects.waiting().count() == 2


def test_accepted_invitation_cannot_be_withdrawn() -> None:
    invitation = invited()
    invitations.accept(invitation=invitation, user=UserFactory())
    with pytest.raises(invitations.ClosedError):
        invitations.withdraw(invitation=invitation)


def test_same_form_sent_twice_is_one_invitation_and_one_letter() -> None:
    by, submission = RoleFactory(), uuid.uuid4()
    for _ in range(2):
        invitations.invite(
            organisation=by.organisation,
            kind=RoleKind.COLLEAGUE,
            email="nora@example.org",
            language="nb",
            submission=submission,
            by=by.user,
        )
    assert Invitation.objects.count() == 1
    assert len(deliver()) == 1


def test_somebody_with_an_account_logs_in_and_takes_the_role(client: Client) -> None:
    user = UserFactory(email="nora@example.org")
    invitation = invited("Nora@Example.org")
    page = client.get(link_in(deliver()[0]), follow=True)
    main = BeautifulSoup(page.content, "lxml").main
    assert not main.find("input", attrs={"name": "password"})
    assert main.find("a", href="/logg-inn/?next=/invitasjon/")
    client.force_login(user)
    response = answer(client, {}, "/invitasjon/ta-imot/", follow=True)
    assert "Du har fått rollen" in response.content.decode()
    assert user.roles.get().organisation == invitation.organisation


@pytest.mark.parametrize(
    "password", ["kort", "passordpassord1"[:11], "123456789012", "nora@example"]
)
def test_weak_password_is_refused_and_the_name_stays(client: Client, password: str) -> None:
    invited()
    client.get(link_in(deliver()[0]))
    response = answer(client, NEW | {"password": password})
    page = BeautifulSoup(response.content, "lxml")
    assert page.title.get_text().startswith("Feil:")
    assert page.find("input", attrs={"name": "name"})["value"] == NEW["name"]
    assert page.find("input", attrs={"name": "password"})["aria-invalid"] == "true"
    assert not User.objects.filter(email="nora@example.org").exists()


def test_stranger_without_a_link_gets_no_form(client: Client) -> None:
    assert client.get("/invitasjon/").status_code == 410
    assert client.get("/invitasjon/gjettet/", follow=True).status_code == 410


def test_token_is_not_kept() -> None:
    invitation = invited()
    token = link_in(deliver()[0]).rstrip("/").rsplit("/", 1)[1]
    row = Invitation.objects.values().get(pk=invitation.pk)
    assert token not in map(str, row.values())


def test_invited_role_suits_its_organisation() -> None:
    invitation = invited()
    with refused("role_suits_organisation"):
        change(invitation, kind="county_editor")


def test_one_open_invitation_to_a_role() -> None:
    invitation = invited()
    again = invited(organisation=invitation.organisation, email="other@example.org")
    with refused("invitation_open_once"):
        change(again, email="NORA@example.org")
