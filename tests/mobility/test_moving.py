"""An anchor in what has ended is moved to what holds in its place, reason and all."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mobility.models import Activity, ActivityAnchor
from network.models import Role
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    SuccessionFactory,
)
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

HERE = "/aktiviteter/tur/forankring/"


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory(slug="tur", published_at=None)


@pytest.fixture
def hers(activity: Activity) -> Client:
    return browser(person(Role.Kind.COORDINATOR, activity.organisation))


@pytest.fixture
def successor() -> PolicyDocument:
    return DocumentFactory(title="Den nye planen", status="in_force")


@pytest.fixture
def anchor(activity: Activity, successor: PolicyDocument) -> ActivityAnchor:
    """In a document that was replaced by one that was replaced by the one in force."""
    old = DocumentFactory(title="Den gamle", status="replaced")
    between = DocumentFactory(title="Den midterste", status="replaced")
    SuccessionFactory(predecessor_document=old, successor_document=between)
    SuccessionFactory(predecessor_document=between, successor_document=successor)
    return ActivityAnchorFactory(
        activity=activity, target_document=old, rationale_nb="Fordi.", confirmed=True
    )


def address(anchor: ActivityAnchor) -> str:
    return f"{HERE}{anchor.pk}/flytt/"


def told(response: object, field: str) -> str:
    """What the page says beside a field, be it a group of choices."""
    page = BeautifulSoup(response.content, "lxml")
    assert page.title.get_text().startswith("Feil:")
    assert page.select_one(f".ds-error-summary a[href^='#id_{field}']")
    return page.find(id=f"id_{field}_error").get_text().strip()


def test_anchor_is_moved_to_an_aim_of_what_holds_today_and_proposed_anew(
    hers: Client, anchor: ActivityAnchor, successor: PolicyDocument
) -> None:
    aim = AimFactory(document=successor, key="1", text_nb="Alle får reise.")
    page = BeautifulSoup(hers.get(f"{HERE}{anchor.pk}/endre/").content, "lxml")
    page = BeautifulSoup(hers.get(page.select_one("a[href$='/flytt/']")["href"]).content, "lxml")
    assert page.select_one("textarea").text.strip() == "Fordi."
    assert "Den midterste" not in page.main.text
    form = {"read": 1, "target": f"{successor.pk}-{aim.pk}", "rationale": "Fortsatt."}
    said = text_of(hers.post(address(anchor), form, follow=True))
    assert "Forankringen er flyttet." in said
    anchor.refresh_from_db()
    assert (anchor.target_document, anchor.target_aim) == (None, aim)
    assert (anchor.rationale_nb, anchor.status, anchor.confirmed_by) == (
        "Fortsatt.",
        "proposed",
        None,
    )
    assert anchor.events.filter(target_aim=None).exists()


def test_same_form_sent_twice_moves_once(
    hers: Client, anchor: ActivityAnchor, successor: PolicyDocument
) -> None:
    form = {"read": 1, "target": str(successor.pk), "rationale": "Fortsatt."}
    hers.post(address(anchor), form)
    assert "Forankringen er alt flyttet." in text_of(hers.post(address(anchor), form, follow=True))
    anchor.refresh_from_db()
    assert anchor.version == 2


def test_reason_in_other_languages_is_not_given_for_what_is_new(
    hers: Client, anchor: ActivityAnchor, successor: PolicyDocument
) -> None:
    ActivityAnchor.objects.filter(pk=anchor.pk).update(rationale_en="Because.", basis="Deck")
    form = {"read": 1, "target": str(successor.pk), "rationale": "Fortsatt."}
    hers.post(address(anchor), form)
    anchor.refresh_from_db()
    assert (anchor.rationale_nb, anchor.rationale_en, anchor.basis) == ("Fortsatt.", "", "")


@pytest.mark.parametrize("given", [{"target": ""}, {"target": "0"}, {"rationale": " "}])
def test_what_cannot_be_is_told_at_the_field(
    hers: Client, anchor: ActivityAnchor, successor: PolicyDocument, given: dict
) -> None:
    form = {"read": 1, "target": str(successor.pk), "rationale": "Fortsatt.", **given}
    assert told(hers.post(address(anchor), form), *given)
    anchor.refresh_from_db()
    assert anchor.target_document != successor


def test_activity_does_not_rest_on_the_same_twice(
    hers: Client, anchor: ActivityAnchor, successor: PolicyDocument
) -> None:
    ActivityAnchorFactory(activity=anchor.activity, target_document=successor)
    form = {"read": 1, "target": str(successor.pk), "rationale": "Fortsatt."}
    assert told(hers.post(address(anchor), form), "target")


def test_what_somebody_has_changed_meanwhile_is_shown_first(
    hers: Client, anchor: ActivityAnchor, successor: PolicyDocument
) -> None:
    change = {"read": 1, "rationale": "En annens grunn."}
    hers.post(f"{HERE}{anchor.pk}/endre/", change)
    form = {"read": 1, "target": str(successor.pk), "rationale": "Fortsatt."}
    said = text_of(hers.post(address(anchor), form))
    assert "En annens grunn." in said
    anchor.refresh_from_db()
    assert anchor.target_document != successor


def test_what_holds_and_what_nothing_took_over_from_is_not_moved(
    hers: Client, activity: Activity, successor: PolicyDocument
) -> None:
    for document in (successor, DocumentFactory(status="expired")):
        anchor = ActivityAnchorFactory(activity=activity, target_document=document)
        assert hers.get(address(anchor)).status_code == 404
        assert "/flytt/" not in hers.get(f"{HERE}{anchor.pk}/endre/").content.decode()
