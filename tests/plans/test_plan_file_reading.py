"""A plan's PDF goes out as it lies, is read in the browser and harms nobody there."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from network.models import Role
from plans.models import PlanFile
from plans.uploads import path_of, store
from tests.factories import DocumentFactory, OrganisationFactory, PlanFileFactory
from tests.network.test_people_page import browser, person

pytestmark = pytest.mark.django_db

FILE = "/planverk/strategi/plan.pdf"
PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 10_000 + b"%%EOF\n"
TAG = f'"{sha256(PDF).hexdigest()}"'


@pytest.fixture(autouse=True)
def uploads(settings: LazySettings, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


@pytest.fixture
def file(uploads: Path) -> PlanFile:
    plan = DocumentFactory(plan=True, slug="strategi", title="Strategien")
    row = PlanFileFactory(document=plan, size=len(PDF), sha256=sha256(PDF).hexdigest())
    store(row.key, PDF)
    return row


def fetched(client: Client, **headers: str) -> tuple[HttpResponse, bytes]:
    """What a browser is answered, read to its end."""
    answer = client.get(
        FILE, headers={name.replace("_", "-"): said for name, said in headers.items()}
    )
    return answer, answer.getvalue()


def test_file_is_opened_where_it_is_asked_for_under_the_plans_name(file: PlanFile) -> None:
    answer, content = fetched(Client())
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="strategi.pdf"'
    assert answer["Content-Length"] == str(len(PDF))
    assert content == PDF


def test_file_is_never_read_whole_into_memory(file: PlanFile) -> None:
    pieces = list(Client().get(FILE).streaming_content)
    assert len(pieces) > 1
    assert b"".join(pieces) == PDF


def test_file_runs_fetches_and_sends_nothing_and_stands_in_no_other_page(file: PlanFile) -> None:
    answer, _content = fetched(Client())
    assert answer["X-Content-Type-Options"] == "nosniff"
    rules = dict(
        rule.strip().split(" ", 1) for rule in answer["Content-Security-Policy"].split(";")
    )
    assert rules.pop("style-src") == "'unsafe-inline'"
    assert set(rules) == {"default-src", "form-action", "base-uri", "frame-ancestors"}
    assert set(rules.values()) == {"'none'"}


def test_file_is_not_compressed_and_its_tag_is_that_of_its_bytes(
    file: PlanFile, kept_pages: object
) -> None:
    answer, content = fetched(Client(), accept_encoding="gzip, br")
    assert content == PDF
    assert "Content-Encoding" not in answer
    assert answer["ETag"] == TAG
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("sent", [TAG, f"W/{TAG}", f'"andre", {TAG}'])
def test_browser_that_has_the_file_is_told_so(
    file: PlanFile, kept_pages: object, sent: str
) -> None:
    answer, content = fetched(Client(), if_none_match=sent)
    assert (answer.status_code, content, answer["ETag"]) == (304, b"", TAG)
    assert answer["Cache-Control"] == "no-cache"


def test_browser_that_has_another_file_gets_this_one(file: PlanFile) -> None:
    assert fetched(Client(), if_none_match='"andre"')[1] == PDF


def test_browser_that_has_the_file_learns_that_the_plan_was_taken_back(file: PlanFile) -> None:
    file.document.published_at = None
    file.document.save()
    assert Client().get(FILE, headers={"if-none-match": TAG}).status_code == 404


def test_whoever_is_logged_in_leaves_no_copy_on_the_machine(file: PlanFile) -> None:
    county = OrganisationFactory(county_council=True)
    answer, _content = fetched(browser(person(Role.Kind.COUNTY_READER, county)))
    assert answer["Cache-Control"] == "no-cache, private, no-store"


def test_file_that_is_missing_on_the_disk_is_not_found(file: PlanFile) -> None:
    path_of(file.key).unlink()
    assert Client().get(FILE).status_code == 404
