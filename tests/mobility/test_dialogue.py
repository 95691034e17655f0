"""The leaders' yes is noted, and then the school confirms what its activity rests on."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from mobility.models import Activity, ActivityAnchor, ActivityDialogue
from network.models import Organisation, Role, User
from tests.dialogue_factories import ActivityDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
HERE = "/aktiviteter/tur/ledelsen/"
ANCHORS = "/aktiviteter/tur/forankring/"
CONFIRM = f"{ANCHORS}bekreft/"
AGREED = "To vikardager, og rektor skriver under."


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
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", organisation=school, published_at=None)


@pytest.fixture
def anchor(activity: Activity) -> ActivityAnchor:
    return ActivityAnchorFactory(activity=activity, target_document=DocumentFactory())


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


def picked(*anchors: ActivityAnchor) -> dict[str, list[str]]:
    return {"picked": [f"{anchor.pk}-{anchor.version}" for anchor in anchors]}


def test_talk_with_the_leaders_is_noted_with_who_wrote_it(
    hers: Client, kari: User, activity: Activity
) -> None:
    page = text_of(hers.post(HERE, talk(), follow=True))
    for told in ("1. oktober 2026: Ledermøtet", "rektor", AGREED, "ledelsen sier ja", "Kari"):
        assert told in page
    assert ActivityDialogue.objects.get().noted_by == kari


def test_same_form_sent_twice_is_one_entry(hers: Client, activity: Activity) -> None:
    form = talk()
    assert [hers.post(HERE, form).status_code for _ in range(2)] == [302, 302]
    assert ActivityDialogue.objects.count() == 1


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
    hers: Client, activity: Activity, field: str, value: str
) -> None:
    response = hers.post(HERE, talk(**{field: value}))
    assert error_at(response, field)
    page = BeautifulSoup(response.content, "lxml")
    assert page.find("input", {"name": "says_yes"}).has_attr("checked")
    assert not ActivityDialogue.objects.exists()


def test_entry_is_removed_and_history_keeps_it(hers: Client, activity: Activity) -> None:
    entry = ActivityDialogueFactory(activity=activity)
    events = entry.events.model.objects.filter(pgh_obj_id=entry.pk)
    hers.post(f"{HERE}{entry.pk}/fjern/")
    assert not ActivityDialogue.objects.exists()
    assert events.count() == 2


@pytest.mark.parametrize("how", ["removed", "a later no"])
def test_what_was_confirmed_on_a_yes_is_proposed_again_when_there_is_none(
    hers: Client, anchor: ActivityAnchor, how: str
) -> None:
    hers.post(HERE, talk(says_yes="on"))
    hers.post(CONFIRM, picked(anchor))
    anchor.refresh_from_db()
    assert anchor.status == "confirmed"
    if how == "removed":
        answer = hers.post(f"{HERE}{ActivityDialogue.objects.get().pk}/fjern/", follow=True)
    else:
        answer = hers.post(HERE, talk(held_on=timezone.localdate(), says_yes=""), follow=True)
    assert "1 forankring står som foreslått igjen" in text_of(answer)
    anchor.refresh_from_db()
    assert (anchor.status, anchor.confirmed_by) == ("proposed", None)


def test_same_form_corrected_and_sent_again_corrects_the_entry(
    hers: Client, activity: Activity
) -> None:
    form = talk(agreed="Vikar i en uke.")
    hers.post(HERE, form)
    hers.post(HERE, form | {"agreed": "Vikar i to uker."})
    assert ActivityDialogue.objects.get().agreed == "Vikar i to uker."


def test_without_a_yes_nothing_is_confirmed_and_one_is_led_to_the_leaders(
    hers: Client, anchor: ActivityAnchor
) -> None:
    page = BeautifulSoup(hers.get(ANCHORS).content, "lxml").main
    assert page.find("a", string="Skriv inn hva dere ble enige om", href=HERE)
    assert not page.find("input", {"name": "picked"})
    told = text_of(hers.post(CONFIRM, picked(anchor), follow=True))
    assert "Ledelsen må ha sagt ja først." in told
    anchor.refresh_from_db()
    assert anchor.status == "proposed"


def test_latest_word_of_the_leaders_counts(hers: Client, anchor: ActivityAnchor) -> None:
    today = timezone.localdate()
    before = today - datetime.timedelta(days=30)
    ActivityDialogueFactory(activity=anchor.activity, held_on=before, says_yes=True)
    ActivityDialogueFactory(activity=anchor.activity, held_on=today, says_yes=False)
    hers.post(CONFIRM, picked(anchor))
    anchor.refresh_from_db()
    assert anchor.status == "proposed"


def test_ticked_anchors_are_confirmed_by_whom_and_when(
    hers: Client, kari: User, anchor: ActivityAnchor
) -> None:
    ActivityDialogueFactory(activity=anchor.activity)
    other = ActivityAnchorFactory(activity=anchor.activity, target_document=DocumentFactory())
    page = BeautifulSoup(hers.get(ANCHORS).content, "lxml")
    boxes = [box["value"] for box in page.find_all("input", {"name": "picked"})]
    assert sorted(boxes) == sorted(picked(anchor, other)["picked"])
    told = text_of(hers.post(CONFIRM, picked(anchor), follow=True))
    assert "1 forankring er bekreftet." in told
    for row in (anchor, other):
        row.refresh_from_db()
    assert (anchor.status, anchor.confirmed_by, anchor.version) == ("confirmed", kari, 2)
    assert other.status == "proposed"


def test_what_changed_since_it_was_read_is_not_confirmed(
    hers: Client, anchor: ActivityAnchor
) -> None:
    ActivityDialogueFactory(activity=anchor.activity)
    form = picked(anchor)
    hers.post(f"{ANCHORS}{anchor.pk}/endre/", {"read": 1, "rationale": "En annen grunn."})
    told = text_of(hers.post(CONFIRM, form, follow=True))
    assert "1 forankring var endret" in told
    anchor.refresh_from_db()
    assert anchor.status == "proposed"


def test_anchor_of_another_activity_is_left_alone(hers: Client, anchor: ActivityAnchor) -> None:
    ActivityDialogueFactory(activity=anchor.activity)
    foreign = ActivityAnchorFactory(target_document=DocumentFactory())
    hers.post(CONFIRM, picked(foreign))
    foreign.refresh_from_db()
    assert foreign.status == "proposed"


@pytest.mark.parametrize("form", [{}, {"picked": ["x"]}])
def test_nothing_ticked_is_told(hers: Client, anchor: ActivityAnchor, form: dict) -> None:
    ActivityDialogueFactory(activity=anchor.activity)
    assert hers.post(CONFIRM, form, follow=True).status_code == 200
    anchor.refresh_from_db()
    assert anchor.status == "proposed"


WHO = {
    # reads what was agreed, notes it, confirms
    "coordinator": (lambda school: person(KIND.COORDINATOR, school), 200, True, True),
    "colleague": (lambda school: person(KIND.COLLEAGUE, school), 200, False, False),
    "county editor": (
        lambda school: person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)),
        200,
        False,
        False,
    ),
    "another school": (
        lambda school: person(KIND.COORDINATOR, OrganisationFactory()),
        404,
        False,
        False,
    ),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_read_note_and_confirm(
    school: Organisation, anchor: ActivityAnchor, who: str
) -> None:
    find, reads, notes, confirms = WHO[who]
    ActivityDialogueFactory(activity=anchor.activity, agreed=AGREED)
    client = browser(find(school))
    response = client.get(HERE)
    assert response.status_code == reads
    assert (AGREED in response.content.decode()) is (reads == 200)
    client.post(HERE, talk())
    assert (ActivityDialogue.objects.count() == 2) is notes
    client.post(CONFIRM, picked(anchor))
    anchor.refresh_from_db()
    assert (anchor.status == "confirmed") is confirms


def test_published_activity_shows_nothing_of_it_to_others(
    activity: Activity, school: Organisation
) -> None:
    Activity.objects.filter(pk=activity.pk).update(published_at=timezone.now())
    ActivityDialogueFactory(activity=activity, agreed=AGREED)
    page = Client().get("/aktiviteter/tur/").content.decode()
    assert HERE not in page
    assert AGREED not in page
    other = browser(person(KIND.COORDINATOR, OrganisationFactory()))
    assert other.get(HERE).status_code == 403


def test_offices_staff_note_and_the_leader_confirms() -> None:
    office = OrganisationFactory(office=True)
    activity = ActivityFactory(slug="tur", organisation=office)
    anchor = ActivityAnchorFactory(activity=activity, target_document=DocumentFactory())
    staff = browser(person(KIND.OFFICE_STAFF, office))
    staff.post(HERE, talk())
    assert ActivityDialogue.objects.count() == 1
    assert staff.post(CONFIRM, picked(anchor)).status_code == 403
    browser(person(KIND.OFFICE_LEADER, office)).post(CONFIRM, picked(anchor))
    anchor.refresh_from_db()
    assert anchor.status == "confirmed"
