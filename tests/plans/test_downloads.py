"""Downloads hold exactly what the page shows, and only what is public."""

import csv
import io
import json

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from plans.downloads import DOCUMENTS
from tests.factories import DocumentFactory
from tests.plans.test_library import ADDRESSES, select


@pytest.fixture
def visitor(content: None) -> Client:
    return Client()


def get(client: Client, form: str, query: str = "") -> HttpResponse:
    return client.get(f"/planverk/last-ned.{form}?{query}")


def csv_rows(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def xlsx_rows(response: HttpResponse) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [["" if value is None else str(value) for value in row] for row in sheet.values]


def json_rows(response: HttpResponse) -> list[dict]:
    return json.loads(response.content)["documents"]


@pytest.mark.parametrize("query", ADDRESSES)
def test_files_hold_all_pages_of_what_is_chosen_in_its_order(visitor: Client, query: str) -> None:
    slugs = [document.slug for document in select(query).documents]
    assert [row[0] for row in csv_rows(get(visitor, "csv", query))[1:]] == slugs
    assert [row[0] for row in xlsx_rows(get(visitor, "xlsx", query))[1:]] == slugs
    assert [row["slug"] for row in json_rows(get(visitor, "json", query))] == slugs


def test_the_three_have_the_same_columns_and_values(visitor: Client) -> None:
    sheet, book = csv_rows(get(visitor, "csv")), xlsx_rows(get(visitor, "xlsx"))
    assert sheet == book
    rows = [
        ["; ".join(fact) if isinstance(fact, list) else str(fact or "") for fact in row.values()]
        for row in json_rows(get(visitor, "json"))
    ]
    assert rows == sheet[1:]
    assert len(sheet[0]) == len(DOCUMENTS.columns) == len(rows[0])


@pytest.mark.parametrize(("language", "heading"), [("nn", "Tittel"), ("en", "Title")])
def test_files_have_headings_in_the_language_of_the_page(
    visitor: Client, language: str, heading: str
) -> None:
    response = visitor.get(f"/{language}/planverk/last-ned.csv?niva=national")
    assert csv_rows(response)[0][1] == heading


def test_page_links_to_the_files_of_its_own_selection(visitor: Client) -> None:
    page = visitor.get("/planverk/?niva=national&sorter=nyest").content.decode()
    for form in ("csv", "xlsx", "json"):
        assert f'href="/planverk/last-ned.{form}?niva=national&amp;sorter=nyest"' in page


def test_csv_opens_in_norwegian_spreadsheets_and_files_carry_the_date(visitor: Client) -> None:
    response = get(visitor, "csv")
    assert response.content.startswith("\ufeffAdresse i portalen;Tittel;".encode())
    name = f'filename="planverk-{timezone.localdate():%Y-%m-%d}.csv"'
    assert name in response.headers["Content-Disposition"]


def test_unknown_kind_of_file_is_not_found(visitor: Client) -> None:
    assert get(visitor, "pdf").status_code == 404


@pytest.mark.django_db
def test_unsure_facts_and_unseen_addresses_are_left_out(client: Client) -> None:
    facts = {"issuer_text": "Noen", "reference": "R 1", "url": "https://example.org/"}
    DocumentFactory(confidence="medium", url_confidence="likely", **facts)
    [row] = json_rows(get(client, "json"))
    assert [row[key] for key in ("issuer", "reference", "url", "is_checked")] == [
        None,
        None,
        None,
        "nei",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_title_runs_as_a_formula(client: Client, title: str) -> None:
    DocumentFactory(title=title)
    assert csv_rows(get(client, "csv"))[1][1] == f"'{title}"
    book = openpyxl.load_workbook(io.BytesIO(get(client, "xlsx").content))
    assert book.active["B2"].data_type == "s"
    assert json_rows(get(client, "json"))[0]["heading"] == title


@pytest.mark.django_db
def test_signs_that_no_sheet_can_hold_are_left_out(client: Client) -> None:
    DocumentFactory(title="Plan\x0b A")
    assert xlsx_rows(get(client, "xlsx"))[1][1] == csv_rows(get(client, "csv"))[1][1] == "Plan A"
