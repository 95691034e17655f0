"""A school speaks with its leaders about its own plan, and that stays between them."""

from __future__ import annotations

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from network.models import Organisation, Role, User
from plans.models import LeaderDialogue, PolicyDocument
from tests.dialogue_factories import LeaderDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
PLAN = "/planverk/strategi/"
HERE = f"{PLAN}ledelsen/"
AGREED = "Nitti timer i årsplanen."


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def kari(school: Organisation) -> User:
    return person(KIND.COORDINATOR, school, name="Kari")


@pytest.fixture
def hers(kari: User) -> Client:
    return browser(kari)


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(
        plan=True, slug="strategi", title="Strategien", organisation=school, published_at=None
    )


def talk(**more: object) -> dict[str, object]:
    return {
        "held_on": "2026-10-01",
        "forum": "Ledermøtet",
        "with_role": "rektor",
        "agreed": AGREED,
        "says_yes": "on",
        "submission": uuid.uuid4(),
        **more,
    }


def state(client: Client) -> str:
    """What the plan's own page says of the leaders."""
    said = BeautifulSoup(client.get(PLAN).content, "lxml").select_one(".leaders")
    return " ".join(said.get_text().split()) if said else ""


def test_talk_with_the_leaders_is_noted_with_who_wrote_it(
    hers: Client, kari: User, plan: PolicyDocument
) -> None:
    page = text_of(hers.post(HERE, talk(), follow=True))
    for told in ("1. oktober 2026: Ledermøtet", "rektor", AGREED, "ledelsen sier ja", "Kari"):
        assert told in page
    entry = LeaderDialogue.objects.get()
    assert (entry.plan, entry.noted_by) == (plan, kari)


def test_latest_talk_stands_first(hers: Client, plan: PolicyDocument) -> None:
    for day in ("2026-03-01", "2026-05-01", "2026-04-01"):
        LeaderDialogueFactory(plan=plan, held_on=day)
    page = BeautifulSoup(hers.get(HERE).content, "lxml")
    assert [row.get_text().split(":")[0] for row in page.select(".talks .stop-title")] == [
        "1. mai 2026",
        "1. april 2026",
        "1. mars 2026",
    ]


def test_same_form_sent_twice_is_one_entry(hers: Client, plan: PolicyDocument) -> None:
    form = talk()
    assert [hers.post(HERE, form).status_code for _ in range(2)] == [302, 302]
    assert LeaderDialogue.objects.count() == 1


def test_same_form_corrected_and_sent_again_corrects_the_entry(
    hers: Client, plan: PolicyDocument
) -> None:
    form = talk(agreed="Vikar i en uke.")
    hers.post(HERE, form)
    hers.post(HERE, form | {"agreed": "Vikar i to uker."})
    assert LeaderDialogue.objects.get().agreed == "Vikar i to uker."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", ""),
        ("held_on", "i fjor"),
        ("held_on", "2999-01-01"),
        ("forum", " "),
        ("with_role", "x" * 121),
        ("agreed", ""),
        ("agreed", "Eleven 01010750160 blir med"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_the_rest_stays(
    hers: Client, plan: PolicyDocument, field: str, value: str
) -> None:
    response = hers.post(HERE, talk(**{field: value}))
    assert error_at(response, field)
    page = BeautifulSoup(response.content, "lxml")
    assert page.find("input", {"name": "says_yes"}).has_attr("checked")
    assert not LeaderDialogue.objects.exists()


def test_entry_is_removed_and_history_keeps_it(hers: Client, plan: PolicyDocument) -> None:
    entry = LeaderDialogueFactory(plan=plan)
    events = entry.events.model.objects.filter(pgh_obj_id=entry.pk)
    page = BeautifulSoup(hers.get(HERE).content, "lxml")
    answer = hers.post(page.select_one(".talks form")["action"], follow=True)
    assert "Samtalen er fjernet." in text_of(answer)
    assert not LeaderDialogue.objects.exists()
    assert [event.pgh_label for event in events.order_by("pgh_id")] == ["insert", "delete"]


def test_entry_of_another_plan_is_not_removed_under_this_one(
    hers: Client, plan: PolicyDocument
) -> None:
    entry = LeaderDialogueFactory()
    assert hers.post(f"{HERE}{entry.pk}/fjern/").status_code == 404
    assert LeaderDialogue.objects.get() == entry


WHO = {
    # what reading gives, and what noting and removing give
    "coordinator": (lambda school: person(KIND.COORDINATOR, school), 200, 302),
    "colleague": (lambda school: person(KIND.COLLEAGUE, school), 200, 403),
    "reader": (lambda school: person(KIND.READER, school), 200, 403),
    "county editor": (
        lambda school: person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)),
        200,
        403,
    ),
    "another school": (lambda school: person(KIND.COORDINATOR, OrganisationFactory()), 404, 404),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_read_note_and_remove(school: Organisation, plan: PolicyDocument, who: str) -> None:
    find, reads, writes = WHO[who]
    entry = LeaderDialogueFactory(plan=plan, agreed=AGREED)
    client = browser(find(school))
    response = client.get(HERE)
    assert response.status_code == reads
    assert (AGREED in response.content.decode()) is (reads == 200)
    page = BeautifulSoup(response.content, "lxml")
    assert bool(page.select("main form")) is (writes == 302)
    assert client.post(HERE, talk()).status_code == writes
    assert (LeaderDialogue.objects.count() == 2) is (writes == 302)
    assert client.post(f"{HERE}{entry.pk}/fjern/").status_code == writes
    assert LeaderDialogue.objects.filter(pk=entry.pk).exists() is (writes != 302)


