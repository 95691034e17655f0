"""The county decides on proposed anchors, with the keyboard and without a script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving
from tests.browser.test_accessible import objections
from tests.databases import WorkerDatabases

PHONE = {"width": 375, "height": 700}


@pytest.fixture
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of this test's own: afterwards anchors are no longer what the others expect."""
    with serving(databases) as address:
        yield address


@pytest.mark.parametrize("script", [True, False])
def test_county_confirms_some_and_rejects_one(
    open_browser: Callable[..., Page], script: bool
) -> None:
    page = open_browser(java_script_enabled=script, viewport=PHONE)
    log_in(page, "county")
    page.get_by_role("banner").get_by_role("link", name="Til oppfølging").click()
    page.get_by_role("link", name="Foreslåtte forankringer").click()
    expect(page).to_have_title("Foreslåtte forankringer – Forankring")
    boxes = page.locator(".decide input[type=checkbox]")
    whole = int(page.locator(".results-head h2").inner_text().split()[0])
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    boxes.nth(1).check()
    save = page.get_by_role("button", name="Lagre")
    save.click()
    expect(page).to_have_title("Feil: Foreslåtte forankringer – Forankring")
    expect(boxes.nth(0)).to_be_checked()
    if script:
        assert not objections(page)
    page.get_by_label("Bekreft", exact=True).check()
    save.click()
    expect(page.get_by_role("status")).to_contain_text("2 forankringer er bekreftet.")
    expect(page.locator(".results-head h2")).to_have_text(f"{whole - 2} forankringer")
    boxes.nth(0).check()
    page.get_by_label("Avvis", exact=True).check()
    page.get_by_label("Hvorfor avvises de?").fill("Målet handler om noe annet.")
    save.click()
    expect(page.get_by_role("status")).to_contain_text("1 forankring er avvist.")
    page.goto("/fylket/forslag/?vis=rejected")
    expect(page.locator(".decide")).to_contain_text("Målet handler om noe annet.")
