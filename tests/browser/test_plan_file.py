"""A plan is laid here as a PDF, read at the page of an aim and taken away, also without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typst
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving
from tests.browser.test_accessible import objections
from tests.databases import WorkerDatabases

PLAN = "/planverk/fjordvik-internasjonal-strategi-2025-2028/"
PAGES = b"#for number in range(1, 7) [Side #number #pagebreak(weak: true)]"
READER = re.compile("^chrome-extension:")


@pytest.fixture(scope="module")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of these tests' own, where a plan gets a file."""
    with serving(databases) as address:
        yield address


@pytest.mark.parametrize("script", [True, False])
def test_plan_is_laid_here_read_and_taken_away(
    open_browser: Callable[..., Page], tmp_path: Path, script: bool
) -> None:
    page = open_browser()
    log_in(page, "fjordvik")
    state = page.context.storage_state()
    page = open_browser(storage_state=state, java_script_enabled=script)
    letter, plan = tmp_path / "brev.pdf", tmp_path / "strategi.pdf"
    letter.write_bytes("Kjære skole".encode())
    plan.write_bytes(typst.compile(PAGES))
    page.goto(f"{PLAN}rediger/")
    page.get_by_label("Planen som PDF").set_input_files(letter)
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("#id_pdf_error")).to_contain_text("ikke en PDF")
    if script:
        assert not objections(page)
    page.get_by_label("Planen som PDF").set_input_files(plan)
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status").first).to_contain_text("Endringene er lagret.")
    with (
        page.expect_response("**/plan.pdf") as answer,
        page.expect_event("framenavigated", lambda frame: READER.match(frame.url)) as reader,
    ):
        page.locator("#mal-1").get_by_role("link", name="Side 4 (PDF)").click()
    assert answer.value.header_value("content-disposition").startswith("inline")
    if script:
        expect(reader.value.locator("viewer-page-selector input")).to_have_value("4")
    page.goto(PLAN)
    expect(
        page.get_by_role("link", name=re.compile("Åpne planen \\(PDF, .* kB\\)"))
    ).to_be_visible()
    page.get_by_role("link", name="Rediger planen").click()
    page.get_by_label("Fjern «strategi.pdf»").check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status").first).to_contain_text("Endringene er lagret.")
    expect(page.get_by_role("link", name="Åpne planen")).to_have_count(0)
