"""Min side: what waits for each role, the path for whoever is new, language and notices."""

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mobility.models import Activity
from network.choices import RoleKind
from network.models import Organisation, User
from plans.choices import Level
from portal.models import FirstSteps
from portal.my_forms import PreferencesForm
from portal.my_page import LISTINGS
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
    towards,
)

pytestmark = pytest.mark.django_db
PAGE = "/min-side/"
STEPS = "/min-side/steg/"
PREFERENCES = "/min-side/sprak-og-varsler/"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes", name="Nes skole")


@pytest.fixture
def kari(school: Organisation) -> User:
    return RoleFactory(organisation=school, user__name="Kari").user


@pytest.fixture
def client(kari: User) -> Client:
    return browser(kari)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def soup_of(client: Client, path: str = PAGE) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def titles(client: Client, key: str) -> list[str]:
    return [link.get_text() for link in soup_of(client, f"{PAGE}{key}/").select(".docs .title a")]


def reaching(*levels: Level, **more: object) -> Activity:
    """An activity with a confirmed anchor at each of the levels."""
    activity = ActivityFactory(**more)
    for level in levels:
        owner = {"plan": True, "organisation": activity.organisation} if level == "school" else {}
        target = DocumentFactory(level=level, **owner)
        ActivityAnchorFactory(activity=activity, confirmed=True, **towards(target))
    return activity


def test_page_says_who_and_what_one_is(client: Client, school: Organisation) -> None:
    page = soup_of(client)
    assert "Kari" in page.main.get_text()
    assert "Internasjonal koordinator" in page.main.get_text()
    assert page.main.find("a", href=school.get_absolute_url())
    assert len(page.select(".menu li")) > 5


def test_nothing_waits_where_nothing_does(client: Client) -> None:
    assert "Ingenting venter på deg" in soup_of(client).select_one(".empty").get_text()


def test_activity_that_misses_levels_is_listed_with_which(
    client: Client, school: Organisation
) -> None:
    reaching(*Level, organisation=school, title="Når alt")
    reaching(Level.SCHOOL, Level.EUROPEAN, organisation=school, title="Når noe")
    reaching(Level.SCHOOL, organisation=school, title="Ferdig", status="completed")
    reaching(Level.SCHOOL, title="En annens")
    assert titles(client, "hull") == ["Når noe"]
    told = soup_of(client, f"{PAGE}hull/").select_one(".docs").get_text(" ", strip=True)
    assert "Regionale planverk" in told
    assert "europeiske" not in told


def test_level_reached_through_a_plan_is_not_missed(client: Client, school: Organisation) -> None:
    plan = DocumentFactory(plan=True, organisation=school)
    activity = ActivityFactory(organisation=school)
    ActivityAnchorFactory(activity=activity, **towards(plan))
    told = soup_of(client, f"{PAGE}hull/").select_one(".docs").get_text(" ", strip=True)
    assert "Skolens egne planverk" not in told


def test_proposed_and_contested_anchors_wait_and_confirmed_do_not(
    client: Client, school: Organisation
) -> None:
    def activity(title: str, **anchor: object) -> None:
        found = ActivityFactory(organisation=school, title=title)
        ActivityAnchorFactory(activity=found, **towards(DocumentFactory()), **anchor)

    activity("Foreslått")
    activity("Bekreftet", confirmed=True)
    activity("Bestridt", confirmed=True, contested=True)
    activity("Avvist", rejected=True)
    assert set(titles(client, "foreslatt")) == {"Foreslått", "Bestridt"}


def test_drafts_of_ones_own_places_are_listed(client: Client, school: Organisation) -> None:
    ActivityFactory(organisation=school, title="Utkast", published_at=None)
    DocumentFactory(plan=True, organisation=school, title="Planutkast", published_at=None)
    ActivityFactory(title="En annens", published_at=None)
    assert titles(client, "utkast") == ["Utkast"]
    assert titles(client, "planutkast") == ["Planutkast"]


def test_plan_that_runs_out_soon_is_listed_the_first_first(
    client: Client, school: Organisation
) -> None:
    today = timezone.localdate()
    for title, days in (("Snart", 100), ("Alt ute", -1), ("Senere", 400)):
        day = today + datetime.timedelta(days=days)
        dates = {"valid_to_on": day, "valid_to_precision": "day"}
        DocumentFactory(plan=True, organisation=school, title=title, **dates)
    assert titles(client, "gar-ut") == ["Alt ute", "Snart"]


def test_first_five_are_shown_and_all_are_one_click_away(
    client: Client, school: Organisation
) -> None:
    for _ in range(7):
        ActivityFactory(organisation=school, published_at=None)
    section = soup_of(client).select_one("section[aria-labelledby=utkast]")
    assert len(section.select(".docs > li")) == 5
    assert "(7)" in section.h2.get_text()
    link = section.find("a", href=f"{PAGE}utkast/")
    assert link.get_text(strip=True).startswith("Se alle 7")
    assert len(titles(client, "utkast")) == 7


