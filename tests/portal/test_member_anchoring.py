"""A school's whole anchoring: what each activity rests on, and what is missing."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from bs4 import Tag
from django.test import Client

from mobility.models import Activity
from network.choices import RoleKind
from plans.models import PolicyDocument
from tests.dialogue_factories import ActivityDialogueFactory, LeaderDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    SuccessionFactory,
    anchor,
    towards,
)
from tests.portal.test_coverage_pages import list_length, soup_of

FJORDVIK = "/skoler/fjordvik-videregaende-skole-eksempel/"
PAGE = "/skoler/skole/forankring/"


@pytest.fixture
def activity(db: None) -> Activity:
    return ActivityFactory(organisation=OrganisationFactory(slug="skole"), title="Reisen")


def own_people(activity: Activity) -> Client:
    client = Client()
    role = RoleFactory(organisation=activity.organisation, kind=RoleKind.COORDINATOR)
    client.force_login(role.user)
    return client


def marks(client: Client, page: str = PAGE) -> dict[str, str]:
    """What the cells of the only activity say, by the row's title."""
    rows = soup_of(client, page).select(".coverage tr:has(td)")
    return {row.th.a.get_text(): row.select("td")[0].get_text(" ", strip=True) for row in rows}


def words(cell: Tag) -> str:
    chip = cell.select_one("b, u")
    return chip.i.get_text(strip=True) if chip else ""


def test_direct_and_indirect_firm_and_proposed_are_told_apart(activity: Activity) -> None:
    plan, above = DocumentFactory(level="regional", title="Plan"), DocumentFactory(title="Europa")
    ActivityAnchorFactory(activity=activity, **towards(plan), confirmed=True)
    anchor(plan, above)
    found = marks(Client())
    assert found["Plan"].endswith("direkte, bekreftet")
    assert found["Europa"].endswith("indirekte, foreslått")


def test_a_direct_anchor_counts_before_a_way_around(activity: Activity) -> None:
    plan, above = DocumentFactory(level="regional", title="Plan"), DocumentFactory(title="Europa")
    ActivityAnchorFactory(activity=activity, **towards(plan))
    ActivityAnchorFactory(activity=activity, **towards(above), confirmed=True)
    anchor(plan, above)
    assert marks(Client())["Europa"].endswith("direkte, bekreftet")
    assert "indirekte" not in marks(Client())["Europa"]


def test_proposed_anchor_is_not_confirmed_by_a_way_around(activity: Activity) -> None:
    plan, above = DocumentFactory(level="regional", title="Plan"), DocumentFactory(title="Europa")
    ActivityAnchorFactory(activity=activity, **towards(plan), confirmed=True)
    ActivityAnchorFactory(activity=activity, **towards(above))
    anchor(plan, above, confirmed=True)
    assert marks(Client())["Europa"].endswith("direkte, foreslått")
    assert "indirekte" not in marks(Client())["Europa"]


def test_rows_are_grouped_by_level_from_europe_down(client_of: Callable) -> None:
    soup = soup_of(client_of("visitor"), f"{FJORDVIK}forankring/")
    levels = [body["data-color"] for body in soup.select(".coverage tbody")]
    order = ["european", "national", "regional", "programme", "school"]
    assert levels == sorted(levels, key=order.index)
    assert len(levels) > 1


@pytest.mark.parametrize("person", ["visitor", "county"])
def test_every_cell_leads_to_where_the_document_stands(client_of: Callable, person: str) -> None:
    client = client_of(person)
    for number in (1, 2):
        for row in soup_of(client, f"{FJORDVIK}forankring/?side={number}").select(
            ".coverage tr:has(td)"
        ):
            title = row.th.a["href"].partition("#")[0]
            for cell in row.select("td:has(a)"):
                pages = [soup_of(client, f"{cell.a['href']}&side={at}") for at in (1, 2)]
                assert any(found.select(f'main a[href^="{title}"]') for found in pages)


def test_every_number_of_levels_is_as_long_as_its_list(client_of: Callable) -> None:
    client = client_of("visitor")
    links = soup_of(client, f"{FJORDVIK}forankring/").select(".gaps td a")
    assert links
    for link in links:
        assert list_length(soup_of(client, link["href"])) == int(link.get_text())


def test_missing_level_is_counted(activity: Activity) -> None:
    ActivityAnchorFactory(activity=activity, **towards(DocumentFactory(level="regional")))
    soup = soup_of(Client(), PAGE)
    missing = {
        row["data-color"]: row.select("td")[1].get_text(strip=True).split()[-1]
        for row in soup.select(".gaps tbody tr")
    }
    assert missing == {
        "european": "nivået1", "national": "nivået1", "regional": "nivået0",
        "programme": "nivået1", "school": "nivået1",
    }  # fmt: skip


def test_what_no_longer_holds_is_named_with_what_holds_today(activity: Activity) -> None:
    old, new = DocumentFactory(title="Gammel", status="replaced"), DocumentFactory(title="Ny")
    SuccessionFactory(predecessor_document=old, successor_document=new)
    ActivityAnchorFactory(activity=activity, **towards(old))
    section = soup_of(Client(), PAGE).select_one("section:has(#avlost)")
    assert [link.get_text() for link in section.select("h3 a, p:last-child a")] == ["Gammel", "Ny"]