def test_offices_staff_note_what_was_agreed_about_its_plan() -> None:
    office = OrganisationFactory(office=True)
    DocumentFactory(plan=True, slug="strategi", organisation=office)
    browser(person(KIND.OFFICE_STAFF, office)).post(HERE, talk())
    assert LeaderDialogue.objects.get().plan.organisation == office


def test_stranger_is_asked_to_log_in(plan: PolicyDocument) -> None:
    entry = LeaderDialogueFactory(plan=plan)
    for path in (HERE, f"{HERE}{entry.pk}/fjern/"):
        answer = Client().post(path, talk())
        assert answer.status_code == 302
        assert answer["Location"].startswith("/logg-inn/?")
    assert LeaderDialogue.objects.get() == entry


def test_published_plan_shows_nothing_of_it_to_others(plan: PolicyDocument) -> None:
    PolicyDocument.objects.filter(pk=plan.pk).update(published_at=timezone.now())
    LeaderDialogueFactory(plan=plan, agreed=AGREED)
    other = browser(person(KIND.COORDINATOR, OrganisationFactory()))
    for client in (Client(), other):
        page = client.get(PLAN).content.decode()
        assert HERE not in page
        assert "edelsen har sagt ja" not in page
        assert AGREED not in page
        assert AGREED not in client.get("/planverk/?q=nitti+timer").content.decode()
    assert other.get(HERE).status_code == 403
    assert other.post(HERE, talk()).status_code == 403


@pytest.mark.parametrize(("slug", "status"), [("strategi", 403), ("finnes-ikke", 404)])
def test_document_of_no_school_has_no_leaders_to_ask(hers: Client, slug: str, status: int) -> None:
    DocumentFactory(slug="strategi")
    assert hers.get(f"/planverk/{slug}/ledelsen/").status_code == status
    assert hers.post(f"/planverk/{slug}/ledelsen/", talk()).status_code == status
    assert not LeaderDialogue.objects.exists()


def test_plans_page_leads_there_and_tells_its_own_people_and_the_county_how_it_stands(
    hers: Client, school: Organisation, plan: PolicyDocument
) -> None:
    county = browser(person(KIND.COUNTY_READER, OrganisationFactory(county_council=True)))
    colleague = browser(person(KIND.COLLEAGUE, school))
    today = timezone.localdate()
    for client in (hers, colleague, county):
        page = BeautifulSoup(client.get(PLAN).content, "lxml")
        assert page.select_one(f"main a[href='{HERE}']")
        assert state(client) == "Ingen dialog med ledelsen er ført."
    LeaderDialogueFactory(plan=plan, held_on="2026-03-03", says_yes=True)
    assert state(county) == "Ledelsen har sagt ja 3. mars 2026."
    LeaderDialogueFactory(plan=plan, held_on=today - datetime.timedelta(days=1), says_yes=False)
    assert state(hers).startswith("Ledelsen har ikke sagt ja. Siste samtale: ")


def test_steps_of_the_work_lead_to_the_leaders(hers: Client, plan: PolicyDocument) -> None:
    for step in ("rediger/", "rediger/mal/"):
        page = BeautifulSoup(hers.get(f"{PLAN}{step}").content, "lxml")
        assert page.select_one(f".steps a[href='{HERE}']")
    here = BeautifulSoup(hers.get(HERE).content, "lxml")
    assert here.select_one(".steps a[aria-current]")["href"] == HERE


def test_yes_to_the_plan_is_none_to_the_activity_that_rests_on_it(
    hers: Client, school: Organisation, plan: PolicyDocument
) -> None:
    activity = ActivityFactory(slug="tur", organisation=school)
    anchor = ActivityAnchorFactory(activity=activity, target_document=plan)
    hers.post(HERE, talk())
    picked = {"picked": f"{anchor.pk}-{anchor.version}"}
    told = text_of(hers.post("/aktiviteter/tur/forankring/bekreft/", picked, follow=True))
    assert "Ledelsen må ha sagt ja først." in told
    anchor.refresh_from_db()
    assert anchor.status == "proposed"


def test_talk_is_no_edit_of_the_plan(hers: Client, plan: PolicyDocument) -> None:
    hers.post(HERE, talk())
    before = (plan.version, plan.updated_at)
    plan.refresh_from_db()
    assert (plan.version, plan.updated_at) == before
