"""Aims that were pasted by mistake go again in one press, but for what somebody has built on."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.utils import timezone

from network.models import Organisation, Role
from plans.models import Aim, DocumentVector, PolicyDocument
from tests.factories import AimFactory, AnchorFactory, DocumentFactory, OrganisationFactory
from tests.network.test_people_page import browser, person, text_of
from tests.raw import delete, refused

AIMS = "/planverk/strategi/rediger/mal/"


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(plan=True, slug="strategi", title="Strategien", organisation=school)


def paste(client: Client, text: str) -> None:
    client.post(AIMS, {"pasted": text})


def button(client: Client) -> dict[str, str]:
    """What the button on the page sends; nothing where there is none."""
    found = BeautifulSoup(client.get(AIMS).content, "lxml").select_one("button[name=undo]")
    if not found:
        return {}
    number = found.find_parent("form").select_one("input[name=submission]")["value"]
    return {"undo": "1", "submission": number}


def undo(client: Client) -> str:
    return text_of(client.post(AIMS, button(client), follow=True))


def texts() -> list[str]:
    return list(Aim.objects.order_by("position").values_list("text_nb", flat=True))


def test_newest_paste_is_undone_and_then_the_one_before_it(
    hers: Client, plan: PolicyDocument
) -> None:
    AimFactory(document=plan, key="1", position=1, text_nb="Skrevet av fylket")
    paste(hers, "Alle reiser\nVi tar imot")
    paste(hers, "Vi skriver")
    assert "Angre innlimingen av mål 4" in text_of(hers.get(AIMS))
    assert "1 mål er fjernet igjen." in undo(hers)
    assert texts() == ["Skrevet av fylket", "Alle reiser", "Vi tar imot"]
    assert "Angre innlimingen av mål 2–3" in text_of(hers.get(AIMS))
    assert "2 mål er fjernet igjen." in undo(hers)
    assert texts() == ["Skrevet av fylket"]
    assert button(hers) == {}


def test_what_was_undone_is_kept_in_history_and_found_no_more(
    hers: Client, plan: PolicyDocument
) -> None:
    empty = DocumentVector.objects.get(document=plan).vector
    paste(hers, "Alle reiser")
    assert DocumentVector.objects.get(document=plan).vector != empty
    undo(hers)
    assert DocumentVector.objects.get(document=plan).vector == empty
    events = apps.get_model("plans", "AimEvent").objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "text_nb")) == [
        ("insert", "Alle reiser"),
        ("delete", "Alle reiser"),
    ]


def test_aim_that_something_rests_on_stays_and_is_told_of(
    hers: Client, plan: PolicyDocument
) -> None:
    paste(hers, "Alle reiser\nVi tar imot")
    aim = Aim.objects.get(key="2")
    AnchorFactory(source_document=DocumentFactory(plan=True), target_document=None, target_aim=aim)
    said = undo(hers)
    assert "1 mål er fjernet igjen." in said
    assert "Blir stående, for noe bygger på det: mål 2." in said
    assert texts() == ["Vi tar imot"]


@pytest.mark.parametrize("change", [{"text": "Alle får reise", "page": ""}, {"remove": "1"}])
def test_aim_that_was_changed_since_stays_and_is_told_of(
    hers: Client, plan: PolicyDocument, change: dict[str, str]
) -> None:
    paste(hers, "Alle reiser\nVi tar imot")
    hers.post(f"{AIMS}1/", {"read": 1, **change})
    assert "Angre innlimingen av mål 2" in text_of(hers.get(AIMS))
    assert "Blir stående, for det er endret siden: mål 1." in undo(hers)
    assert [aim.key for aim in Aim.objects.all()] == ["1"]


def test_page_that_a_paste_gave_an_old_aim_goes_with_it(hers: Client, plan: PolicyDocument) -> None:
    aim = AimFactory(document=plan, key="1", position=1, text_nb="Alle reiser")
    paste(hers, "Alle reiser (s. 14–15)\nVi tar imot")
    assert "Uten sidetall igjen: mål 1." in undo(hers)
    aim.refresh_from_db()
    assert aim.pages is None
    assert texts() == ["Alle reiser"]


def test_undoing_twice_and_another_plans_number_change_nothing(
    hers: Client, plan: PolicyDocument
) -> None:
    paste(hers, "Alle reiser")
    sent = button(hers)
    other = DocumentFactory(plan=True, slug="annen", organisation=plan.organisation)
    hers.post(f"/planverk/{other.slug}/rediger/mal/", sent)
    assert texts() == ["Alle reiser"]
    assert "1 mål er fjernet igjen." in text_of(hers.post(AIMS, sent, follow=True))
    assert "Innlimingen er angret fra før." in text_of(hers.post(AIMS, sent, follow=True))
    assert texts() == []
    plan.refresh_from_db()
    assert plan.version == 3


def test_paste_of_long_ago_is_not_offered_to_be_undone(hers: Client, plan: PolicyDocument) -> None:
    paste(hers, "Alle reiser")
    hers.post(f"{AIMS}1/", {"read": 1, "text": "Alle får reise", "page": ""})
    assert button(hers) == {}
    paste(hers, "Vi tar imot")
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        assert button(browser(person(Role.Kind.COORDINATOR, plan.organisation))) == {}


def test_who_does_not_edit_plans_undoes_nothing(
    hers: Client, plan: PolicyDocument, school: Organisation
) -> None:
    paste(hers, "Alle reiser")
    answer = browser(person(Role.Kind.READER, school)).post(AIMS, button(hers))
    assert answer.status_code == 403
    assert texts() == ["Alle reiser"]


def test_database_lets_go_of_a_pasted_aim_only_while_it_is_untouched(
    hers: Client, plan: PolicyDocument
) -> None:
    paste(hers, "Alle reiser")
    hers.post(f"{AIMS}1/", {"read": 1, "text": "Alle får reise", "page": ""})
    with refused("aim_is_retired_not_deleted"):
        delete(Aim.objects.get())