def test_ended_ones_further_up_are_folded_away(activity: Activity) -> None:
    middle, old = DocumentFactory(level="regional"), DocumentFactory(status="expired")
    ActivityAnchorFactory(activity=activity, **towards(middle))
    anchor(middle, old)
    section = soup_of(Client(), PAGE).select_one("section:has(#avlost)")
    assert len(section.select("details li")) == len(section.select("li")) == 1


def test_only_its_own_people_and_the_county_see_that_the_leaders_have_not_said_yes(
    activity: Activity,
) -> None:
    county, stranger = Client(), Client()
    county.force_login(RoleFactory(county=True, user__is_demo=True).user)
    stranger.force_login(RoleFactory(kind=RoleKind.COORDINATOR).user)
    for client in (own_people(activity), county):
        link = soup_of(client, PAGE).select_one("section:has(#ledelsen) li a")
        assert link["href"] == f"/aktiviteter/{activity.slug}/ledelsen/"
    for client in (Client(), stranger):
        assert not soup_of(client, PAGE).select("#ledelsen")


def test_leaders_latest_word_is_what_counts(activity: Activity) -> None:
    ActivityDialogueFactory(activity=activity, says_yes=True, held_on="2026-01-01")
    assert not soup_of(own_people(activity), PAGE).select("#ledelsen")
    ActivityDialogueFactory(activity=activity, says_yes=False, held_on="2026-02-01")
    assert soup_of(own_people(activity), PAGE).select("#ledelsen")


def test_a_plan_that_rests_on_nothing_is_said(activity: Activity) -> None:
    alone, anchored = (
        DocumentFactory(plan=True, organisation=activity.organisation, title=title)
        for title in ("Alene", "Forankret")
    )
    anchor(anchored, DocumentFactory())
    said = {
        row.h3.get_text(strip=True): row.p.get_text(strip=True)
        for row in soup_of(Client(), PAGE).select("section:has(#planer) li")
    }
    assert said["Alene"] == "Bygger ikke på noe ennå."
    assert said["Forankret"] == "Se planen på kartet"
    assert alone.slug


def talks_missing(client: Client) -> list[str]:
    """Addresses of the plans' talks that are said to be missing."""
    links = soup_of(client, PAGE).select("section:has(#planer) li a")
    return [link["href"] for link in links if link["href"].endswith("/ledelsen/")]


def test_plan_that_no_leader_has_spoken_of_is_said_to_its_own_people_and_the_county(
    activity: Activity,
) -> None:
    own = {"plan": True, "organisation": activity.organisation}
    DocumentFactory(slug="taus", **own)
    DocumentFactory(slug="gammel", status="expired", **own)
    LeaderDialogueFactory(plan=DocumentFactory(slug="omtalt", **own), says_yes=False)
    county, stranger = Client(), Client()
    county.force_login(RoleFactory(county=True, user__is_demo=True).user)
    stranger.force_login(RoleFactory(kind=RoleKind.COORDINATOR).user)
    for client in (own_people(activity), county):
        assert talks_missing(client) == ["/planverk/taus/ledelsen/"]
    for client in (Client(), stranger):
        assert talks_missing(client) == []


def test_leaders_yes_to_a_plan_is_none_to_the_activity(activity: Activity) -> None:
    plan = DocumentFactory(plan=True, organisation=activity.organisation)
    ActivityAnchorFactory(activity=activity, **towards(plan))
    LeaderDialogueFactory(plan=plan, says_yes=True)
    assert soup_of(own_people(activity), PAGE).select("#ledelsen")


def test_drafts_are_in_nobody_elses_table(activity: Activity) -> None:
    ActivityAnchorFactory(activity=activity, **towards(DocumentFactory(title="Plan")))
    Activity.objects.update(published_at=None)
    assert "Plan" in marks(own_people(activity))
    assert not soup_of(Client(), PAGE).select(".coverage")
    assert "Reisen" not in Client().get(PAGE).text


def test_another_kind_of_member_is_not_found_there(activity: Activity) -> None:
    assert Client().get("/opplaringskontor/skole/forankring/").status_code == 404


def rows_of(client: Client, address: str) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    return list(book["Forankring"].values)


def test_spreadsheet_says_what_all_pages_of_the_table_say(client_of: Callable) -> None:
    client = client_of("visitor")
    seen = []
    for number in (1, 2):
        page = soup_of(client, f"{FJORDVIK}forankring/?side={number}")
        seen += [
            [words(td) for td in tr.select("td")] for tr in page.select(".coverage tr:has(td)")
        ]
    told = rows_of(client, f"{FJORDVIK}forankring/last-ned.xlsx")[2:]
    assert [[value or "" for value in row[3:]] for row in told] == seen


def test_spreadsheet_has_no_draft_whoever_asks(activity: Activity) -> None:
    ActivityAnchorFactory(activity=activity, **towards(DocumentFactory()))
    Activity.objects.update(published_at=None)
    assert len(rows_of(own_people(activity), f"{PAGE}last-ned.xlsx")) == 2


def test_point_and_its_programme_stand_in_one_group(client_of: Callable) -> None:
    client = client_of("visitor")
    for number in (1, 2):
        soup = soup_of(client, f"{FJORDVIK}forankring/?side={number}")
        programme = soup.select_one('.coverage tbody[data-color="programme"]')
        if programme:
            links = [row.th.a["href"] for row in programme.select("tr:has(td)")]
            documents = {row.get_absolute_url() for row in PolicyDocument.objects.all()}
            assert {link in documents or link.startswith("/tiltak/") for link in links} == {True}
            return
    pytest.fail("no programme among the rows")
