"""A whole Tuesday: from a plan that is pasted to a text for the application, and to the next year.

Once with the mouse and once with the keyboard alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import log_in, serving
from tests.browser.test_accessible import objections
from tests.browser.test_keyboard import is_focused, tab_to
from tests.databases import WorkerDatabases

PASTED = "1. Alle på Vg2 skal få arbeide ute.\n2. Vi skal ta imot gjester hvert år."
THEMES = ("Bærekraft", "Mobilitet", "Kvalitet")
SIX = 6


class Mouse:
    """Does things as somebody who points."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, there: Locator) -> None:
        there.click()

    def write(self, there: Locator, text: str) -> None:
        there.fill(text)

    def tick(self, there: Locator) -> None:
        there.check()

    def choose(self, there: Locator, label: str) -> None:
        there.select_option(label=label)

    def date(self, there: Locator) -> None:
        there.fill("2026-10-10")


class Keyboard(Mouse):
    """Does the same without ever pointing."""

    def press(self, there: Locator) -> None:
        self.reach(there)
        self.page.keyboard.press("Enter")

    def write(self, there: Locator, text: str) -> None:
        self.reach(there)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def tick(self, there: Locator) -> None:
        self.reach(there)
        self.page.keyboard.press("Space")
        expect(there).to_be_checked()

    def choose(self, there: Locator, label: str) -> None:
        self.reach(there)
        self.page.keyboard.type(label)
        expect(there.locator("option:checked")).to_have_text(label)

    def date(self, there: Locator) -> None:
        self.reach(there)
        # The same whichever of day and month the browser asks for first.
        self.page.keyboard.type("10102026")
        expect(there).to_have_value("2026-10-10")

    def reach(self, there: Locator) -> None:
        expect(there).to_be_visible()
        if not is_focused(there):
            tab_to(self.page, there)


@pytest.fixture(scope="module")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of these tests' own, where plans and activities are added."""
    with serving(databases) as address:
        yield address


