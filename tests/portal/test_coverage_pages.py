"""The coverage page: each number leads to the list it counts, and nobody is counted in secret."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from mobility.models import Activity
from network.models import Organisation
from plans.choices import Level
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    anchor,
    towards,
)

PAGE = "/forankring/"
POINTS = "/forankring/tiltak/"
LEVELS = ["european", "national", "regional", "programme"]


def soup_of(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def numbers(cell: Tag) -> int:
    """What the chips of a cell say together."""
    return sum(int(re.match(r"\d+", chip.get_text()).group()) for chip in cell.select("b, u"))


def list_length(soup: BeautifulSoup) -> int:
    return int(re.match(r"\d+", soup.select_one("main .results-head h2").get_text(strip=True))[0])


def headings(soup: BeautifulSoup, scope: str) -> list[str]:
    return [th.a.get_text() for th in soup.select(f".coverage th[scope={scope}]") if th.a]


@pytest.mark.parametrize("level", LEVELS)
def test_every_cell_leads_to_a_list_of_that_many(client_of: Callable, level: str) -> None:
    client = client_of("county")
    cells = soup_of(client, f"{PAGE}?niva={level}").select(".coverage td:has(a)")
    assert cells
    for cell in cells:
        found = soup_of(client, f"{PAGE}{cell.a['href']}")
        assert list_length(found) == len(found.select(".docs > li")) == numbers(cell)


def test_every_cell_of_the_points_leads_to_a_list_of_that_many(client_of: Callable) -> None:
    client = client_of("visitor")
    cells = soup_of(client, POINTS).select(".coverage td:has(a)")
    assert cells
    for cell in cells:
        found = soup_of(client, f"{POINTS}{cell.a['href']}")
        assert list_length(found) == len(found.select(".docs > li")) == numbers(cell)


@pytest.mark.parametrize(
    "page", ["/planverk/riga-conclusions-2015/", "/planverk/meld-st-14-2022-2023/", "/tiltak/2/2/"]
)
def test_number_of_schools_leads_to_a_row_with_that_many(client_of: Callable, page: str) -> None:
    client = client_of("visitor")
    link = soup_of(client, page).select_one("#aktiviteter ~ p a, h2:has(#aktiviteter) ~ p a")
    soup = soup_of(client, link["href"])
    assert len(headings(soup, "row")) == 1
    assert len(headings(soup, "col")) == len(soup.select(".coverage td a"))
    assert len(headings(soup, "col")) == int(link.get_text(strip=True).split()[0]) > 0


def test_level_is_chosen_by_link_and_counts_its_documents(client_of: Callable) -> None:
    client = client_of("visitor")
    links = soup_of(client, PAGE).select(".choices a")
    assert [parse_qs(urlsplit(link["href"]).query)["niva"] for link in links] == [
        [level] for level in LEVELS
    ]
    for link in links:
        soup = soup_of(client, f"{PAGE}{link['href']}")
        number = int(link.select_one(".n").get_text(strip=True).strip("()"))
        assert min(number, 25) == len(headings(soup, "row"))
        [chosen] = soup.select(".choices [aria-current]")
        assert chosen["href"] == link["href"]


@pytest.mark.django_db
class TestInventedWorld:
    """Worlds of a few rows."""

    @pytest.fixture
    def framework(self) -> PolicyDocument:
        return DocumentFactory(level="regional", title="Rammen")

    def cell(self, client: Client, row: str = "Rammen", column: str | None = None) -> str:
        """What the row's first cell, or the one under a heading, says."""
        soup = soup_of(client, f"{PAGE}?niva=regional")
        tr = next(tr for tr in soup.select(".coverage tbody tr") if tr.th.a.get_text() == row)
        place = headings(soup, "col").index(column) if column else 0
        return " ".join(chip.get_text() for chip in tr.select("td")[place].select("b, u"))

    def rest(self, target: object, activity: Activity | None = None, **more: object) -> Activity:
        return ActivityAnchorFactory(
            activity=activity or ActivityFactory(), **towards(target), **more
        ).activity

    def test_confirmed_and_proposed_are_told_apart_in_words(
        self, client: Client, framework: PolicyDocument
    ) -> None:
        school = self.rest(framework, confirmed=True).organisation
        for _ in range(2):
            self.rest(framework, ActivityFactory(organisation=school))
        assert self.cell(client) == "1 bekreftet 2 foreslått"

    def test_plan_alone_is_marked_as_a_plan(
        self, client: Client, framework: PolicyDocument
    ) -> None:
        plan = DocumentFactory(plan=True)
        anchor(plan, framework, confirmed=True)
        assert self.cell(client) == "1 plan, bekreftet"
        self.rest(framework, ActivityFactory(organisation=plan.organisation))
        assert self.cell(client) == "1 foreslått"

    def test_rows_in_force_come_first_and_the_others_say_what_they_are(
        self, client: Client, framework: PolicyDocument
    ) -> None:
        self.rest(DocumentFactory(level="regional", title="Avløst", status="replaced"))
        DocumentFactory(level="regional", title="Ønsket", status="proposal")
        rows = soup_of(client, f"{PAGE}?niva=regional").select(".coverage tbody th")
        assert [row.a.get_text() for row in rows] == ["Rammen", "Ønsket", "Avløst"]
        assert [row.span and row.span.get_text() for row in rows] == [
            None,
            "Forslag",
            "Erstattet",
        ]

    def test_schools_come_first_and_those_without_anything_are_counted_apart(
        self, client: Client, framework: PolicyDocument
    ) -> None:
        office = OrganisationFactory(office=True, name="A-kontoret")
        self.rest(framework, ActivityFactory(organisation=office))
        self.rest(framework, ActivityFactory(organisation__name="Byen videregående skole"))
        OrganisationFactory.create_batch(2)
        OrganisationFactory(listed=False)
        soup = soup_of(client, PAGE)
        assert headings(soup, "col") == ["Byen vgs.", "A-kontoret"]
        assert [part.get_text() for part in soup.select("a.part")] == ["2 skoler"]

    def test_25_columns_a_page_and_the_rest_by_link(
        self, client: Client, framework: PolicyDocument
    ) -> None:
        for _ in range(27):
            self.rest(framework)
        soup = soup_of(client, f"{PAGE}?niva=regional")
        assert len(headings(soup, "col")) == 25
        onward = soup.select_one(".columns a[rel=next]")["href"]
        assert onward == "?niva=regional&kolonner=2"
        assert len(headings(soup_of(client, f"{PAGE}{onward}"), "col")) == 2

    def test_25_rows_a_page_and_the_columns_are_kept(self, client: Client) -> None:
        for _ in range(26):
            self.rest(DocumentFactory(level="regional"))
        onward = soup_of(client, f"{PAGE}?niva=regional&kolonner=2").select_one("main a[rel=next]")
        assert onward["href"] == "?niva=regional&kolonner=2&side=2"
        soup = soup_of(client, f"{PAGE}{onward['href']}")
        assert (len(headings(soup, "row")), len(headings(soup, "col"))) == (1, 1)

    def test_25_full_rows_and_columns_are_a_light_page(self, client: Client) -> None:
        middle = DocumentFactory(level="regional")
        for number in range(25):
            slug = f"europeisk-rammeverk-for-internasjonalt-samarbeid-{number:02}"
            title = f"Europeisk rammeverk for internasjonalt samarbeid {number}"
            framework = DocumentFactory(level="european", slug=slug, title=title)
            anchor(middle, framework, confirmed=True)
            name = f"Opplæringskontoret for byggfagene i Innherred {number}"
            office = OrganisationFactory(name=name, slug=f"opplaeringskontoret-byggfag-{number}")
            for confirmed in (True, False):
                activity = ActivityFactory(organisation=office)
                self.rest(middle, activity, confirmed=confirmed)
        page = client.get(PAGE).content
        assert page.count(b"<td><a ") == 25 * 25
        assert len(page) <= 100_000

    def test_portal_without_any_activity_says_so(self, client: Client, db: None) -> None:
        DocumentFactory(level="regional")
        soup = soup_of(client, f"{PAGE}?niva=regional")
        assert not soup.select(".coverage")
        assert "Ingen aktiviteter eller planer når hit ennå" in soup.select_one("main").text


