"""Min side with much on it: every language and light, by keyboard, with no script."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving_over
from tests.browser.test_accessible import objections
from tests.databases import WorkerDatabases

PHONE = {"width": 375, "height": 700}
LISTS = ["/min-side/utkast/", "/min-side/planutkast/"]
TO_ACT_ON = ["/min-side/hull/", "/min-side/foreslatt/", "/min-side/gar-ut/"]
PEOPLE = {
    "fjordvik": [*LISTS, *TO_ACT_ON],
    "colleague": LISTS,
    "kvernstein": [*LISTS, *TO_ACT_ON],
    "leader": [*LISTS, *TO_ACT_ON],
    "county": [],
}
TO_DRAFTS = """
    UPDATE mobility_activity SET published_at = NULL, status = 'idea';
    UPDATE plans_policydocument SET published_at = NULL WHERE organisation_id IS NOT NULL;
"""


@pytest.fixture(scope="module")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One where everything that people own is a draft and waits for them."""
    with databases.fresh("full") as name:
        address = databases.run.address(name)
        with psycopg.connect(address) as connection:
            connection.execute(TO_DRAFTS)
        with serving_over(address) as server:
            yield server


@pytest.mark.parametrize("person", PEOPLE)
def test_page_and_its_lists_are_accessible_on_a_phone(
    open_browser: Callable[..., Page], person: str
) -> None:
    page = open_browser(viewport=PHONE)
    log_in(page, person)
    addresses = ["/min-side/", "/min-side/sprak-og-varsler/", *PEOPLE[person]]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for prefix in ("", "/nn", "/en"):
            for address in addresses:
                answer = page.goto(f"{prefix}{address}")
                assert answer.ok, (prefix, address)
                assert not objections(page), (scheme, prefix, address)
                width = page.evaluate("document.documentElement.scrollWidth")
                assert width <= PHONE["width"], (scheme, prefix, address)


def test_list_of_drafts_has_rows_here(open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    log_in(page, "fjordvik")
    page.goto("/min-side/utkast/")
    assert page.locator(".docs > li").count() > 1


@pytest.mark.parametrize(("person", "script"), [("fjordvik", True), ("hogfjell", False)])
def test_steps_are_ticked_hidden_and_shown_again_by_keyboard(
    open_browser: Callable[..., Page], person: str, script: bool
) -> None:
    page = open_browser(viewport=PHONE, java_script_enabled=script)
    log_in(page, person)
    page.get_by_label("Forankre ideen").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Lagre").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Sjekklisten er lagret.")
    expect(page.get_by_label("Forankre ideen")).to_be_checked()
    page.get_by_role("button", name="Skjul").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Forankre ideen")).to_have_count(0)
    page.get_by_role("button", name="Vis").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Forankre ideen")).to_be_checked()


@pytest.mark.parametrize(("person", "script"), [("kvernstein", True), ("havbris", False)])
def test_language_and_notices_are_chosen_by_keyboard(
    open_browser: Callable[..., Page], person: str, script: bool
) -> None:
    page = open_browser(viewport=PHONE, java_script_enabled=script)
    log_in(page, person)
    page.get_by_role("link", name="Språk og varsler").focus()
    page.keyboard.press("Enter")
    page.get_by_label("hver dag").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Lagre").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Valgene dine er lagret.")
    page.get_by_role("link", name="Språk og varsler").click()
    expect(page.get_by_label("hver dag")).to_be_checked()
