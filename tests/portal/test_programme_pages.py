"""The programme's pages: how it stands, who does what, and numbers that agree with their lists."""

import datetime
import re
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from plans.models import Action, Measure, Programme
from tests.factories import (
    ActionFactory,
    ActivityAnchorFactory,
    DocumentFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PartyFactory,
    ReportFactory,
    TreatmentFactory,
    anchor,
    towards,
)

PROGRAMME = "/tiltak/"


def read(path: str, client: Client | None = None) -> Tag:
    response = (client or Client()).get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").main


def words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def section(page: Tag, name: str) -> Tag:
    return page.find("section", attrs={"aria-labelledby": name})


def number_in(tag: Tag) -> int:
    return int(re.search(r"\d+", words(tag)).group())


def listed(page: Tag, anchor: str) -> list[Tag]:
    """Rows of the list under a heading, over all its pages."""
    found = section(page, anchor)
    return found.find_all("article") if anchor == "indikatorer" else found.select("ul.docs > li")


@pytest.mark.parametrize("path", [PROGRAMME, "/tiltak/1/", "/tiltak/2/", "/tiltak/3/"])
def test_status_numbers_lead_to_that_many_points(content: None, path: str) -> None:
    links = read(path).select(".standings a")
    assert links
    for link in links:
        rows = read(link["href"]).select("ol.points > li")
        assert len(rows) == number_in(link)


@pytest.mark.parametrize("path", [PROGRAMME, "/tiltak/1/", "/tiltak/2/", "/tiltak/3/"])
def test_other_numbers_lead_to_lists_of_that_length(content: None, path: str) -> None:
    links = read(path).select("a[href*='#aktiviteter'], a[href*='#indikatorer']")
    for link in links:
        address, anchor = urljoin(path, link["href"]).split("#")
        page = read(address)
        assert len(listed(page, anchor)) == number_in(link)
        assert number_in(page.find(id=anchor)) == number_in(link)
    assert links or path != PROGRAMME


def test_activity_numbers_agree_with_the_list_for_each_person(
    client_of: object, person: str
) -> None:
    client = client_of(person)
    rows = read(PROGRAMME, client).select("ol.points > li")
    assert len(rows) == 13
    for row in rows:
        link = row.select_one("a[href$='#aktiviteter']")
        page = read(row.a["href"], client)
        assert number_in(page.find(id="aktiviteter")) == (number_in(link) if link else 0)


def test_nothing_is_called_decided_that_is_not_confirmed(content: None) -> None:
    page = read(PROGRAMME)
    treatment = section(page, "behandling")
    rows = [words(row) for row in treatment.find_all("li")]
    assert [row.split(" Planlagt behandling. ")[0] for row in rows] == [
        "11. februar 2020 Fylkesutvalget",
        "februar 2020 Fylkestinget",
    ]
    assert all("Vedtaket er ikke bekreftet." in row for row in rows)
    assert "vedtatt" not in words(treatment).lower()
    assert "vedtatt" not in words(page.header).lower()
    assert "Ikke bekreftet" in words(page.header)


def test_confirmed_decision_is_called_one(db: None) -> None:
    treatment = TreatmentFactory(role="decision", case_number="1/20", decision_nb="Vedtatt.")
    assert treatment.programme == Programme.objects.current()
    row = words(section(read(PROGRAMME), "behandling").li)
    assert "Vedtak. Sak 1/20." in row
    assert "Vedtatt." in row
    assert "ikke bekreftet" not in row


def test_unsure_treatment_is_for_the_county(client_of: object) -> None:
    TreatmentFactory(programme=Programme.objects.current(), body="Komiteen", confidence="low")
    assert "Komiteen" not in words(read(PROGRAMME, client_of("visitor")))
    assert "Komiteen" in words(read(PROGRAMME, client_of("county")))


