"""The map by keyboard: to a document and back, past it to the table, and what focus shows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import is_focused, tab_to

MAP = "/planverk/kart/"


def test_skip_link_leads_past_the_drawing_to_the_table(page: Page) -> None:
    page.goto(MAP)
    tab_to(page, page.get_by_role("link", name="Hopp over kartet til tabellen"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.querySelector('#tabell').contains(document.activeElement)"
    assert page.evaluate(inside)


def test_box_leads_to_its_document_and_back(page: Page) -> None:
    page.goto(MAP)
    box = page.locator("svg.map a").first
    tab_to(page, box)
    href = box.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")
    page.go_back()
    expect(page.locator("svg.map")).to_be_visible()


def test_boxes_come_column_by_column_from_above(page: Page) -> None:
    page.goto(MAP)
    places = page.locator("svg.map a").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect()).map(box => [box.x, box.y])"
    )
    assert places == sorted(places)


def test_focus_shows_on_the_box_and_on_its_lines(page: Page) -> None:
    page.goto(MAP)
    box = page.locator("svg.map a").first
    line = page.locator("svg.map g:has(> a) .line").first
    width = "element => parseFloat(getComputedStyle(element).strokeWidth)"
    before = box.locator(".box").evaluate(width), line.evaluate(width)
    tab_to(page, box)
    after = box.locator(".box").evaluate(width), line.evaluate(width)
    assert after > before
    assert after[1] > before[1]


def test_the_drawing_scrolls_in_its_own_region_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(MAP)
    region = page.get_by_role("region", name="Kartet, kan rulles sidelengs")
    tab_to(page, region)
    assert is_focused(region)
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


@pytest.mark.parametrize("name", ["Internasjonal strategi for Fjordvik 2025–2028"])
def test_a_box_is_called_by_its_whole_title(page: Page, name: str) -> None:
    page.goto(MAP)
    drawing = page.locator("svg.map")
    expect(drawing.get_by_role("link", name=name, exact=True)).to_be_visible()
