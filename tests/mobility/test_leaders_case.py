"""One page to bring along to the leaders: what, why, and what it asks of them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mobility.application_material import Material
from mobility.leaders_case import said, strongest
from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    towards,
)
from tests.network.test_people_page import browser, person
from tests.plans.test_map_files import opened

pytestmark = pytest.mark.django_db

PATH = "/aktiviteter/tur/ledelsen/sak.pdf"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(
        slug="tur", title="Tur til Tartu", organisation=school, published_at=None
    )


def rest_on(activity: Activity, level: str, **more: object) -> ActivityAnchor:
    document = (
        DocumentFactory(plan=True, organisation=activity.organisation)
        if level == "school"
        else DocumentFactory(level=level)
    )
    return ActivityAnchorFactory(activity=activity, target_document=document, **more)


def test_confirmed_reasons_of_different_levels_come_first(activity: Activity) -> None:
    loose = rest_on(activity, "european")
    own = rest_on(activity, "school", confirmed=True)
    second_own = rest_on(activity, "school", confirmed=True)
    national = rest_on(activity, "national", confirmed=True)
    anchors = list(ActivityAnchor.objects.of(activity))
    assert [anchor.pk for anchor in strongest(anchors)] == [own.pk, national.pk, loose.pk]
    assert second_own not in strongest(anchors)


def test_page_says_what_is_known_and_leaves_lines_for_the_rest(activity: Activity) -> None:
    rest_on(activity, "national", rationale_nb="Fordi det trengs.")
    viewer = person(Role.Kind.COORDINATOR, activity.organisation)
    row = Activity.objects.for_page().get(pk=activity.pk)
    page = said(Material(row, viewer, "nb"))
    assert page["title"]["text"] == "Tur til Tartu"
    assert page["reasons"][0]["why"] == {"text": "Fordi det trengs.", "lang": "nb"}
    assert "Vikarer" in page["lines"]


def test_what_has_no_room_ends_after_a_whole_word(activity: Activity) -> None:
    document = DocumentFactory(level="national", title="opplæringsordning " * 20)
    ActivityAnchorFactory(activity=activity, rationale_nb="Grunn. " * 280, **towards(document))
    viewer = person(Role.Kind.COORDINATOR, activity.organisation)
    row = Activity.objects.for_page().get(pk=activity.pk)
    reason = said(Material(row, viewer, "nb"))["reasons"][0]
    assert reason["named"][-1]["text"].endswith("opplæringsordning…")
    assert reason["why"]["text"].endswith("Grunn…")


@pytest.mark.parametrize(("prefix", "lang"), [("", "nb"), ("/nn", "nn"), ("/en", "en")])
@pytest.mark.parametrize("long", [True, False])
def test_paper_is_one_tagged_page_in_the_pages_language(
    activity: Activity, prefix: str, lang: str, long: bool
) -> None:
    if long:
        Activity.objects.filter(pk=activity.pk).update(
            title="Tittel " * 42,
            summary="Ord. " * 590,
            partner="Partner " * 25,
            place="Sted " * 20,
            funding="Program " * 12,
            country="GB",
            starts_on="2027-03-01",
            ends_on="2028-04-01",
        )
        for level in ("regional", "national", "european"):
            document = DocumentFactory(level=level, title="Navn " * 80)
            aim = AimFactory(document=document, text_nb="Målet " * 160)
            ActivityAnchorFactory(activity=activity, target_aim=aim, rationale_nb="Grunn. " * 280)
    client = browser(person(Role.Kind.COORDINATOR, activity.organisation))
    pdf = opened(client.get(f"{prefix}{PATH}").content)
    assert b"<pdfuaid:part>1<" in pdf
    assert re.search(rf"/Lang ?\({lang}".encode(), pdf)
    assert len(re.findall(rb"/Type ?/Page\b", pdf)) == 1


def test_it_is_for_its_own_people_and_the_county(activity: Activity, school: Organisation) -> None:
    reader = RoleFactory(county=True, kind=Role.Kind.COUNTY_READER, user__is_demo=True).user
    assert browser(reader).get(PATH).status_code == 200
    assert browser(person(Role.Kind.COLLEAGUE, school)).get(PATH).status_code == 200
    elsewhere = browser(person(Role.Kind.COORDINATOR, OrganisationFactory()))
    assert elsewhere.get(PATH).status_code == 404
    assert Client().get(PATH).status_code == 302
