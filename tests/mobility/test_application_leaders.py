"""What the leaders said of an activity, and of the plans it rests on, in its application."""

from __future__ import annotations

import pytest
from django.test import Client

from mobility.models import Activity
from network.models import Organisation, Role
from plans.models import PolicyDocument
from tests.dialogue_factories import ActivityDialogueFactory, LeaderDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    OrganisationFactory,
)
from tests.mobility.test_application_text import PAGE, answer, read, section
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def activity(school: Organisation) -> Activity:
    ApplicationSectionFactory(form__slug="skjema", slug="leadership", content="leadership")
    return ActivityFactory(slug="tur", organisation=school)


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(plan=True, organisation=school, title="Nes sin strategi")


def test_leaders_words_on_the_plan_are_told_as_being_about_the_plan(
    hers: Client, activity: Activity, plan: PolicyDocument
) -> None:
    ActivityAnchorFactory(activity=activity, target_aim=AimFactory(document=plan))
    LeaderDialogueFactory(plan=plan, agreed="Timer i årsplanen.", says_yes=True)
    page = read(hers)
    told = (
        "1. oktober 2026, Ledermøtet (rektor), om planen Nes sin strategi [1], "
        "ledelsen sier ja: Timer i årsplanen."
    )
    assert answer(page, "leadership") == told
    silence = "Ingen samtale med ledelsen om aktiviteten er skrevet inn."
    assert silence in section(page, "leadership")
    ActivityDialogueFactory(activity=activity, agreed="Vikar.", held_on="2026-01-01")
    page = read(hers)
    assert answer(page, "leadership").endswith(told)
    assert answer(page, "leadership").startswith("1. januar 2026")
    assert silence not in section(page, "leadership")


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_leaders_words_on_a_plan_stay_away_once_the_anchor_in_it_is_rejected(
    hers: Client, activity: Activity, plan: PolicyDocument, status: str
) -> None:
    anchored = {"rejected": True} if status == "rejected" else {}
    ActivityAnchorFactory(activity=activity, target_document=plan, **anchored)
    LeaderDialogueFactory(plan=plan, agreed="Timer i årsplanen.")
    assert ("Timer i årsplanen." in answer(read(hers), "leadership")) is (status == "proposed")


def test_leaders_words_on_other_plans_are_not_told(
    hers: Client, activity: Activity, plan: PolicyDocument
) -> None:
    LeaderDialogueFactory(
        plan=DocumentFactory(plan=True, organisation=activity.organisation), agreed="Ikke denne."
    )
    elsewhere = DocumentFactory(plan=True)
    ActivityAnchorFactory(activity=activity, target_document=elsewhere)
    LeaderDialogueFactory(plan=elsewhere, agreed="Ei heller denne.")
    assert answer(read(hers), "leadership") == ""


def test_yes_to_the_plan_leaves_the_activity_without_one(
    hers: Client, activity: Activity, plan: PolicyDocument
) -> None:
    ActivityAnchorFactory(activity=activity, target_document=plan)
    LeaderDialogueFactory(plan=plan, says_yes=True)
    assert "Ledelsen har ikke sagt ja til aktiviteten." in text_of(hers.get(PAGE))
