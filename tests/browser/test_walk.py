"""From an activity up to Europe and back to its school, by links alone."""

import re
from collections import deque
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

EUROPE = "Internasjonale/europeiske planverk"
SCHOOLS = "/skoler/"
OFFICES = "/opplaringskontor/"

# Whose it is, and how many European aims and whole documents it rests on.
ACTIVITIES = {
    "helsefagelever-i-praksis-i-braga": ("Fjordvik", SCHOOLS, 27),
    "gjenbruk-i-byggfag-sammen-med-tartu": ("Fjordvik", SCHOOLS, 26),
    "vg2-utveksling-med-oldenburg": ("Høgfjell", SCHOOLS, 25),
    "jobbskugging-for-faglaerarar-i-innsbruck": ("Høgfjell", SCHOOLS, 31),
    "tomrerlaerlinger-i-aalborg": ("Kvernstein", OFFICES, 33),
}


def aims(page: Page) -> list[str]:
    """Links to what the activity reaches in Europe, unfolded."""
    folded = page.locator("section[aria-labelledby=europeisk] details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    links = page.locator("section[aria-labelledby=europeisk] li a")
    return [link.get_attribute("href") for link in links.all()]


def turn_page(page: Page) -> None:
    """Go to the next page of a list, and wait for its last part to be there."""
    number = page.locator(".ds-pagination [aria-current]")
    here = int(number.inner_text())
    page.get_by_role("link", name="Neste").click()
    expect(number).to_have_text(str(here + 1))


def start_at_home(page: Page, slug: str) -> str:
    """Go to the school's page, from there to the activity; gives the school's address."""
    name, members, _ = ACTIVITIES[slug]
    page.goto(members)
    while not page.get_by_role("link", name=name).count():
        turn_page(page)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    home = page.url
    page.locator(f"main a[href='/aktiviteter/{slug}/']").click()
    return home


@pytest.mark.parametrize("slug", ACTIVITIES)
def test_each_european_aim_is_a_link_away_and_leads_back(page: Page, slug: str) -> None:
    home = start_at_home(page, slug)
    here, reached = f"/aktiviteter/{slug}/", aims(page)
    assert len(reached) == len(set(reached)) > 10
    for aim in reached:
        with page.context.expect_page() as opened:
            page.locator(f"section[aria-labelledby=europeisk] a[href='{aim}']").click(
                modifiers=["ControlOrMeta"]
            )
        there = opened.value
        expect(there).to_have_url(re.compile(re.escape(aim) + "$"))
        expect(there.locator("main p.level").first).to_have_text(EUROPE)
        expect(there.locator(":target" if "#" in aim else "h1")).to_be_visible()
        back = there.locator(f"section[aria-labelledby=aktiviteter] a[href='{here}']")
        expect(back).to_be_visible()
        if aim != reached[-1]:
            there.close()
    back.click()
    there.locator("main dl.facts a").first.click()
    expect(there).to_have_url(home)


@pytest.mark.parametrize("slug", ACTIVITIES)
def test_list_of_all_it_rests_on_has_every_european_aim(page: Page, slug: str) -> None:
    start_at_home(page, slug)
    shown = set(aims(page))
    page.get_by_role("link", name="i en liste").click()
    page.get_by_role("link", name=EUROPE).click()
    expect(page.locator(".results-head h2")).to_contain_text(f"{ACTIVITIES[slug][2]} dokumenter")
    listed: list[str] = []
    while True:
        links = page.locator("main .stop-title a").all()
        listed += [link.get_attribute("href") or "" for link in links]
        if not page.get_by_role("link", name="Neste").count():
            break
        turn_page(page)
    assert len(listed) == len(set(listed)) == ACTIVITIES[slug][2]
    assert shown <= set(listed)


def upward(html: str) -> list[str]:
    """Links one step up: the first steps of chains, or what a document rests on directly."""
    soup = BeautifulSoup(html, "lxml")
    first = [
        chain.select_one("li:not(.start) .stop-title a") for chain in soup.select(".strand .chain")
    ]
    stops = first or soup.select("section[aria-labelledby=opp] .title a")
    return [stop["href"] for stop in stops if stop]


def way_to(page: Page, start: str, goal: str) -> list[str]:
    """The addresses to click through from the start to the goal, page by page."""
    waiting, seen = deque([[start]]), {start}
    while waiting:
        way = waiting.popleft()
        if way[-1] == goal:
            return way[1:]
        here = way[-1].split("#")[0]
        for href in upward(page.request.get(urljoin(page.url, here)).text()):
            if href not in seen:
                seen.add(href)
                waiting.append([*way, href])
    return []


def test_highest_aim_is_reached_page_by_page(page: Page) -> None:
    slug = "tomrerlaerlinger-i-aalborg"
    start_at_home(page, slug)
    goal = aims(page)[-1]
    way = way_to(page, f"/aktiviteter/{slug}/", goal)
    assert len(way) > 2
    for href in way:
        page.locator(f"main a[href='{href}']").first.click()
    expect(page).to_have_url(re.compile(re.escape(goal) + "$"))
    expect(page.locator("main p.level").first).to_have_text(EUROPE)


def test_activity_that_rests_on_nothing_shows_its_gaps(page: Page) -> None:
    page.goto("/aktiviteter/forberedende-besok-i-galway/")
    gaps = page.locator("aside section", has=page.get_by_role("heading", name="Mangler"))
    expect(gaps.get_by_role("link")).to_have_count(5)
    expect(page.locator("aside h2").first).to_contain_text("0 av 5 nivåer")
    expect(page.locator("main")).to_contain_text("ikke forankret i noe ennå")
    gaps.get_by_role("link", name=EUROPE).click()
    expect(page).to_have_url(re.compile(re.escape("/planverk/?niva=european") + "$"))