def arrived(page: Page, heading: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def paste_a_plan(page: Page, hands: Mouse, title: str) -> None:
    page.goto("/planverk/ny/")
    hands.write(page.get_by_label("Hva heter planen?"), title)
    hands.press(page.get_by_role("button", name="Lagre og gå videre"))
    arrived(page, "Målene i planen")
    hands.write(page.get_by_label("Lim inn målene"), PASTED)
    hands.press(page.get_by_role("button", name="Legg til målene"))
    expect(page.get_by_role("status").first).to_contain_text("2 mål er lagt til.")
    assert not objections(page)
    hands.press(page.get_by_role("link", name="Gå videre"))
    arrived(page, "Om planen")
    for theme in THEMES:
        hands.tick(page.get_by_label(theme, exact=True))
    hands.press(page.get_by_role("button", name="Lagre"))
    arrived(page, title)


def begin_an_idea(page: Page, hands: Mouse, title: str) -> None:
    page.goto("/min-side/")
    hands.press(page.get_by_role("link", name="Ny aktivitet"))
    hands.write(page.get_by_label("Tittel"), title)
    hands.press(page.get_by_role("button", name="Lagre utkastet"))
    arrived(page, "Hva og hvorfor")
    hands.choose(page.get_by_label("Hva slags aktivitet"), "Utveksling")
    hands.write(page.get_by_label("Kort om"), "Alle i byggfag arbeider tre uker ute.")
    for theme in THEMES:
        hands.tick(page.get_by_label(theme, exact=True))
    hands.press(page.get_by_role("button", name="Lagre og gå videre"))
    arrived(page, "Med hvem og når")
    hands.press(page.get_by_role("button", name="Lagre og gå videre"))
    arrived(page, "Forankring")


def take_six_suggestions(page: Page, hands: Mouse, plan: str) -> None:
    """The first aim of the plan that was pasted, then what is suggested first."""
    suggested = page.locator("section[aria-labelledby=forslag] a")
    boxes = page.locator("main input[type=checkbox]")
    for number in range(1, SIX + 1):
        own = number == 1
        hands.press(suggested.filter(has_text=plan) if own else suggested.first)
        reason = page.get_by_label("Hvorfor?")
        expect(reason).to_be_visible()
        hands.tick(page.get_by_label("Mål 1: Alle på Vg2") if own else boxes.first)
        hands.write(reason, f"Grunn nummer {number}.")
        hands.press(page.get_by_role("button", name="Legg til forankringen"))
        expect(page.locator(".chosen-anchors > li")).to_have_count(number)


def get_the_leaders_yes(page: Page, hands: Mouse) -> None:
    hands.press(page.get_by_role("link", name="Skriv inn hva dere ble enige om"))
    arrived(page, "Dialog med ledelsen")
    hands.date(page.get_by_label("Når?"))
    hands.write(page.get_by_label("Hvor?"), "Ledermøtet")
    hands.write(page.get_by_label("Med hvem"), "rektor")
    hands.write(page.get_by_label("Hva ble dere enige om?"), "Vikar i tre uker.")
    hands.tick(page.get_by_label("Ledelsen sier ja"))
    hands.press(page.get_by_role("button", name="Lagre"))
    expect(page.get_by_role("status").first).to_contain_text("Samtalen er lagret.")
    hands.press(step(page, "Forankring"))
    arrived(page, "Forankring")
    for box in page.locator("input[name=picked]").all():
        hands.tick(box)
    hands.press(page.get_by_role("button", name="Bekreft de avkryssede"))
    expect(page.get_by_role("status").first).to_contain_text("6 forankringer er bekreftet.")


def step(page: Page, name: str) -> Locator:
    """A step's link among the steps of the work."""
    return page.locator(".steps").get_by_role("link", name=name)


def find_the_partner(page: Page, hands: Mouse) -> None:
    hands.press(step(page, "Med hvem og når"))
    arrived(page, "Med hvem og når")
    hands.write(page.get_by_label("Partner"), "Tartu VOCO")
    hands.choose(page.get_by_label("Land"), "Estland")
    hands.press(page.get_by_role("button", name="Lagre og gå videre"))
    arrived(page, "Forankring")


def take_the_text(page: Page, hands: Mouse) -> str:
    """The English text for KA122, as it was downloaded."""
    hands.press(step(page, "Søknadstekst"))
    arrived(page, "Søknadstekst")
    hands.press(page.get_by_role("link", name=re.compile("^Engelsk.*KA122")))
    expect(page.locator("main")).to_contain_text("With whom: Tartu VOCO")
    assert not objections(page)
    with page.expect_download() as download:
        hands.press(page.get_by_role("link", name="Last ned som DOCX"))
    paper = Document(BytesIO(Path(download.value.path()).read_bytes()))
    return "\n".join(each.text for each in paper.paragraphs)


def hear_no_and_begin_again(page: Page, hands: Mouse, title: str) -> None:
    hands.press(step(page, "Med hvem og når"))
    arrived(page, "Med hvem og når")
    hands.choose(page.get_by_label("Hvor langt dere er kommet"), "Ikke innvilget")
    hands.write(page.get_by_label("Hva skrev de som vurderte"), "Målene er for vage.")
    hands.press(page.get_by_role("button", name="Lagre og avslutt"))
    arrived(page, title)
    hands.press(page.get_by_role("link", name="Lag neste runde"))
    hands.write(page.get_by_label("Tittel"), f"{title} 2028")
    hands.press(page.get_by_role("button", name=re.compile("^Lag")))
    arrived(page, "Hva og hvorfor")
    hands.press(step(page, "Forankring"))
    expect(page.locator(".chosen-anchors > li")).to_have_count(SIX)


@pytest.mark.parametrize("way", [Mouse, Keyboard])
def test_from_a_pasted_plan_to_a_text_and_to_next_years_round(
    open_browser: Callable[..., Page], way: type[Mouse]
) -> None:
    page = open_browser(accept_downloads=True)
    hands = way(page)
    title = f"Byggfag til Tartu {way.__name__}"
    log_in(page, "hogfjell")
    plan = f"Strategi {way.__name__}"
    paste_a_plan(page, hands, plan)
    begin_an_idea(page, hands, title)
    take_six_suggestions(page, hands, plan)
    get_the_leaders_yes(page, hands)
    find_the_partner(page, hands)
    text = take_the_text(page, hands)
    assert title in text
    for said in (f"Grunn nummer {number}." for number in range(1, SIX + 1)):
        assert said in text
    assert "Alle på Vg2 skal få arbeide ute" in text
    assert "Vikar i tre uker." in text
    assert "Sources" in text.split("\n")
    hear_no_and_begin_again(page, hands, title)
