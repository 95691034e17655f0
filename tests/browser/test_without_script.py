"""With JavaScript off the pages are the same, and the forms work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import CAST
from tests.portal.pages import BEHIND_LOG_IN, SHOWN
from tests.portal.test_accounts import PASSWORD

PATHS = [page.url() for page in SHOWN if not page.name.startswith("account")]


@pytest.fixture
def plain(open_browser: Callable[..., Page]) -> Page:
    return open_browser(java_script_enabled=False)


@pytest.mark.parametrize("path", PATHS)
def test_page_says_the_same(page: Page, plain: Page, path: str) -> None:
    page.goto(path)
    plain.goto(path)
    assert plain.locator("body").inner_text() == page.locator("body").inner_text()


@pytest.mark.parametrize(("who", "path"), [(who, page.url()) for who, page in BEHIND_LOG_IN])
def test_page_behind_the_log_in_says_the_same(
    open_browser: Callable[..., Page], signed_in: Callable, who: str, path: str
) -> None:
    state = signed_in(who)
    said = []
    for script in (True, False):
        page = open_browser(storage_state=state, java_script_enabled=script)
        page.goto(path)
        said.append(page.locator("body").inner_text())
    assert said[0] == said[1]


def test_library_is_filtered(plain: Page) -> None:
    plain.goto("/planverk/")
    form = plain.locator("form", has=plain.get_by_role("group", name="Tema"))
    if not form.is_visible():
        plain.locator("details.facets > summary").click()
    form.get_by_role("radio", name="Internasjonale/europeiske planverk").check()
    form.get_by_role("button", name="Vis").click()
    assert "niva=european" in plain.url
    expect(plain.locator("main h2").first).to_be_visible()


def test_person_logs_in_and_out(plain: Page) -> None:
    plain.goto("/logg-inn/")
    form = plain.locator("main form").first
    form.get_by_label("E-post").fill(CAST["kvernstein"])
    form.get_by_label("Passord").fill(PASSWORD)
    form.get_by_role("button").click()
    plain.get_by_role("button", name="Logg ut").click()
    expect(plain.get_by_role("link", name="Logg inn").first).to_be_visible()