@pytest.mark.parametrize(
    "query", ["niva=school", "niva=x", "gjelder=kanskje", "dokument=finnes-ikke"]
)
def test_unknown_choice_is_told_and_left_out(client_of: Callable, query: str) -> None:
    soup = soup_of(client_of("visitor"), f"{PAGE}?{query}")
    assert soup.select_one(".ds-alert")
    assert soup.select_one(".choices [aria-current]").get_text().startswith("Internasjonale")


DRAFT = "helsefagelever-i-praksis-i-braga"


def test_draft_counts_for_its_own_school_and_the_county_alone(
    client_of: Callable, person: str
) -> None:
    before = total(client_of(person))
    Activity.objects.filter(slug=DRAFT).update(published_at=None)
    sees = person in ("fjordvik", "colleague", "county", "administrator")
    assert (total(client_of(person)) < before) is not sees


def total(client: Client) -> int:
    return sum(numbers(cell) for cell in soup_of(client, PAGE).select(".coverage td"))


def test_hidden_school_or_document_has_no_cell_and_no_list(client_of: Callable) -> None:
    client = client_of("visitor")
    cells = soup_of(client, PAGE).select(".coverage td a")
    document, school = cells[0]["href"].strip("/").split("/")
    PolicyDocument.objects.filter(pk=document).update(published_at=None)
    Organisation.objects.filter(pk=school).update(published_at=None)
    hrefs = [a["href"] for a in soup_of(client, PAGE).select(".coverage td a")]
    assert hrefs
    assert not any(href.startswith(f"{document}/") or f"/{school}/" in href for href in hrefs)
    assert client.get(f"{PAGE}{document}/{school}/").status_code == 404


def test_invented_rows_do_not_count_outside_a_demo(client_of: Callable, settings: object) -> None:
    settings.DEMO = False
    assert not soup_of(client_of("visitor"), PAGE).select(".coverage td")


def test_levels_are_all_but_the_schools_own() -> None:
    assert [level for level in Level.from_the_top() if level != Level.SCHOOL] == LEVELS
