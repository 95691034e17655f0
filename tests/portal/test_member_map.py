"""A school's map: its activities, its plans and all they rest on, and nothing that is a draft."""

import re
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from mobility.member_map import MemberMap
from mobility.models import Activity
from network.choices import RoleKind
from network.models import Organisation
from plans.mapping.extent import LARGEST
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    ProgrammeFactory,
    RoleFactory,
    anchor,
    point_of,
    towards,
)
from tests.plans.test_map import boxes_in, lines_in, name_of
from tests.plans.test_map_files import SVG, opened
from tests.portal.pages import BRAGA

PAGE = "/skoler/skole/kart/"
FJORDVIK = "/skoler/fjordvik-videregaende-skole-eksempel/kart/"
KVERNSTEIN = "/opplaringskontor/opplaeringskontoret-kvernstein-eksempel/kart/"


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(slug="skole", name="Skolen")


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(organisation=school, title="Reisen", slug="reisen")


def soup_of(address: str = PAGE, client: Client | None = None) -> BeautifulSoup:
    return BeautifulSoup((client or Client()).get(address).content, "lxml")


def rows_of(address: str) -> list[BeautifulSoup]:
    """The rows of the table on all its pages."""
    mark = "&" if "?" in address else "?"
    first = soup_of(address)
    count = int(re.search(r"\d+", first.select_one("#tabell-navn .n").get_text())[0])
    more = (soup_of(f"{address}{mark}side={page}") for page in range(2, (count - 1) // 25 + 2))
    return [row for page in (first, *more) for row in page.select(".map-table tbody tr")]


def many(school: Organisation, count: int) -> list[Activity]:
    """Activities that all rest on one document and each on one of its own."""
    common = DocumentFactory(level="national", title="Felles")
    activities = ActivityFactory.create_batch(count, organisation=school)
    for each in activities:
        ActivityAnchorFactory(activity=each, **towards(common))
        ActivityAnchorFactory(activity=each, **towards(DocumentFactory(level="regional")))
    return activities


def test_activities_plans_and_all_they_rest_on_are_drawn(activity: Activity) -> None:
    plan = DocumentFactory(plan=True, organisation=activity.organisation, title="Planen")
    alone = DocumentFactory(plan=True, organisation=activity.organisation)
    middle, top = DocumentFactory(level="national", title="Midt"), DocumentFactory(title="Topp")
    ActivityAnchorFactory(activity=activity, **towards(plan), confirmed=True)
    anchor(plan, middle)
    anchor(middle, AimFactory(document=top))
    DocumentFactory(title="En annen sak")
    soup = soup_of()
    assert boxes_in(soup) == {
        row.get_absolute_url() for row in (activity, plan, alone, middle, top)
    }
    assert lines_in(soup) == {
        ("Reisen", "Planen"): "confirmed",
        ("Planen", "Midt"): "proposed",
        ("Midt", "Topp"): "proposed",
    }


def test_a_point_leads_to_its_programme_and_on(activity: Activity) -> None:
    programme = ProgrammeFactory()
    point, top = point_of(programme), DocumentFactory()
    ActivityAnchorFactory(activity=activity, **towards(point))
    anchor(programme.document, top)
    assert boxes_in(soup_of()) == {
        row.get_absolute_url() for row in (activity, point, programme.document, top)
    }
    assert sorted(lines_in(soup_of()).values()) == ["belonging", "proposed", "proposed"]


def test_columns_stand_from_the_activities_to_europe(activity: Activity) -> None:
    plan = DocumentFactory(plan=True, organisation=activity.organisation)
    ActivityAnchorFactory(activity=activity, **towards(plan))
    anchor(plan, DocumentFactory())
    columns = soup_of().select('svg.map > g[role="list"]')
    assert [column["data-color"] for column in columns] == ["accent", "school", "european"]
    assert columns[0]["aria-label"] == "Aktiviteter"


@pytest.mark.django_db
def test_an_offices_own_plans_are_not_a_schools() -> None:
    office = OrganisationFactory(slug="kontor", office=True)
    DocumentFactory(plan=True, organisation=office)
    soup = soup_of("/opplaringskontor/kontor/kart/")
    assert soup.select_one('svg.map > g[role="list"]')["aria-label"] == (
        "Opplæringskontorets egne planverk"
    )


@pytest.mark.parametrize("who", ["visitor", "own people", "county"])
def test_nobody_sees_drafts_there(activity: Activity, who: str) -> None:
    client, school = Client(), activity.organisation
    if who == "own people":
        client.force_login(RoleFactory(organisation=school, kind=RoleKind.COORDINATOR).user)
    if who == "county":
        client.force_login(RoleFactory(county=True, user__is_demo=True).user)
    hidden = DocumentFactory(level="national", title="Hemmelig", published_at=None)
    draft = ActivityFactory(organisation=school, title="Kladden", published_at=None)
    plan = DocumentFactory(plan=True, organisation=school, title="Planutkast", published_at=None)
    ActivityAnchorFactory(activity=activity, **towards(hidden))
    anchor(hidden, DocumentFactory(title="Bak det skjulte"))
    ActivityAnchorFactory(activity=draft, **towards(DocumentFactory(title="Under kladden")))
    anchor(plan, DocumentFactory(title="Over planutkastet"))
    for address in (PAGE, f"{PAGE}?aktivitet={draft.slug}", "/skoler/skole/kart.svg"):
        said = client.get(address).text
        assert "Reisen" in said
        for title in ("Hemmelig", "Bak det", "Kladden", "Under kladden", "Planutkast", "Over plan"):
            assert title not in said.replace("aktivitet=kladden", "")


@pytest.mark.parametrize(
    "address",
    [FJORDVIK, KVERNSTEIN, f"{FJORDVIK}?niva=activity", f"{FJORDVIK}?aktivitet={BRAGA}"],
)
def test_table_says_the_same_as_the_drawing(content: None, address: str) -> None:
    soup, rows = soup_of(address), rows_of(address)
    states: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.td.a:
            pair = name_of(row.th), name_of(row.td)
            states.setdefault(pair, set()).add(row.select_one(".state")["data-state"])
    strongest = {
        pair: "confirmed" if "confirmed" in found else min(found) for pair, found in states.items()
    }
    assert lines_in(soup) == strongest
    assert boxes_in(soup) == {link["href"] for row in rows for link in row.select("a")}
    assert strongest


def test_a_school_without_anything_says_so_and_offers_no_files(school: Organisation) -> None:
    soup = soup_of()
    assert "Ingen aktiviteter eller planer er publisert ennå." in soup.main.get_text()
    assert not soup.select("svg.map, .map-table, .downloads, .map-choices")
    assert Client().get("/skoler/skole/kart.svg")["Location"] == PAGE


def test_more_than_sixty_are_drawn_a_level_at_a_time(school: Organisation) -> None:
    many(school, 40)
    soup = soup_of()
    chosen = soup.select_one('.map-choices [aria-current="true"]')
    assert chosen["href"] == "?niva=activity"
    assert "delt etter nivå og aktivitet" in soup.main.get_text()
    assert len(boxes_in(soup)) == LARGEST
    assert "60 av 81 er tegnet" in soup.main.get_text()
    assert len(rows_of(PAGE)) == 80


def test_half_the_room_is_left_for_what_is_rested_on(school: Organisation) -> None:
    many(school, LARGEST + 10)
    boxes = MemberMap(school, QueryDict()).boxes
    assert len([box for box in boxes if box.is_chosen]) == LARGEST // 2
    assert PolicyDocument.objects.get(title="Felles") in [box.row for box in boxes]


def test_every_choice_gives_what_its_link_says(school: Organisation) -> None:
    activities = many(school, 40)
    plan = DocumentFactory(plan=True, organisation=school)
    anchor(plan, DocumentFactory())
    levels, each = MemberMap(school, QueryDict()).groups
    for choice in levels.choices:
        found = MemberMap(school, QueryDict(choice.query))
        assert len(found.shown) == choice.count
        assert len(found.boxes) == min(found.whole, LARGEST)
    assert len(each.choices) == 30
    assert each.left_out
    latest = {f"aktivitet={row.slug}" for row in activities}
    assert {choice.query for choice in each.choices} < latest


def test_one_activity_is_drawn_with_all_above_it_alone(activity: Activity) -> None:
    plan = DocumentFactory(plan=True, organisation=activity.organisation)
    top, other = DocumentFactory(), ActivityFactory(organisation=activity.organisation)
    ActivityAnchorFactory(activity=activity, **towards(plan))
    ActivityAnchorFactory(activity=other, **towards(plan))
    anchor(plan, top)
    soup = soup_of(f"{PAGE}?aktivitet=reisen")
    assert boxes_in(soup) == {row.get_absolute_url() for row in (activity, plan, top)}
    assert soup.select_one('svg.map a[aria-current="true"]')["href"] == activity.get_absolute_url()
    assert soup.select_one(".map-levels a")["href"] == "?"


@pytest.mark.parametrize("query", ["niva=tull", "aktivitet=finnes-ikke", "niva=european"])
def test_what_is_not_there_is_told_and_disregarded(activity: Activity, query: str) -> None:
    soup = soup_of(f"{PAGE}?{query}")
    assert "et filter som ikke finnes" in soup.get_text()
    assert boxes_in(soup) == {activity.get_absolute_url()}


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert Client().get(address).status_code in (200, 302)
    return len(found)


@pytest.mark.parametrize("query", ["", "?niva=activity", "?aktivitet=reisen"])
@pytest.mark.parametrize("what", ["kart/", "kart.svg"])
def test_much_takes_no_more_queries_than_little(activity: Activity, what: str, query: str) -> None:
    school, address = activity.organisation, f"/skoler/skole/{what}{query}"
    plan = DocumentFactory(plan=True, organisation=school)
    ActivityAnchorFactory(activity=activity, **towards(plan))
    ActivityAnchorFactory(activity=activity, **towards(point_of(ProgrammeFactory())))
    ActivityFactory(organisation=school)
    DocumentFactory(plan=True, organisation=school)
    anchor(plan, DocumentFactory())
    few = queries(address)
    for each in many(school, 15):
        ActivityAnchorFactory(activity=each, **towards(plan))
        anchor(plan, DocumentFactory(level="national"))
    # A page of rows of one sort alone takes fewer.
    assert queries(address) <= few


def test_svg_has_the_lines_of_the_page_and_says_where_from(content: None) -> None:
    drawn = Client().get(f"{FJORDVIK[:-1]}.svg?niva=activity").content
    titles = [line.findtext(f"{SVG}title") for line in etree.fromstring(drawn).iter(f"{SVG}path")]
    named = {title.rsplit(": ", 1)[0] for title in titles if title and " → " in title}
    assert named == {" → ".join(ends) for ends in lines_in(soup_of(f"{FJORDVIK}?niva=activity"))}
    assert f"Kilde: http://testserver{FJORDVIK}?niva=activity" in drawn.decode()


def test_pdf_is_tagged_and_leads_to_what_it_shows(content: None) -> None:
    response = Client().get(f"{FJORDVIK[:-1]}.pdf")
    pdf = opened(response.content)
    assert b"<pdfuaid:part>1<" in pdf
    for address in boxes_in(soup_of(FJORDVIK)):
        assert f"http://testserver{quote(address)}".encode() in pdf
    name = "kart-fjordvik-videregaende-skole-eksempel-"
    assert name in response.headers["Content-Disposition"]


def test_page_links_to_the_files_of_its_own_selection(activity: Activity) -> None:
    links = soup_of(f"{PAGE}?niva=activity&side=2").select(".downloads a")
    assert {link["href"] for link in links} == {
        f"/skoler/skole/kart.{form}?niva=activity" for form in ("svg", "pdf")
    }


def test_whole_anchoring_leads_to_the_map(activity: Activity) -> None:
    assert soup_of("/skoler/skole/forankring/").select(f'.page-head a[href="{PAGE}"]')


def test_table_stands_alone_when_the_map_cannot_be_drawn(
    activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plans.mapping.layout.COMMAND", ["false"])
    ActivityAnchorFactory(activity=activity, **towards(DocumentFactory()))
    assert "Kartet lot seg ikke tegne nå" in soup_of().get_text()
    assert "no-store" in Client().get(PAGE).headers["Cache-Control"]
    assert len(soup_of().select(".map-table tbody tr")) == 1


def test_another_kind_of_member_has_no_map_there(activity: Activity) -> None:
    assert Client().get("/opplaringskontor/skole/kart/").status_code == 404
