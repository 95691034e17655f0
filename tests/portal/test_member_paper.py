"""The whole anchoring for paper: every row on one page, as much of it as is bearable."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mobility import member_anchoring
from mobility.models import Activity
from network.choices import RoleKind
from network.models import Organisation
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    towards,
)
from tests.portal.test_coverage_pages import soup_of

TABLE = "/skoler/skole/forankring/"
PAPER = f"{TABLE}utskrift/"
FJORDVIK = "/skoler/fjordvik-videregaende-skole-eksempel/forankring/"


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(slug="skole", name="Skolen")


def activity_on(school: Organisation, documents: int) -> Activity:
    activity = ActivityFactory(organisation=school)
    for document in DocumentFactory.create_batch(documents):
        ActivityAnchorFactory(activity=activity, **towards(document))
    return activity


def rows_in(soup: BeautifulSoup) -> list[list[str]]:
    """What each row says: what it is of, and its marks in words."""
    return [
        [row.th.a.get_text(" ", strip=True), *(cell.get_text(" ", strip=True) for cell in cells)]
        for row in soup.select(".coverage tr:has(td)")
        if (cells := row.select("td"))
    ]


def test_paper_has_the_rows_of_all_pages_of_the_table_in_their_order(content: None) -> None:
    client = Client()
    pages = [soup_of(client, f"{FJORDVIK}?side={number}") for number in (1, 2)]
    whole = rows_in(soup_of(client, f"{FJORDVIK}utskrift/"))
    assert whole == [row for page in pages for row in rows_in(page)]
    assert len(whole) > 25


def test_table_leads_to_its_paper(school: Organisation) -> None:
    activity_on(school, 1)
    link = soup_of(Client(), TABLE).select_one(f'a[href="{PAPER}"]')
    assert link.get_text() == "Hele tabellen for utskrift"


def test_more_activities_than_have_room_abreast_get_a_table_of_their_own(
    school: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_anchoring, "ABREAST", 2)
    activities = [activity_on(school, 1) for _ in range(3)]
    soup = soup_of(Client(), PAPER)
    tables = soup.select(".coverage")
    named = [[link["href"] for link in table.select("thead a")] for table in tables]
    latest = [activity.get_absolute_url() for activity in reversed(activities)]
    assert named == [latest[:2], latest[2:]]
    assert [len(table.select("tr:has(td)")) for table in tables] == [3, 3]
    assert [head.get_text(strip=True) for head in soup.select(".sheet h2")] == [
        "Aktivitet 1–2",
        "Aktivitet 3",
    ]
    assert len({table.caption["id"] for table in tables}) == 2


def test_what_is_beyond_the_bound_is_left_out_and_told(
    school: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_anchoring, "PAPER_ROWS", 3)
    monkeypatch.setattr(member_anchoring, "PAPER_COLUMNS", 1)
    activity_on(school, 3)
    latest = activity_on(school, 2)
    soup = soup_of(Client(), PAPER)
    told = [alert.get_text(strip=True) for alert in soup.select("main .ds-alert")]
    assert told == [
        "Viser de første 3 av 5 dokumenter og punkter.",
        "Viser de nyeste 1 av 2 aktiviteter.",
    ]
    assert len(rows_in(soup)) == 3
    assert [link["href"] for link in soup.select("thead a")] == [latest.get_absolute_url()]


def test_within_the_bound_nothing_is_said_to_be_left_out(school: Organisation) -> None:
    activity_on(school, 30)
    soup = soup_of(Client(), PAPER)
    assert len(rows_in(soup)) == 30
    assert not soup.select("main .ds-alert")


def test_nothing_to_print_is_said(school: Organisation) -> None:
    ActivityFactory(organisation=school)
    soup = soup_of(Client(), PAPER)
    assert "Ingen aktiviteter bygger på noe ennå." in soup.main.get_text()
    assert not soup.select(".coverage")
    assert not soup_of(Client(), TABLE).select(f'a[href="{PAPER}"]')


def test_drafts_are_on_nobody_elses_paper(school: Organisation) -> None:
    activity = activity_on(school, 1)
    Activity.objects.update(published_at=None)
    own = Client()
    own.force_login(RoleFactory(organisation=school, kind=RoleKind.COORDINATOR).user)
    for address in (TABLE, PAPER):
        head = soup_of(own, address).select_one(".coverage thead div")
        assert head.a["href"] == activity.get_absolute_url()
        assert head.select_one(".tag").get_text() == "utkast"
    assert activity.get_absolute_url() not in Client().get(PAPER).text


@time_machine.travel("2027-03-01 12:00 +0100")
def test_paper_says_where_it_is_from_and_when(school: Organisation) -> None:
    activity_on(school, 1)
    said = soup_of(Client(), PAPER).main.get_text(" ", strip=True)
    assert f"Kilde: http://testserver{TABLE}, 1. mars 2027" in said


def test_few_activities_have_their_whole_titles(school: Organisation) -> None:
    Activity.objects.filter(pk=activity_on(school, 1).pk).update(title="Ord " * 40)
    assert soup_of(Client(), PAPER).select_one("thead a").get_text().count("Ord") == 40
    for _ in range(3):
        activity_on(school, 1)
    assert "…" in soup_of(Client(), PAPER).select("thead a")[-1].get_text()


def test_queries_are_as_many_for_many_tables_as_for_one(
    school: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_anchoring, "ABREAST", 2)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            Client().get(PAPER)
        return len(found)

    activity_on(school, 2)
    few = queries()
    for _ in range(7):
        activity_on(school, 3)
    assert queries() == few
