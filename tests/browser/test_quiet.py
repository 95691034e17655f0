"""No page asks elsewhere, complains, or keeps anything in the browser; `open_browser` looks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watch
from tests.browser.test_accessible import objections
from tests.portal.page import LANGUAGES
from tests.portal.pages import SHOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_makes_a_noise(page: Page, language: str) -> None:
    for address in SHOWN:
        assert page.goto(address.url(language)).status == 200


def test_no_page_makes_a_noise_for_the_county(
    open_browser: Callable[..., Page], signed_in: Callable
) -> None:
    page = open_browser(storage_state=signed_in("county"))
    for address in SHOWN:
        page.goto(address.url())


def test_a_noise_would_be_heard(browser: Browser, server: str) -> None:
    watch = Watch(server)
    page = browser.new_page()
    watch.over(page)
    page.goto(f"{server}/helse/lever")
    with page.expect_event("requestfailed"):
        page.evaluate("console.error('ouch'); new Image().src = 'http://127.0.0.1:9/x.png'")
    page.close()
    assert watch.complaints
    assert watch.outside == ["http://127.0.0.1:9/x.png"]


def test_a_barrier_would_be_found(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert "image-alt" in objections(page)
