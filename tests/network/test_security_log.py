"""The security log: what is kept of log-ins, second factors and roles, who reads it, how long."""

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network import invitations, roles
from network.models import Role, SecurityEvent, User
from tests.codes import code_now
from tests.factories import InvitationFactory, OrganisationFactory, RoleFactory, UserFactory
from tests.letters import deliver, link_in

pytestmark = pytest.mark.django_db

PAGE = "/fylket/sikkerhetslogg/"
CSV = f"{PAGE}last-ned.csv"
PASSWORD = "fire ord etter hverandre"
NEW_PASSWORD = "fem helt andre ord her"


@pytest.fixture
def user() -> User:
    user = UserFactory(email="nora@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def administrator() -> Client:
    county = OrganisationFactory(county_council=True)
    user = UserFactory(is_demo=True, name="Astrid")
    RoleFactory(kind=Role.Kind.COUNTY_ADMINISTRATOR, organisation=county, user=user)
    client = Client()
    client.force_login(user)
    return client


def log_in(client: Client, password: str = PASSWORD, login: str = "nora@example.org") -> None:
    client.post("/logg-inn/", {"login": login, "password": password})


def told(user: User | None) -> list[str]:
    """Kinds of what the log tells of somebody, the oldest first."""
    return list(
        SecurityEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)
    )


def event(kind: str = "logged_in", **more: object) -> SecurityEvent:
    return SecurityEvent.objects.create(kind=kind, **more)


def rows(client: Client, query: str = "") -> list[str]:
    page = BeautifulSoup(client.get(PAGE + query).content, "lxml")
    return [" ".join(row.get_text().split()) for row in page.select("main tbody tr")]


def test_log_in_and_out_are_kept(client: Client, user: User) -> None:
    log_in(client)
    client.post("/logg-ut/")
    assert told(user) == ["logged_in", "logged_out"]


def test_wrong_password_is_kept_with_whose_account_it_was(client: Client, user: User) -> None:
    log_in(client, "feil", "NORA@example.org")
    assert told(user) == ["login_failed"]


def test_unknown_address_is_kept_without_the_address(client: Client) -> None:
    log_in(client, login="ukjent@example.org")
    assert told(None) == ["login_failed"]
    assert "ukjent@example.org" not in str(SecurityEvent.objects.values().get())


def test_password_changed_and_forgotten_are_kept(client: Client, user: User) -> None:
    log_in(client)
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/konto/passord/", fields)
    client.post("/logg-ut/")
    client.post("/glemt-passord/", {"email": user.email})
    link = next(link_in(letter) for letter in deliver() if "/glemt-passord/" in letter.body)
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert told(user) == ["logged_in", "password_changed", "logged_out", "password_reset"]


def test_second_factor_and_wrong_codes_are_kept(
    client: Client, user: User, django_capture_on_commit_callbacks: Callable
) -> None:
    log_in(client)
    page = BeautifulSoup(client.get("/konto/engangskode/").content, "lxml")
    secret = page.find("code", class_="secret").get_text()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/konto/engangskode/", {"code": code_now(secret)})
    another = Client()
    log_in(another)
    another.post("/logg-inn/engangskode/", {"code": "000000x"})
    client.post("/konto/engangskode/fjern/")
    assert told(user) == ["logged_in", "factor_added", "code_failed", "factor_removed"]


def test_accepted_invitation_is_kept_as_a_role_given_by_who_invited(user: User) -> None:
    invitation = InvitationFactory()
    invitations.accept(invitation=invitation, user=user)
    kept = SecurityEvent.objects.get(kind="role_given")
    assert (kept.user, kept.by) == (user, invitation.invited_by)
    assert (kept.organisation, kept.role) == (invitation.organisation, "colleague")


def test_role_given_or_removed_twice_is_told_once() -> None:
    by, user, school = UserFactory(), UserFactory(), OrganisationFactory()
    for _ in range(2):
        role = roles.give(user=user, organisation=school, kind=Role.Kind.READER, by=by)
    pk = role.pk
    for _ in range(2):
        roles.remove(role=Role(pk=pk, kind="reader", organisation=school, user=user), by=by)
    assert told(user) == ["role_given", "role_removed"]