def test_point_says_who_does_what_and_where_that_is_from(content: None) -> None:
    head = words(read("/tiltak/1/2/").header)
    assert "Ansvarlig Trøndelag fylkeskommune" in head
    assert "Statsforvalteren i Trøndelag (tidligere Fylkesmannen i Trøndelag)" in head
    assert "KS – Kommunesektorens organisasjon: Nevnt i punktet." in head


def test_organisation_that_is_not_checked_keeps_the_points_own_words(content: None) -> None:
    head = words(read("/tiltak/3/5/").header)
    assert "Sammen med OKIT (opplæringskontorer i Trøndelag)" in head
    assert "Opplæringskontorene i Trøndelag" not in head


def test_status_is_dated_and_marked_as_an_example(content: None) -> None:
    page = read("/tiltak/1/5/")
    reports = [words(row) for row in section(page, "status").find_all("li")]
    assert reports[0].startswith("20. oktober 2026 Forsinket eksempel")
    assert reports[1].startswith("10. mars 2026 I gang eksempel")
    assert "Forsinket eksempel" in words(page.header)


def test_point_without_a_report_says_so(content: None) -> None:
    page = read("/tiltak/1/1/")
    assert "ingen status meldt ennå" in words(page.header)
    assert "Ingen status er meldt ennå." in words(section(page, "status"))


@pytest.mark.parametrize(("language", "expected"), [("nb", "12,5"), ("nn", "12,5"), ("en", "12.5")])
def test_chart_and_table_say_the_same(db: None, language: str, expected: str) -> None:
    indicator = IndicatorFactory(
        action=ActionFactory(number=1, measure__number=1),
        baseline=3,
        baseline_year=2020,
        target=40,
        target_year=2027,
    )
    for year, value in ((2023, "12.5"), (2025, "31")):
        IndicatorValueFactory(indicator=indicator, year=year, value=value)
    with override(language):
        page = read(reverse("action", args=[1, 1]))
    shown = [words(cell) for cell in page.select("svg text:not(.year)")]
    table = [words(cell) for cell in page.select("tbody td.n")]
    assert shown == table == ["3", expected, "31", "40"]
    described = words(page.svg.desc)
    assert all(value in described for value in table)
    assert "2024" in described
    for rectangle in page.select("svg rect"):
        assert all(rectangle[name].isdigit() for name in ("x", "y", "width", "height"))


def test_picture_has_a_name_and_a_description(content: None) -> None:
    for picture in read("/tiltak/1/").select("svg.chart"):
        ids = [*picture["aria-labelledby"].split(), picture["aria-describedby"]]
        assert picture["role"] == "img"
        for each in ids:
            assert words(picture.find_parent("article").find(id=each))


def test_indicator_without_numbers_says_what_is_missing(db: None) -> None:
    action = ActionFactory(number=1, measure__number=1)
    IndicatorFactory(action=action)
    goal = IndicatorFactory(action=action, target=15, target_year=2028)
    page = read("/tiltak/1/1/")
    empty, targeted = page.select("article.indicator")
    assert "Ingen tall er lagt inn ennå." in words(empty)
    assert not empty.svg
    assert "ikke satt" in words(targeted)
    assert "ingen meldt ennå" in words(targeted)
    assert page.find(id=goal.get_absolute_url().split("#")[1]) == targeted


def test_every_invented_number_and_status_is_marked(content: None) -> None:
    for path in ("/tiltak/1/", "/tiltak/2/", "/tiltak/3/"):
        page = read(path)
        assert all(row.h3.select_one(".tag") for row in page.select("article.indicator"))
        assert page.select(".standings .tag")
        for row in page.select("ol.points .status"):
            assert row.find_next_sibling(class_="tag")


def test_without_demo_data_nothing_is_reported(own_database: str) -> None:
    call_command("load_reference_data", verbosity=0)
    page = read(PROGRAMME)
    assert "eksempel" not in words(page)
    assert words(page).count("Ingen status er meldt ennå.") == 3
    assert not page.select(".standings")
    assert len(section(page, "behandling").find_all("li")) == 2
    point = read("/tiltak/1/3/")
    assert "Ingen status er meldt ennå." in words(section(point, "status"))
    assert "Ingen indikatorer er lagt inn ennå." in words(section(point, "indikatorer"))