@pytest.mark.parametrize("key", LISTINGS)
def test_list_of_another_role_does_not_exist(key: str, school: Organisation) -> None:
    reader = browser(RoleFactory(organisation=school, kind=RoleKind.COLLEAGUE).user)
    expected = 200 if key in ("kommentert", "utkast", "planutkast", "avtaleutkast") else 404
    assert reader.get(f"{PAGE}{key}/").status_code == expected
    nobody = browser(UserFactory())
    assert nobody.get(f"{PAGE}{key}/").status_code == 404


def test_unknown_list_is_not_found(client: Client) -> None:
    assert client.get(f"{PAGE}finnes-ikke/").status_code == 404


def test_whoever_has_no_role_is_told_how_to_get_one() -> None:
    text = soup_of(browser(UserFactory())).main.get_text()
    assert "Du har ingen rolle i portalen nå" in text


def test_those_in_charge_see_how_many_are_invited(client: Client, school: Organisation) -> None:
    InvitationFactory(organisation=school)
    assert "1 invitasjon venter" in soup_of(client).get_text()
    colleague = browser(RoleFactory(organisation=school, kind=RoleKind.COLLEAGUE).user)
    assert "invitasjon venter" not in soup_of(colleague).get_text()


def test_county_sees_what_waits_at_its_desk(client: Client) -> None:
    county = browser(RoleFactory(county=True, user__is_demo=True).user)
    assert len(soup_of(county).select(".matters > li")) == 5
    assert not soup_of(client).select(".matters")


def test_steps_are_kept_for_oneself(client: Client, kari: User) -> None:
    client.post(STEPS, {"done": ["forankre", "partner"]})
    assert FirstSteps.objects.get().user == kari
    ticked = [box["value"] for box in soup_of(client).select("input[name=done][checked]")]
    assert ticked == ["forankre", "partner"]
    assert not soup_of(browser(RoleFactory().user)).select("input[name=done][checked]")


def test_path_can_be_hidden_and_shown_without_losing_what_is_ticked(client: Client) -> None:
    client.post(STEPS, {"done": ["forankre"], "hide": "1"})
    page = soup_of(client)
    assert not page.select("input[type=checkbox][name=done]")
    form = page.find("button", string="Vis sjekklisten").find_parent("form")
    client.post(STEPS, {"done": [field["value"] for field in form.select("input[name=done]")]})
    assert soup_of(client).select("input[name=done][checked]")


def test_unknown_step_changes_nothing(client: Client) -> None:
    client.post(STEPS, {"done": ["forankre"]})
    client.post(STEPS, {"done": ["hopp-over"]})
    assert FirstSteps.objects.get().done == ["forankre"]
    with pytest.raises(IntegrityError), transaction.atomic():
        FirstSteps.objects.update(done=["hopp-over"])


def test_path_is_for_those_who_run_activities(school: Organisation) -> None:
    colleague = browser(RoleFactory(organisation=school, kind=RoleKind.COLLEAGUE).user)
    assert not soup_of(colleague).select_one(".first-steps")


def test_language_and_notices_are_ones_own_choice(client: Client, kari: User) -> None:
    client.post(PREFERENCES, {"language": "nn", "notices": "off"})
    kari.refresh_from_db()
    assert (kari.language, kari.notices) == ("nn", "off")


def test_choices_change_nothing_else_of_the_account(
    client: Client, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = PreferencesForm.is_valid

    def closed_meanwhile(form: PreferencesForm) -> bool:
        User.objects.filter(pk=kari.pk).update(is_active=False, name="Kari Ny")
        return read(form)

    monkeypatch.setattr(PreferencesForm, "is_valid", closed_meanwhile)
    client.post(PREFERENCES, {"language": "nn", "notices": "off"})
    kari.refresh_from_db()
    assert (kari.language, kari.is_active, kari.name) == ("nn", False, "Kari Ny")


@pytest.mark.parametrize("sent", [{"language": "sv", "notices": "off"}, {"language": "nn"}, {}])
def test_what_is_not_offered_is_told_and_changes_nothing(
    client: Client, kari: User, sent: dict[str, str]
) -> None:
    page = BeautifulSoup(client.post(PREFERENCES, sent).content, "lxml")
    assert page.title.get_text().startswith("Feil:")
    assert page.select_one(".ds-error-summary a")
    kari.refresh_from_db()
    assert (kari.language, kari.notices) == ("nb", "weekly")


@pytest.mark.parametrize("column", ["language", "notices"])
def test_database_knows_the_choices(kari: User, column: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=kari.pk).update(**{column: "x"})


def test_many_rows_cost_as_many_queries_as_few(
    client: Client, school: Organisation, django_assert_num_queries: Callable
) -> None:
    def grow() -> None:
        ActivityFactory(organisation=school, published_at=None)
        reaching(Level.SCHOOL, organisation=school)
        ActivityAnchorFactory(activity__organisation=school, **towards(DocumentFactory()))
        DocumentFactory(plan=True, organisation=school, published_at=None)

    for path in (PAGE, f"{PAGE}hull/", f"{PAGE}planutkast/"):
        grow()
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        few = len(captured)
        for _ in range(3):
            grow()
        with django_assert_num_queries(few):
            client.get(path)