def test_what_the_log_says_is_not_changed(user: User) -> None:
    kept = event(user=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecurityEvent.objects.filter(pk=kept.pk).update(kind="logged_out")


@pytest.mark.parametrize("kind", Role.Kind)
def test_only_the_countys_administrators_read_it(client: Client, kind: Role.Kind) -> None:
    organisation = OrganisationFactory(kind=kind.suits[0])
    user = UserFactory(is_demo=True)
    RoleFactory(kind=kind, organisation=organisation, user=user)
    client.force_login(user)
    expected = 200 if kind == Role.Kind.COUNTY_ADMINISTRATOR else 404
    assert [client.get(path).status_code for path in (PAGE, CSV)] == [expected, expected]


@pytest.fixture
def year(administrator: Client) -> dict[str, object]:
    """A log-in of a school's coordinator, a role at the school, and a stranger's failure."""
    school = OrganisationFactory(slug="nes-skole", name="Nes skole")
    user = RoleFactory(organisation=school, user=UserFactory(name="Nora")).user
    zone = timezone.get_default_timezone()
    event(user=user, at=datetime.datetime(2026, 3, 1, 23, 30, tzinfo=zone))
    day = datetime.datetime(2026, 3, 2, 9, tzinfo=zone)
    event("role_given", user=user, organisation=school, role="coordinator", at=day)
    event("login_failed", at=day + datetime.timedelta(days=1))
    return {"school": school, "user": user}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?til=2026-03-03", ["Mislykket innlogging", "Rolle gitt", "Innlogging"]),
        ("?hendelse=role_given", ["Rolle gitt"]),
        ("?organisasjon=nes-skole", ["Rolle gitt", "Innlogging"]),
        ("?fra=2026-03-02&til=2026-03-02", ["Rolle gitt"]),
        ("?til=2026-03-01", ["Innlogging"]),
        ("?organisasjon=nes-skole&hendelse=login_failed", []),
    ],
)
def test_address_says_what_is_shown_and_downloaded(
    administrator: Client, year: dict, query: str, expected: list[str]
) -> None:
    shown = rows(administrator, query)
    assert len(shown) == len(expected)
    assert all(kind in row for kind, row in zip(expected, shown, strict=True))
    file = administrator.get(CSV + query).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1].capitalize() for line in file[1:]] == expected


@pytest.mark.parametrize("query", ["?fra=i-fjor", "?hendelse=ukjent", "?organisasjon=ukjent"])
def test_filter_that_does_not_exist_is_told_and_left_out(
    administrator: Client, year: dict, query: str
) -> None:
    response = administrator.get(PAGE + query)
    page = BeautifulSoup(response.content, "lxml")
    assert page.title.get_text().startswith("Feil:")
    assert len(page.select("main tbody tr")) == SecurityEvent.objects.count()


@pytest.mark.parametrize("query", ["?fra=i-fjor", "?hendelse=ukjent"])
def test_file_is_not_made_of_a_filter_that_was_not_understood(
    administrator: Client, year: dict, query: str
) -> None:
    response = administrator.get(CSV + query, follow=True)
    assert response.redirect_chain == [(PAGE + query, 302)]
    assert BeautifulSoup(response.content, "lxml").title.get_text().startswith("Feil:")
    assert not SecurityEvent.objects.filter(kind="exported").exists()


def test_download_is_itself_kept_and_asking_how_large_it_is_is_not(administrator: Client) -> None:
    administrator.head(CSV)
    assert not SecurityEvent.objects.filter(kind="exported").exists()
    administrator.get(CSV)
    assert SecurityEvent.objects.order_by("-pk").first().kind == "exported"


def test_twenty_five_a_page_in_as_many_queries_as_one(administrator: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            administrator.get(PAGE)
        return len(captured)

    event(user=UserFactory(), organisation=OrganisationFactory(), by=UserFactory())
    few = asked()
    for _ in range(30):
        event(user=UserFactory(), organisation=OrganisationFactory(), by=UserFactory())
    assert asked() == few
    assert len(rows(administrator)) == 25
    assert len(rows(administrator, "?side=2")) == SecurityEvent.objects.count() - 25


def test_event_is_deleted_when_it_is_a_year_old() -> None:
    now = timezone.now()
    limit = now - datetime.timedelta(days=365)
    old = event(at=limit - datetime.timedelta(minutes=1))
    young = event(at=limit + datetime.timedelta(minutes=1))
    call_command("prune_security_log")
    assert list(SecurityEvent.objects.values_list("pk", flat=True)) == [young.pk]
    assert old.pk != young.pk
