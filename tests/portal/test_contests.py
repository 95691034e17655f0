"""What is contested waits for those who answer, and what is answered for the county."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from mobility.models import ActivityAnchor
from network.choices import RoleKind
from plans.models import Anchor
from tests.factories import (
    NOW,
    ActivityAnchorFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    anchor,
)
from tests.letters import deliver
from tests.portal.test_notices import MONDAY

pytestmark = pytest.mark.django_db

MINE, DESK = "/min-side/bestridt/", "/fylket/bestridt/"
MY_PLANS, PLANS = "/min-side/plan-bestridt/", "/fylket/bestridt/?hva=planer"


def client_as(kind: RoleKind, **more: object) -> Client:
    client = Client()
    client.force_login(RoleFactory(kind=kind, user__is_demo=True, **more).user)
    return client


def soup_of(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml").main


def titles(client: Client, path: str) -> list[str]:
    return [link.get_text(strip=True) for link in soup_of(client, path).select(".title a")]


def link(title: str, **more: object) -> ActivityAnchor:
    return ActivityAnchorFactory(activity__title=title, target_document=DocumentFactory(), **more)


def test_contests_without_an_answer_wait_on_the_schools_own_page() -> None:
    school = OrganisationFactory()
    for title, state in (
        ("Uten svar", {"contested": True}),
        ("Besvart", {"answered": True}),
        ("Bekreftet", {"confirmed": True}),
        ("Avvist", {"contested": True, "rejected": True}),
    ):
        link(title, activity__organisation=school, **state)
    link("En annens", contested=True)
    client = client_as(RoleKind.COORDINATOR, organisation=school)
    assert titles(client, MINE) == ["Uten svar"]
    assert soup_of(client, "/min-side/").select_one("section[aria-labelledby=bestridt]")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (RoleKind.COORDINATOR, 200),
        (RoleKind.OFFICE_STAFF, 200),
        (RoleKind.COLLEAGUE, 404),
        (RoleKind.READER, 404),
    ],
)
def test_list_is_for_those_who_can_answer(kind: RoleKind, status: int) -> None:
    place = OrganisationFactory(office=kind == RoleKind.OFFICE_STAFF)
    assert client_as(kind, organisation=place).get(MINE).status_code == status


def test_letter_tells_the_school_what_is_contested_and_the_county_what_is_answered() -> None:
    contested = link("Tur til Tartu", contested=True)
    link("Besvart", answered=True, activity__organisation=OrganisationFactory())
    kari = RoleFactory(organisation=contested.activity.organisation).user
    frida = RoleFactory(county=True).user
    with time_machine.travel(MONDAY, tick=False):
        call_command("send_notices", verbosity=0)
        letters = {letter.to[0]: letter.body for letter in deliver()}
    assert "Bestridt av fylkeskommunen: 1" in letters[kari.email]
    assert "Svar på det fylkeskommunen bestrider: 1" in letters[frida.email]
    assert not any(contested.contest_reason in body for body in letters.values())
    assert not any("Tartu" in body for body in letters.values())


def test_county_sees_what_is_answered_and_what_waits_those_contested_first_on_top() -> None:
    link("Sist", answered=True)
    first = link("Først", answered=True)
    ActivityAnchor.objects.filter(pk=first.pk).update(contested_at=NOW.replace(year=2020))
    link("Uten svar", contested=True)
    link("Ikke bestridt")
    client = client_as(RoleKind.COUNTY_EDITOR, county=True)
    assert titles(client, DESK) == ["Først", "Sist"]
    assert titles(client, f"{DESK}?vis=ubesvart") == ["Uten svar"]
    assert titles(client, f"{DESK}?vis=finnes-ikke") == ["Først", "Sist"]
    matter = soup_of(client, "/fylket/").find("a", href=DESK).find_parent("li")
    assert matter.select_one(".matter-count").get_text() == "2 svar å lese"


def test_only_those_who_may_contest_are_led_on() -> None:
    found = link("Tur", answered=True)
    path = f"/aktiviteter/{found.activity.slug}/forankring/{found.pk}/bestrid/"
    editor = client_as(RoleKind.COUNTY_EDITOR, county=True)
    reader = client_as(RoleKind.COUNTY_READER, county=True)
    assert soup_of(editor, DESK).find("a", href=path)
    page = soup_of(reader, DESK)
    assert found.contest_answer in page.get_text()
    assert not page.find("a", href=path)


def test_list_exists_for_the_county_alone() -> None:
    assert client_as(RoleKind.COORDINATOR).get(DESK).status_code == 404
    assert Client().get(DESK).status_code == 302


def of_plan(title: str, **more: object) -> Anchor:
    plan = DocumentFactory(plan=True, title=title)
    return anchor(plan, DocumentFactory(), **more)


def test_plans_with_contests_wait_for_the_school_and_answers_for_the_county() -> None:
    waiting = of_plan("Uten svar", contested=True)
    of_plan("Besvart", answered=True)
    link("Aktivitet", answered=True)
    anchor(DocumentFactory(level="regional", title="Regional"), DocumentFactory(), answered=True)
    school = waiting.source.organisation
    hers = client_as(RoleKind.COORDINATOR, organisation=school)
    assert titles(hers, MY_PLANS) == ["Uten svar"]
    assert soup_of(hers, MY_PLANS).find("a", href=f"{waiting.source.get_absolute_url()}bygger-pa/")
    assert client_as(RoleKind.COLLEAGUE, organisation=school).get(MY_PLANS).status_code == 404
    countys = client_as(RoleKind.COUNTY_EDITOR, county=True)
    assert titles(countys, PLANS) == ["Besvart"]
    assert titles(countys, f"{PLANS}&vis=ubesvart") == ["Uten svar"]
    assert titles(countys, DESK) == ["Aktivitet"]
    matter = soup_of(countys, "/fylket/").find("a", href=PLANS).find_parent("li")
    assert matter.select_one(".matter-count").get_text() == "1 svar å lese"


def test_letters_tell_of_plans_too_without_a_word_of_what_was_said() -> None:
    waiting = of_plan("Strategien", contested=True)
    of_plan("Besvart", answered=True)
    kari = RoleFactory(organisation=waiting.source.organisation).user
    frida = RoleFactory(county=True).user
    with time_machine.travel(MONDAY, tick=False):
        call_command("send_notices", verbosity=0)
        letters = {letter.to[0]: letter.body for letter in deliver()}
    assert "Planer bestridt av fylkeskommunen: 1" in letters[kari.email]
    assert "Svar om planer som fylkeskommunen bestrider: 1" in letters[frida.email]
    for body in letters.values():
        assert waiting.contest_reason not in body
        assert "Strategien" not in body


def test_county_is_led_to_contest_a_plans_anchor_where_it_may() -> None:
    found = of_plan("Strategien", answered=True)
    path = f"{found.source.get_absolute_url()}bygger-pa/{found.pk}/bestrid/"
    assert soup_of(client_as(RoleKind.COUNTY_EDITOR, county=True), PLANS).find("a", href=path)
    page = soup_of(client_as(RoleKind.COUNTY_READER, county=True), PLANS)
    assert found.contest_answer in page.get_text()
    assert not page.find("a", href=path)
