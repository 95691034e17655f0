"""A plan is laid here as a PDF, taken home and taken away, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving
from tests.browser.test_accessible import objections
from tests.databases import WorkerDatabases

PLAN = "/planverk/fjordvik-internasjonal-strategi-2025-2028/"
PDF = b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture(scope="module")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of these tests' own, where a plan gets a file."""
    with serving(databases) as address:
        yield address


@pytest.mark.parametrize("script", [True, False])
def test_plan_is_laid_here_taken_home_and_taken_away(
    open_browser: Callable[..., Page], tmp_path: Path, script: bool
) -> None:
    page = open_browser()
    log_in(page, "fjordvik")
    state = page.context.storage_state()
    page = open_browser(storage_state=state, java_script_enabled=script)
    letter, plan = tmp_path / "brev.pdf", tmp_path / "strategi.pdf"
    letter.write_bytes("Kjære skole".encode())
    plan.write_bytes(PDF)
    page.goto(f"{PLAN}rediger/")
    page.get_by_label("Planen som PDF").set_input_files(letter)
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("#id_pdf_error")).to_contain_text("ikke en PDF")
    if script:
        assert not objections(page)
    page.get_by_label("Planen som PDF").set_input_files(plan)
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status").first).to_contain_text("Endringene er lagret.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned planen (PDF, 1 kB)").click()
    assert Path(download.value.path()).read_bytes() == PDF
    with page.expect_download() as download:
        page.locator("#mal-1").get_by_role("link", name="Side 4 (PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.get_by_role("link", name="Rediger planen").click()
    page.get_by_label("Fjern «strategi.pdf» (1 kB)").check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status").first).to_contain_text("Endringene er lagret.")
    expect(page.get_by_role("link", name="Last ned planen")).to_have_count(0)
