"""The list of activities is cut down by who, what, where, when and who pays, and taken away."""

import csv
import io
import json

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client

from mobility.filters import MOST_OWNERS
from mobility.models import Activity
from network.choices import RoleKind
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    ThemeFactory,
    towards,
)
from tests.portal.test_coverage_pages import soup_of

pytestmark = pytest.mark.django_db
PAGE = "/aktiviteter/"


def titles(query: str = "", client: Client | None = None) -> set[str]:
    rows = soup_of(client or Client(), f"{PAGE}?{query}").select(".activities h3")
    return {row.get_text(strip=True) for row in rows}


def options(name: str) -> list[str]:
    return [row.get_text() for row in soup_of(Client(), PAGE).select(f"[name={name}] option")][1:]


def test_those_of_one_school_are_chosen_from_the_list_of_owners() -> None:
    ActivityFactory(title="Vår", organisation=OrganisationFactory(slug="var", name="Vår skole"))
    ActivityFactory(title="Deres", organisation=OrganisationFactory(name="En annen"))
    assert options("hos") == ["En annen", "Vår skole"]
    assert titles("hos=var") == {"Vår"}


def test_programme_is_chosen_as_it_is_written() -> None:
    ActivityFactory(title="Nord", funding="Nordplus Junior")
    ActivityFactory(title="Europa", funding="Erasmus+ KA122-VET")
    ActivityFactory(title="Uten")
    assert options("program") == ["Erasmus+ KA122-VET", "Nordplus Junior"]
    assert titles("program=Nordplus+Junior") == {"Nord"}


def test_activity_is_found_in_every_year_it_goes_on() -> None:
    ActivityFactory(title="Lang", starts_on="2025-11-01", ends_on="2027-02-01")
    ActivityFactory(title="Dag", starts_on="2026-05-01")
    ActivityFactory(title="Uten tid")
    assert options("ar") == ["2027", "2026", "2025"]
    assert titles("ar=2026") == {"Lang", "Dag"}
    assert titles("ar=2027") == titles("ar=2025") == {"Lang"}


@pytest.mark.parametrize("query", ["ar=1999", "ar=x", "program=Finnes+ikke", "hos=finnes-ikke"])
def test_what_no_activity_has_is_said_to_be_unknown(query: str) -> None:
    ActivityFactory(title="Ett", starts_on="2026-05-01")
    assert soup_of(Client(), f"{PAGE}?{query}").select_one(".ds-alert")
    assert titles(query) == {"Ett"}


def test_lists_do_not_tell_of_drafts() -> None:
    owner = OrganisationFactory(name="Hemmelig skole")
    ActivityFactory(organisation=owner, funding="Ukjent", starts_on="2031-01-01", published_at=None)
    assert options("hos") == options("program") == options("ar") == []
    client = Client()
    client.force_login(RoleFactory(organisation=owner, kind=RoleKind.COORDINATOR).user)
    assert soup_of(client, PAGE).select("[name=ar] option[value='2031']")


def test_very_many_owners_are_not_listed_but_one_can_still_be_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mobility.filters.MOST_OWNERS", 1)
    assert MOST_OWNERS > 1
    for slug in ("en", "to"):
        ActivityFactory(title=slug, organisation=OrganisationFactory(slug=slug))
    soup = soup_of(Client(), f"{PAGE}?hos=to")
    assert not soup.select("select[name=hos]")
    assert soup.select_one("input[name=hos]")["value"] == "to"
    assert titles("hos=to") == {"to"}


def get(form: str, query: str = "", client: Client | None = None) -> HttpResponse:
    return (client or Client()).get(f"{PAGE}last-ned.{form}?{query}")


def told(query: str = "", client: Client | None = None) -> list[list[list[str]]]:
    """The rows of each format, headings and all; those of JSON without."""
    text = get("csv", query, client).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(get("xlsx", query, client).content))
    rows = json.loads(get("json", query, client).content)["activities"]
    return [
        list(csv.reader(io.StringIO(text), delimiter=";")),
        [["" if cell is None else cell for cell in row] for row in book.active.values],
        [["; ".join(v) if isinstance(v, list) else v or "" for v in row.values()] for row in rows],
    ]


def test_the_three_files_say_the_same_of_all_that_is_chosen_in_the_pages_order() -> None:
    theme = ThemeFactory(name_nb="Bærekraft")
    for number in range(30):
        row = ActivityFactory(title=f"Tur {number:02}", country="FI", starts_on="2026-05-01")
        row.themes.add(theme)
    ActivityFactory(title="Hjemme", country="NO")
    sheet, book, plain = told("land=FI")
    assert sheet == book
    assert sheet[1:] == plain
    pages = [soup_of(Client(), f"{PAGE}?land=FI&side={at}") for at in (1, 2)]
    shown = [row.get_text(strip=True) for page in pages for row in page.select(".activities h3")]
    assert [row[1] for row in plain] == shown
    assert len(shown) == 30
    assert {"Finland", "Bærekraft", "2026-05-01"} <= set(plain[0])


def test_file_says_how_firmly_each_level_is_reached() -> None:
    activity = ActivityFactory()
    ActivityAnchorFactory(
        activity=activity, confirmed=True, **towards(DocumentFactory(level="regional"))
    )
    ActivityAnchorFactory(activity=activity, **towards(DocumentFactory(level="european")))
    heads, row = told()[0]
    said = dict(zip(heads, row, strict=True))
    assert said["Regionale planverk"] == "bekreftet"
    assert said["Internasjonale/europeiske planverk"] == "foreslått"
    assert said["Sentrale nasjonale føringer"] == "mangler"


def test_no_draft_is_taken_away_whoever_asks() -> None:
    draft = ActivityFactory(title="Utkast", published_at=None)
    client = Client()
    client.force_login(RoleFactory(organisation=draft.organisation).user)
    assert titles(client=client) == {"Utkast"}
    assert [len(rows) for rows in told(client=client)] == [1, 1, 0]


def test_title_is_never_run_as_a_formula() -> None:
    Activity.objects.update(title="x")
    ActivityFactory(title="=1+1")
    assert told()[0][1][1] == "'=1+1"
    assert told()[1][1][1] == "=1+1"
