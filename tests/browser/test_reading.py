"""The stranger's reading test of docs/reading-test.md: five answers by keyboard, keys counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

DOCUMENT = settings.BASE_DIR / "docs" / "reading-test.md"
ROW = re.compile(r"^\| (?P<task>[a-z]+) \|.*\| (?P<pages>\d+) \| (?P<keys>\d+) \|$", re.MULTILINE)
STATED = {
    row["task"]: (int(row["pages"]), int(row["keys"]))
    for row in ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))
}
PATIENCE = 150


@dataclass
class Stranger:
    """Somebody with a keyboard; counts what she presses and the pages she comes to."""

    page: Page
    pages: int = 1
    keys: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def tab_to(self, stop: Locator) -> None:
        for _ in range(PATIENCE):
            self.press("Tab")
            if stop.evaluate("element => element === document.activeElement"):
                return
        pytest.fail("the keyboard does not get there")

    def follow(self, link: Locator) -> None:
        """Go to a link and on to its page."""
        self.tab_to(link)
        self.leave()

    def leave(self) -> None:
        """Press Enter and come to another page."""
        with self.page.expect_navigation():
            self.press("Enter")
        self.pages += 1

    def pass_the_head(self) -> None:
        """By the link that every page begins with."""
        self.tab_to(self.page.locator(".ds-skip-link"))
        self.press("Enter")

    def search(self, words: str) -> None:
        """In the field that stands in the head."""
        self.tab_to(self.page.get_by_label("Søk i planverket"))
        self.type(words)
        self.leave()

    def open_hit(self, title: str) -> None:
        """By the link past the head, and the one past the choices."""
        self.pass_the_head()
        self.tab_to(self.page.get_by_role("link", name="Hopp til treffene"))
        self.press("Enter")
        self.follow(self.page.locator(".docs .title a", has_text=title))

    def section(self, heading: str) -> Locator:
        """The part of the page under a heading."""
        return self.page.locator("section", has=self.page.get_by_role("heading", name=heading))


def vet(reader: Stranger) -> None:
    reader.search("yrkesopplæring mobilitet")
    reader.open_hit("Herning")
    expect(reader.page.locator(".page-head .level")).to_have_text(
        "Internasjonale/europeiske planverk"
    )
    expect(reader.page.locator(".facts")).to_contain_text("2025")
    expect(reader.section("Mål (")).to_contain_text("Utvekslingen av elever, lærlinger")


def riga(reader: Stranger) -> None:
    reader.search("riga")
    reader.open_hit("Riga")
    here = reader.section("Før og etter").locator("[aria-current]")
    expect(here).to_contain_text("erstattet av")
    expect(here.locator("+ li a")).to_have_text("The Osnabrück Declaration (2020)")


def point(reader: Stranger) -> None:
    reader.pass_the_head()
    reader.follow(reader.page.get_by_role("link", name="Tiltak 3"))
    reader.pass_the_head()
    reader.follow(reader.page.locator(".points a", has_text="3.3").first)
    rows = reader.section("Aktiviteter som bidrar").locator("li .title")
    expect(rows.first).to_contain_text("Tømrerlærlinger i Aalborg")


def bruges(reader: Stranger) -> None:
    reader.search("bruges")
    reader.open_hit("Bruges")
    expect(reader.section("Slik det står i grunnlaget").locator("blockquote")).to_contain_text(
        "Bruges Communiqe"
    )


def europe(reader: Stranger) -> None:
    reader.follow(reader.page.get_by_role("navigation").get_by_role("link", name="Tiltak"))
    reader.pass_the_head()
    reader.follow(reader.page.get_by_role("link", name="Programmet som dokument"))
    heading = reader.section("Dette bygger dokumentet på").locator("h3.level").last
    expect(heading).to_contain_text("Internasjonale/europeiske planverk")
    expect(heading.locator("+ .anchors")).to_contain_text("The Bruges Communiqué (2010)")


TASKS = {task.__name__: task for task in (vet, riga, point, bruges, europe)}


@pytest.mark.parametrize("name", TASKS)
def test_stranger_finds_the_answer_within_what_is_stated(page: Page, name: str) -> None:
    page.goto("/")
    reader = Stranger(page)
    walk: Callable[[Stranger], None] = TASKS[name]
    walk(reader)
    pages, keys = STATED[name]
    assert reader.pages <= pages <= 3
    assert reader.keys <= keys, f"{name} took {reader.keys} keys"


def test_every_task_is_written_down() -> None:
    assert STATED.keys() == TASKS.keys()