@pytest.mark.parametrize(
    ("asked", "is_told"), [("", False), ("?status=tull", True), ("?status=dropped", True)]
)
def test_unknown_status_shows_every_point_and_says_so(
    content: None, asked: str, is_told: bool
) -> None:
    page = read(f"/tiltak/1/{asked}")
    assert len(page.select("ol.points > li")) == 6
    assert ("filter som ikke finnes" in words(page)) == is_told


def test_what_is_invented_shows_in_a_demo_only(content: None, settings: object) -> None:
    addresses = [PROGRAMME, "/tiltak/1/", "/tiltak/1/1/", "/tiltak/2/2/"]
    assert any(read(address).select(".standings, .indicator") for address in addresses)
    settings.DEMO = False
    for address in addresses:
        page = read(address)
        assert not page.select(".standings, .indicator, .tag"), address
    assert words(read(PROGRAMME)).count("Ingen status er meldt ennå.") == 3


def test_what_is_invented_hides_nothing_that_is_real(content: None, settings: object) -> None:
    point = Action.objects.filter(reports__is_demo=True).first()
    ReportFactory(action=point, reported_on=datetime.date(2020, 1, 1), text_nb="Ekte melding.")
    settings.DEMO = False
    assert "Ekte melding." in words(section(read(point.get_absolute_url()), "status"))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("delayed", "Her står bare punktene med status «forsinket»."),
        ("none", "Her står bare punktene uten status."),
    ],
)
def test_chosen_status_is_said_with_a_way_back(content: None, status: str, said: str) -> None:
    page = read(f"/tiltak/1/?status={status}")
    assert said in words(page)
    assert page.find("a", string="Vis alle punktene")["href"] == "/tiltak/1/"


def test_long_list_of_activities_is_paged_and_its_number_is_the_whole(db: None) -> None:
    action = ActionFactory(number=1, measure__number=1)
    for _ in range(30):
        ActivityAnchorFactory(**towards(action))
    first = read("/tiltak/1/1/")
    onward = first.find("a", rel="next", href=re.compile("side"))
    assert number_in(first.find(id="aktiviteter")) == 30
    assert onward["href"] == "?side=2#aktiviteter"
    second = read("/tiltak/1/1/?side=2")
    assert len(listed(first, "aktiviteter")) + len(listed(second, "aktiviteter")) == 30


def test_no_programme_says_what_will_come(db: None) -> None:
    assert "Ingen handlingsprogram er lagt inn ennå." in words(read(PROGRAMME))


def grow(measure: Measure, time: int) -> None:
    """One more of all that the programme's pages show."""
    new = ActionFactory(measure=measure, number=100 + time)
    plan = DocumentFactory(plan=True)
    for action in (new, measure.actions.get(number=5)):
        ReportFactory(action=action, reported_on=f"{2000 + time}-01-01")
        PartyFactory(action=action)
        for year in (2023, 2024):
            IndicatorValueFactory(indicator=IndicatorFactory(action=action), year=year)
        anchor(plan, action)
        ActivityAnchorFactory(**towards(action))
    ActivityAnchorFactory(**towards(plan))
    TreatmentFactory(programme=measure.programme, date_on=f"{2000 + time}-01-01")


@pytest.mark.parametrize("path", [PROGRAMME, "/tiltak/1/", "/tiltak/1/5/"])
def test_queries_stay_the_same_with_three_times_the_data(content: None, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(path)
        return len(captured)

    measure = Measure.objects.of(Programme.objects.current()).get(number=1)
    for time in range(3):
        grow(measure, time)
    before = queries()
    for time in range(3, 12):
        grow(measure, time)
    assert queries() == before
