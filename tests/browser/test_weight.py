"""The first visit is light, and what it fetched is kept."""

import re

import pytest
from playwright.sync_api import Page, Response

from tests.browser.test_accessible import EACH_TEMPLATE, paths

LIGHT = 60_000
HEAVIEST = 100_000
YEAR = 31_536_000


def first_visit(page: Page, path: str) -> list[int]:
    """Bytes of each file, as they travel."""
    sizes: list[int] = []
    protocol = page.context.new_cdp_session(page)
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    protocol.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    assert len(sizes) > 4
    return sizes


def test_first_visit_of_the_front_page_is_light(page: Page) -> None:
    assert sum(first_visit(page, "/")) <= LIGHT


@pytest.mark.parametrize("path", paths(EACH_TEMPLATE))
def test_first_visit_of_any_page_is_no_heavier_than_a_small_picture(page: Page, path: str) -> None:
    assert sum(first_visit(page, path)) <= HEAVIEST


def test_static_files_are_kept_for_a_year_and_never_asked_for_again(page: Page) -> None:
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))
    page.goto("/", wait_until="networkidle")
    static = [response for response in fetched if "/static/" in response.url]
    assert static
    for response in static:
        kept = response.header_value("cache-control")
        assert "immutable" in kept
        assert int(re.search(r"max-age=(\d+)", kept)[1]) >= YEAR
        assert re.search(r"\.[0-9a-f]{12}\.", response.url)


def test_files_travel_compressed(page: Page) -> None:
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))
    page.goto("/", wait_until="networkidle")
    styles = [response for response in fetched if response.url.endswith(".css")]
    assert {response.header_value("content-encoding") for response in styles} <= {"br", "gzip"}
