"""The keyboard alone reaches and operates everything."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessible import EACH_TEMPLATE, paths
from tests.cast import CAST
from tests.portal.pages import BEHIND_LOG_IN
from tests.portal.test_accounts import PASSWORD

PHONE = {"width": 375, "height": 740}
FAR = 120
# Of a group of radio buttons, one is a stop; what is folded away is none.
STOPS = """() => {
    const stops = [...document.querySelectorAll(
        'a[href], button, input, select, summary, textarea, [tabindex="0"]'
    )];
    const groups = new Set();
    return stops.filter(stop => {
        if (stop.type === 'hidden') return false;
        if (!stop.checkVisibility({visibilityProperty: true})) return false;
        if (stop.type !== 'radio') return true;
        const first = !groups.has(stop.name);
        groups.add(stop.name);
        return first;
    }).length;
}"""
WATCH = """() => {
    window.reached = new Set();
    window.unseen = [];
    document.addEventListener('focusin', event => {
        const style = getComputedStyle(event.target);
        const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
        if (!ring && event.target.id !== 'innhold') window.unseen.push(event.target.outerHTML);
        if (event.target.id !== 'innhold') window.reached.add(event.target);
    });
}"""


def is_focused(locator: Locator) -> bool:
    return locator.evaluate("element => element === document.activeElement")


def tab_to(page: Page, locator: Locator) -> None:
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if is_focused(locator):
            return
    pytest.fail("the keyboard does not get there")


def test_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/planverk/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Hopp til innholdet")
    assert is_focused(link)
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_choices_of_the_library_can_be_skipped(page: Page) -> None:
    page.goto("/planverk/?tema=vet")
    link = page.get_by_role("link", name="Hopp til treffene")
    tab_to(page, link)
    expect(link).to_be_in_viewport()
    assert link.evaluate("element => getComputedStyle(element).clipPath") == "none"
    page.keyboard.press("Enter")
    expect(page.locator("#dokumentene")).to_be_focused()
    page.keyboard.press("Tab")
    assert is_focused(page.locator(".docs .title a").first)


def test_skipping_works_after_a_new_choice_too(page: Page) -> None:
    page.goto("/planverk/")
    page.get_by_role("radio", name="Regionale planverk").check()
    page.wait_for_url("**/planverk/?niva=regional")
    page.get_by_role("link", name="Hopp til treffene").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert is_focused(page.locator(".docs .title a").first)


def test_menu_opens_and_leads_on_a_phone(open_browser: Callable[..., Page]) -> None:
    page = open_browser(viewport=PHONE)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Hovedmeny")
    expect(menu).to_be_hidden()
    tab_to(page, page.locator("summary", has_text="Meny"))
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    tab_to(page, menu.get_by_role("link", name="Skoler"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/skoler/")


def test_person_logs_in(page: Page) -> None:
    page.goto("/logg-inn/")
    form = page.locator("main form").first
    tab_to(page, form.get_by_label("E-post"))
    page.keyboard.type(CAST["hogfjell"])
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()


def test_library_is_filtered(page: Page) -> None:
    page.goto("/planverk/")
    form = page.locator("form", has=page.get_by_role("group", name="Tema"))
    if not form.is_visible():
        tab_to(page, page.locator("details.facets > summary"))
        page.keyboard.press("Enter")
    tab_to(page, form.locator("[name=niva]").first)
    page.keyboard.press("ArrowDown")
    tab_to(page, form.locator("[name=tema]").nth(1))
    page.keyboard.press("Space")
    tab_to(page, form.get_by_role("button", name="Vis"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/planverk/?niva=european&tema=*")


@pytest.mark.parametrize(
    "path",
    [
        *paths(EACH_TEMPLATE),
        "/planverk/?tema=vet",
        "/planverk/kart/?niva=regional",
        "/aktiviteter/tomrerlaerlinger-i-aalborg/",
    ],
)
def test_every_stop_is_reached_and_seen(page: Page, path: str) -> None:
    page.goto(path)
    pass_every_stop(page)


@pytest.mark.parametrize(("who", "path"), [(who, page.url()) for who, page in BEHIND_LOG_IN])
def test_every_stop_behind_the_log_in_is_reached_and_seen(
    open_browser: Callable[..., Page], signed_in: Callable, who: str, path: str
) -> None:
    page = open_browser(storage_state=signed_in(who))
    page.goto(path)
    pass_every_stop(page)


def pass_every_stop(page: Page) -> None:
    page.evaluate(WATCH)
    stops = page.evaluate(STOPS)
    # A date has a stop each for day, month, year and calendar.
    for _ in range(stops + 3 * page.locator("input[type=date]").count()):
        page.keyboard.press("Tab")
    assert page.evaluate("window.reached.size") == stops
    assert page.evaluate("window.unseen") == []
