"""The coverage's spreadsheet says what the pages say, and only what is public."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from mobility.models import Activity
from portal import coverage_sheets
from tests.factories import ActivityAnchorFactory, ActivityFactory, DocumentFactory, towards
from tests.portal.test_coverage_pages import LEVELS, headings, numbers, soup_of

FILE = "/forankring/last-ned.xlsx"
Rows = list[tuple]


def sheets(client: Client, query: str = "") -> dict[str, Rows]:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{FILE}?{query}").content))
    return {sheet.title: list(sheet.values) for sheet in book}


def figures(client: Client, page: str) -> list[tuple[str, list[int]]]:
    """Each row of a page's table with the number of every cell."""
    trs = soup_of(client, page).select(".coverage tbody tr")
    return [
        (tr.th.a.get_text(" ", strip=True), [numbers(td) for td in tr.select("td")]) for tr in trs
    ]


def as_on_page(rows: Rows, before: int) -> list[tuple[str, list[int]]]:
    """The same of a sheet's rows; plans count in a cell where there is no activity."""
    told = []
    for title, *more in (row for row in rows[2:]):
        values = more[before - 1 :]
        cells = [values[at : at + 3] for at in range(0, len(values), 3)]
        told.append((title, [firm + loose or plans for firm, loose, plans in cells]))
    return told


@pytest.mark.parametrize("query", [*(f"niva={level}" for level in LEVELS), "gjelder=ja"])
def test_sheet_of_documents_says_what_the_pages_say(client_of: Callable, query: str) -> None:
    client = client_of("visitor")
    pages = [figures(client, f"/forankring/?{query}&side={page}") for page in (1, 2)]
    told = as_on_page(sheets(client, query)["Planverk"], before=2)
    seen = pages[0] if pages[1] == pages[0] else pages[0] + pages[1]
    assert told == seen


def test_sheet_of_points_says_what_the_page_says(client_of: Callable) -> None:
    client = client_of("visitor")
    told = as_on_page(sheets(client)["Tiltakspunkter"], before=1)
    assert told == figures(client, "/forankring/tiltak/")


def test_columns_name_who_and_how_firmly(client_of: Callable) -> None:
    client = client_of("visitor")
    _chosen, heads, *_rows = sheets(client)["Planverk"]
    count = len(headings(soup_of(client, "/forankring/"), "col"))
    assert heads[:2] == ("Planverk", "Status")
    assert len(heads) == 2 + 3 * count
    assert [head.rsplit(": ")[1] for head in heads[2:5]] == [
        "bekreftet",
        "foreslått",
        "egne planer",
    ]


def test_first_line_says_what_is_chosen(client_of: Callable) -> None:
    line = sheets(client_of("visitor"), "niva=national&gjelder=ja")["Planverk"][0][0]
    assert line.startswith("Sentrale nasjonale føringer, I kraft. Bare det som er publisert")


def test_sheet_of_gaps_has_the_numbers_of_the_page(client_of: Callable) -> None:
    client = client_of("visitor")
    cells = soup_of(client, "/forankring/mangler/").select(".gaps tbody tr")
    on_page = [[int(td.get_text().split()[-1]) for td in tr.select("td")] for tr in cells]
    in_sheet = [[n for n in row[2:] if n is not None] for row in sheets(client)["Hull"][2:]]
    documents_points_and_levels = len(on_page) - 2
    assert in_sheet[:documents_points_and_levels] == on_page[:documents_points_and_levels]
    members = in_sheet[documents_points_and_levels:-1]
    assert [idle for _all, idle in members] == [row[0] for row in on_page[-2:]]


def test_drafts_are_left_out_whoever_asks(client_of: Callable) -> None:
    Activity.objects.filter(organisation__slug__startswith="fjordvik").update(published_at=None)
    own = sheets(client_of("fjordvik"))
    assert own == sheets(client_of("visitor"))


def test_file_carries_the_date(client_of: Callable) -> None:
    response = client_of("visitor").get(FILE)
    name = f'filename="forankring-{timezone.localdate():%Y-%m-%d}.xlsx"'
    assert name in response.headers["Content-Disposition"]


def test_page_links_to_the_file_of_its_own_selection(client_of: Callable) -> None:
    page = soup_of(client_of("visitor"), "/forankring/?niva=national&gjelder=ja")
    assert page.select_one(".downloads a")["href"] == f"{FILE}?niva=national&gjelder=ja"


@pytest.mark.django_db
def test_no_title_or_name_runs_as_a_formula(client: Client) -> None:
    framework = DocumentFactory(title="=1+1\x0b")
    activity = ActivityFactory(organisation__name="=2+2")
    ActivityAnchorFactory(activity=activity, **towards(framework))
    book = openpyxl.load_workbook(io.BytesIO(client.get(FILE).content))
    assert book["Planverk"]["A3"].data_type == book["Planverk"]["C2"].data_type == "s"
    assert book["Planverk"]["A3"].value == "=1+1"


def test_sheet_that_is_cut_says_what_it_lacks(
    client_of: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("visitor")
    _said, heads, *rows = sheets(client)["Planverk"]
    monkeypatch.setattr(coverage_sheets, "MOST", 2)
    said, fewer_heads, *fewer_rows = sheets(client)["Planverk"]
    assert fewer_heads[: 2 + 2 * 3] == heads[: 2 + 2 * 3]
    assert not any(fewer_heads[2 + 2 * 3 :])
    assert [row[0] for row in fewer_rows] == [row[0] for row in rows[:2]]
    assert said[1] == f"Bare de 2 første av {len(rows)} rader er med."
    assert said[2] == f"Bare de 2 første av {len(heads[2:]) // 3} skoler og kontor er med."
