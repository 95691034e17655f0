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


def test_talk_without_a_yes_is_no_anchoring_and_is_named_as_missing(
    hers: Client, activity: Activity
) -> None:
    ActivityDialogueFactory(activity=activity, agreed="Vi venter.", says_yes=False)
    page = read(hers)
    assert answer(page, "leadership") == ""
    assert "Ledelsen har ikke sagt ja til aktiviteten." in section(page, "leadership")
    assert "Vi venter." not in text_of(hers.get(PAGE))


def test_yes_that_the_leaders_went_back_on_is_no_anchoring_and_an_old_no_is_forgotten(
    hers: Client, activity: Activity
) -> None:
    held = {"activity": activity, "agreed": "Vikar.", "held_on": "2026-02-01"}
    ActivityDialogueFactory(**held, says_yes=True)
    ActivityDialogueFactory(
        activity=activity, agreed="Først nei.", held_on="2026-01-01", says_yes=False
    )
    said = answer(read(hers), "leadership")
    assert said == "1. februar 2026, Ledermøtet (rektor), ledelsen sier ja: Vikar."
    ActivityDialogueFactory(activity=activity, held_on="2026-03-01", says_yes=False)
    assert answer(read(hers), "leadership") == ""


def test_plan_that_the_leaders_do_not_say_yes_to_is_named(
    hers: Client, activity: Activity, plan: PolicyDocument
) -> None:
    ActivityAnchorFactory(activity=activity, target_document=plan)
    LeaderDialogueFactory(plan=plan, agreed="Timer.", held_on="2026-01-01", says_yes=True)
    LeaderDialogueFactory(plan=plan, agreed="Nei.", held_on="2026-02-01", says_yes=False)
    page = read(hers)
    assert answer(page, "leadership") == ""
    link = page.select_one(f"section[aria-labelledby=leadership] a[href*='{plan.slug}']")
    assert link.get_text() == "Ledelsen har ikke sagt ja til planen Nes sin strategi."
    assert hers.get(link["href"]).status_code == 200


@pytest.mark.parametrize("path", [PAGE, "/aktiviteter/tur/se-over/"])
def test_what_the_county_contests_is_named_with_where_it_is_answered(
    hers: Client, activity: Activity, path: str
) -> None:
    document = DocumentFactory(title="Erklæringen")
    found = ActivityAnchorFactory(activity=activity, target_document=document, contested=True)
    page = read(hers, path)
    links = {link.get_text(): link["href"] for link in page.select(".lacking a")}
    where = f"/aktiviteter/tur/forankring/{found.pk}/svar/"
    assert links["Fylkeskommunen bestrider forankringen i Erklæringen."] == where
    assert "Ikke alle forankringer er bekreftet." not in links
    assert hers.get(where).status_code == 200
