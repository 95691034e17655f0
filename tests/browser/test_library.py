"""The library with script: choices answer at once, and nobody loses her place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect


def at_library(page: Page) -> Page:
    page.goto("/planverk/")
    return page


def test_choice_changes_list_counts_and_address_and_keeps_the_focus(page: Page) -> None:
    at_library(page)
    theme = page.get_by_role("checkbox", name="Fag- og yrkesopplæring")
    theme.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/planverk/?tema=vet")
    count = page.locator("#antall-tema-vet").inner_text()
    expect(page.locator("#antall")).to_have_text(f"{count} dokumenter")
    expect(theme).to_be_focused()
    expect(page.locator("[aria-live=polite] #antall")).to_be_visible()


def test_search_and_order_are_sent_without_a_new_page(page: Page) -> None:
    at_library(page).evaluate("document.body.dataset.same = 'yes'")
    page.get_by_label("Søk i titler og mål").fill("yrkesfag")
    page.keyboard.press("Enter")
    page.wait_for_url("**/planverk/?q=yrkesfag")
    page.get_by_label("Sorter etter").focus()
    page.get_by_label("Sorter etter").select_option("nyest")
    page.wait_for_url("**/planverk/?q=yrkesfag&sorter=nyest")
    expect(page.get_by_label("Sorter etter")).to_be_focused()
    expect(page.locator(".hits mark").first).to_be_visible()
    assert page.evaluate("document.body.dataset.same") == "yes"
    expect(page).to_have_title("Søk etter «yrkesfag» i planverket – Forankring")


def test_back_shows_the_choices_as_they_were(page: Page) -> None:
    at_library(page)
    page.get_by_role("radio", name="Regionale planverk").check()
    page.wait_for_url("**/planverk/?niva=regional")
    page.go_back()
    page.wait_for_url("**/planverk/")
    expect(page.get_by_role("radio", name="Regionale planverk")).not_to_be_checked()
    expect(page.locator("#antall")).to_contain_text("65")


def test_language_links_follow_the_choices(page: Page) -> None:
    at_library(page).get_by_role("radio", name="Regionale planverk").check()
    page.wait_for_url("**/planverk/?niva=regional")
    link = page.locator("#sprak a[hreflang=nn]")
    expect(link).to_have_attribute("href", re.compile(r"^/nn/planverk/\?.*niva=regional"))


def test_without_script_the_same_form_gives_the_same_list(
    open_browser: Callable[..., Page],
) -> None:
    page = at_library(open_browser(java_script_enabled=False))
    page.get_by_role("radio", name="Regionale planverk").check()
    page.get_by_role("button", name="Vis treff").click()
    expect(page.locator("#antall")).to_have_text(
        f"{page.locator('#antall-niva-regional').inner_text()} dokumenter"
    )


def test_folded_choices_open_by_keyboard_and_stay_open(page: Page) -> None:
    fold = at_library(page).get_by_text("Vis 10 til: Tema")
    fold.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**tema=**")
    expect(page.locator("input:focus")).to_be_visible()


FAILURES = {
    "no_answer": lambda route: route.abort(),
    "fault": lambda route: route.fulfill(status=500, body="<title>x</title>"),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/planverk/", "Listen ble ikke oppdatert"),
        ("/nn/planverk/", "Lista vart ikkje oppdatert"),
        ("/en/planverk/", "The list was not updated"),
    ],
)
def test_list_that_could_not_be_fetched_is_told_of_until_it_could(
    browser: Browser, server: str, path: str, words: str, failure: str
) -> None:
    page = browser.new_page()
    page.goto(f"{server}{path}")
    alert, before = page.get_by_role("alert"), page.locator("#antall").inner_text()
    expect(alert).to_be_empty()

    page.route("**/planverk/?*", FAILURES[failure])
    page.locator("#velg-tema-vet").check()
    expect(alert).to_contain_text(words)
    assert page.locator("#antall").inner_text() == before

    page.unroute("**/planverk/?*")
    page.locator("#velg-tema-mobility").check()
    page.wait_for_url("**tema=mobility**")
    expect(alert).to_be_empty()
    page.close()
