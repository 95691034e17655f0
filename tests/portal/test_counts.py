"""Every number that counts something leads to the list it counts, which has that many rows.

A count names its rows in `data-count`, a selector. Inside a link they stand on the page that the
link leads to; beside a choice, in the list that the choice gives; else in the same part of the
page as the count, or at least the first of them and a link to them all. A list on several pages
is read to its end.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode, urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from mobility.models import Activity
from network.models import Organisation
from plans.models import Action, PolicyDocument
from tests.portal.pages import SHOWN
from tests.portal.test_query_counts import World

PARTS = ["section", "details", "article", "main"]
OK = 200
# «3 aktiviteter», «(3)», or «Viser de 25 første av 28».
NUMBER = re.compile(r"(?:\d+ første av )?(\d+)")
NOUNS = "aktivitet|dokument|indikator|krav|mål|nivå|plan|punkt|skole|tiltak|treff|vei"
LOOKS_LIKE_A_COUNT = re.compile(
    rf"\(\d{{1,3}}\)|\d{{1,3}} (av \d+ )?({NOUNS})(e?r)?\b.*", re.DOTALL
)
SELECTIONS = [
    "/planverk/?tema=vet&niva=european",
    "/planverk/?q=mobilitet&gjelder=ja",
    "/planverk/?side=2",
    "/tiltak/2/?status=under_way",
    "/skoler/?kommune=Trondheim",
    "/forankring/?niva=national",
]


class Site:
    """Pages as one person sees them, each fetched once."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.pages: dict[str, BeautifulSoup] = {}

    def page(self, address: str) -> BeautifulSoup:
        if address not in self.pages:
            response = self.client.get(address)
            assert response.status_code == OK, address
            self.pages[address] = BeautifulSoup(response.content, "lxml")
        return self.pages[address]

    def counts(self, address: str) -> list[Tag]:
        return self.page(address).main.select("[data-count]")

    def wrong(self, address: str) -> Iterator[str]:
        """The counts of a page that do not agree with their lists."""
        for count in self.counts(address):
            rows = len(self.rows(count, address))
            is_part = 0 < rows < number_in(count) and not link_of(count) and goes_on(count)
            if rows != number_in(count) and not is_part:
                told = count.parent.get_text(" ", strip=True)[:200]
                yield f"{address}: «{told}» has {rows} rows"

    def rows(self, count: Tag, address: str) -> set[str]:
        selector = count["data-count"]
        link = link_of(count)
        choice = count.find_parent("label")
        if link:
            there, _, place = joined(address, link["href"]).partition("#")
            return self.listed(there, part_with(place), selector)
        if choice:
            return self.listed(address_of(choice.find("input")), "main", selector)
        part = count.find_parent(PARTS)
        if name := part.get("aria-labelledby"):
            return self.listed(address, f"[aria-labelledby={name}]", selector)
        if part.name == "main":
            return self.listed(address, "main", selector)
        return {str(row) for row in part.select(selector)}

    def listed(self, address: str, part: str, selector: str) -> set[str]:
        """The rows in a part of a page and of the pages that it goes on with."""
        found, waiting, seen = set(), [address], {address}
        while waiting:
            here = waiting.pop()
            soup = self.page(here)
            found |= {str(row) for row in soup.select_one(part).select(selector)}
            for link in soup.select('main a:is([rel=next], [rel=prev])[href^="?"]'):
                there = joined(here, link["href"]).partition("#")[0]
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return found


def joined(address: str, href: str) -> str:
    """Where a link leads; an empty query is one, as browsers have it."""
    return address.partition("?")[0] if href == "?" else urljoin(address, href)


def link_of(count: Tag) -> Tag | None:
    return count if count.name == "a" else count.find_parent("a") or count.find("a")


def number_in(count: Tag) -> int:
    """What a count says; «én» and «det ene» have no digits."""
    said = NUMBER.search(" ".join(count.get_text().split()))
    return int(said[1]) if said else 1


def goes_on(count: Tag) -> bool:
    """Whether the part of the page links to all of its list, with a count of its own."""
    return bool(count.find_parent(PARTS).select("a[data-count], [data-count] a"))


def part_with(place: str) -> str:
    """The part of a page that an address with `#place` leads to."""
    return ", ".join(f"{part}:has(> #{place})" for part in PARTS) if place else "main"


def address_of(choice: Tag) -> str:
    """The library with one choice made in its group and the others as they are."""
    form = choice.find_parent("form")
    asked = [
        (field["name"], field["value"])
        for field in form.select("#q, input[checked]")
        if field["name"] != choice["name"]
    ]
    chosen = [*asked, (choice["name"], choice["value"])]
    query = urlencode([(name, value) for name, value in chosen if value])
    return f"{form['action']}?{query}" if query else form["action"]


def unmarked(soup: BeautifulSoup) -> list[str]:
    """Texts that look like a count and do not say what they count."""
    return [
        text.strip()
        for text in soup.main.find_all(string=True)
        if LOOKS_LIKE_A_COUNT.fullmatch(text.strip())
        and not text.find_parent(attrs={"data-count": True})
    ]


def shown(who: str) -> list[str]:
    """A page of each kind that somebody gets, and some selections."""
    real = [page for page in SHOWN if page.name != "style_guide"]
    return [*(page.url() for page in real if page.status_for(who) == OK), *SELECTIONS]


def everything(who: str) -> list[str]:
    """Every page of the content."""
    rows = [
        *PolicyDocument.objects.filter(published_at__isnull=False).order_by("pk"),
        *Activity.objects.filter(published_at__isnull=False).order_by("pk"),
        *Organisation.objects.listed().schools().order_by("pk"),
        *Organisation.objects.listed().training_offices().order_by("pk"),
        *Action.objects.order_by("pk").select_related("measure"),
    ]
    return list(dict.fromkeys([*shown(who), *(row.get_absolute_url() for row in rows)]))


@pytest.mark.parametrize(("who", "addresses"), [("visitor", everything), ("county", shown)])
def test_every_count_leads_to_a_list_of_that_many(
    client_of: Callable, who: str, addresses: Callable[[str], list[str]]
) -> None:
    site = Site(client_of(who))
    wrong = [fault for address in addresses(who) for fault in site.wrong(address)]
    assert not wrong, "\n".join(wrong)


def test_no_count_is_left_unmarked(client_of: Callable) -> None:
    site = Site(client_of("visitor"))
    found = {address: unmarked(site.page(address)) for address in shown("visitor")}
    assert not {address: texts for address, texts in found.items() if texts}


@pytest.mark.django_db
def test_count_of_more_than_a_page_leads_to_all_of_them(client: Client) -> None:
    World().grow(26)
    site = Site(client)
    long = ["/planverk/dokument/", "/tiltak/1/1/", "/skoler/skole/", "/opplaringskontor/kontor/"]
    assert [fault for address in long for fault in site.wrong(address)] == []


def test_a_wrong_count_would_be_seen() -> None:
    site = Site(Client())
    site.pages["/"] = BeautifulSoup(
        "<main><section><h2>Planer <span data-count='li'>(3)</span></h2><ul><li>a<li>b</ul>"
        "</section><p>(4)</p><p>5 planer</p></main>",
        "lxml",
    )
    assert list(site.wrong("/")) == ["/: «Planer (3)» has 2 rows"]
    assert unmarked(site.page("/")) == ["(4)", "5 planer"]
