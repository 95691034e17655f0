"""On paper an activity is a few sheets: the chains, without what can only be clicked."""

import re

import pytest
from playwright.sync_api import Page, expect

MOST_SHEETS = 6
SHEET = re.compile(rb"/Type\s*/Page\b")
VG2_EXCHANGE = "/aktiviteter/vg2-utveksling-med-oldenburg/"


@pytest.fixture
def activities(page: Page) -> list[str]:
    page.goto("/aktiviteter/")
    return page.locator("main h2 a, main .title a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
        ".filter(href => href.startsWith('/aktiviteter/'))"
    )


def test_each_activity_prints_on_a_few_sheets(page: Page, activities: list[str]) -> None:
    assert len(activities) > 3
    for path in activities:
        page.goto(path)
        sheets = len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True)))
        assert 1 <= sheets <= MOST_SHEETS, path


def test_folded_lists_are_one_line_on_paper_and_their_address_stands_there(page: Page) -> None:
    page.goto(VG2_EXCHANGE)
    address = page.locator(".on-paper").filter(has_text=f"{VG2_EXCHANGE}grunnlag/")
    inside = page.locator(".folded .chain").first
    expect(address).to_be_hidden()
    expect(inside).to_be_visible()
    page.emulate_media(media="print")
    expect(address).to_be_visible()
    expect(inside).to_be_hidden()
    expect(page.locator(".folded > summary").first).to_be_visible()


def test_navigation_stays_off_the_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(VG2_EXCHANGE)
    for part in (".menu", ".crumbs", ".tools", ".notice"):
        expect(page.locator(part).first).to_be_hidden()
