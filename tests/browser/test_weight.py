"""The first visit is light, and what it fetched is kept."""

import re

from playwright.sync_api import Page, Response

LIGHT = 60_000
YEAR = 31_536_000


def test_first_visit_of_the_front_page_is_light(page: Page) -> None:
    sizes: list[int] = []
    protocol = page.context.new_cdp_session(page)
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    protocol.send("Network.enable")
    page.goto("/", wait_until="networkidle")
    assert len(sizes) > 5
    assert sum(sizes) <= LIGHT


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
