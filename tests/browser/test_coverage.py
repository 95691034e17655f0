"""The coverage's table is a list on a phone, and fits a laptop with 25 schools."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > window.innerWidth"
MANY = """
for (const row of document.querySelectorAll(".coverage tr")) {
  while (row.children.length < 26) row.append(row.children[1].cloneNode(true));
}
document.querySelector(".coverage").classList.remove("few");
"""


def test_phone_has_a_list_with_names_and_words(open_browser: Callable[..., Page]) -> None:
    page = open_browser(viewport={"width": 375, "height": 700})
    page.goto("/forankring/?niva=regional")
    cell = page.get_by_role("link", name="Fjordvik vgs. (eksempel)").first
    expect(cell).to_be_visible()
    expect(cell).to_contain_text("1 bekreftet")
    expect(page.locator(".coverage thead")).to_be_hidden()
    expect(page.locator(".coverage td:empty").first).to_be_hidden()


def test_laptop_has_25_schools_side_by_side_and_their_names_stay(page: Page) -> None:
    page.goto("/forankring/?niva=national")
    page.evaluate(MANY)
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    page.locator(".coverage tbody tr").last.scroll_into_view_if_needed()
    assert page.locator(".coverage thead").bounding_box()["y"] < 0
    assert page.locator(".coverage thead th").last.bounding_box()["y"] == 0


def test_tablet_scrolls_the_table_and_not_the_page(open_browser: Callable[..., Page]) -> None:
    page = open_browser(viewport={"width": 800, "height": 900})
    page.goto("/forankring/?niva=national")
    page.evaluate(MANY)
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    frame = page.locator(".coverage-frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")


def test_number_is_followed_to_its_list_by_keyboard(page: Page) -> None:
    page.goto("/forankring/?niva=regional")
    page.locator(".coverage td a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/aktiviteter/?dokument=*&hos=*")
    expect(page.get_by_role("link", name="Fjern alle valg")).to_be_visible()
