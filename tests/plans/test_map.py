"""The map: what is drawn, what the table says, and what neither shows."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client

from plans.anchoring import node_of
from plans.mapping.around import extent_of
from plans.mapping.extent import LARGEST, Extent
from plans.mapping.layout import lay_out
from plans.models import PolicyDocument
from tests.factories import (
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ThemeFactory,
    anchor,
    point_of,
)

ADDRESS = "/planverk/kart/"
SELECTIONS = [
    "",
    "niva=school",
    "niva=programme",
    "niva=national",
    "niva=european",
    "tema=nordic",
    "tema=inclusion",
    "utgiver=european-commission",
    "fra=fjordvik-internasjonal-strategi-2025-2028",
    "fra=europe-on-the-move-2024",
    "fra=2.2",
]
Pair = tuple[str, str]


def extent(query: str = "") -> Extent:
    return extent_of(QueryDict(query), AnonymousUser())


def soup_of(query: str = "") -> BeautifulSoup:
    return BeautifulSoup(Client().get(f"{ADDRESS}?{query}").content, "lxml")


def boxes_in(soup: BeautifulSoup) -> set[str]:
    return {link["href"] for link in soup.select("svg.map a")}


def lines_in(soup: BeautifulSoup) -> dict[Pair, str]:
    """Every line of the drawing by the names of its ends, with its state."""
    found = {}
    for line in soup.select("svg.map .line"):
        source, rest = line.title.get_text().split(" → ")
        found[source, rest.rsplit(": ", 1)[0]] = line["data-state"]
    return found


def rows_of(query: str) -> list[BeautifulSoup]:
    first = soup_of(query)
    count = int(re.search(r"\d+", first.select_one("#tabell-navn .n").get_text())[0])
    pages = [first, *(soup_of(f"{query}&side={page}") for page in range(2, (count - 1) // 25 + 2))]
    rows = [row for page in pages for row in page.select(".map-table tbody tr")]
    assert len(rows) == count
    return rows


def name_of(cell: BeautifulSoup) -> str:
    """As the drawing's lines call it: a point by its number."""
    link = cell.a
    point = re.fullmatch(r"/tiltak/(\d+)/(\d+)/", link["href"])
    return f"Tiltak {point[1]}, punkt {point[1]}.{point[2]}" if point else link.get_text()


def pair_of(row: BeautifulSoup) -> Pair | None:
    source, target = row.th, row.td
    return (name_of(source), name_of(target)) if target.a else None


@pytest.mark.parametrize("query", SELECTIONS)
def test_table_and_drawing_have_the_same_boxes_and_lines(content: None, query: str) -> None:
    soup, rows = soup_of(query), rows_of(query)
    states: dict[Pair, set[str]] = {}
    for row in rows:
        if pair := pair_of(row):
            states.setdefault(pair, set()).add(row.select_one(".state")["data-state"])
    strongest = {
        pair: "confirmed" if "confirmed" in found else min(found) for pair, found in states.items()
    }
    assert lines_in(soup) == strongest
    assert boxes_in(soup) == {link["href"] for row in rows for link in row.select("a")}
    assert strongest


def test_every_level_theme_and_issuer_gives_what_its_link_says(content: None) -> None:
    for group in extent().groups:
        for choice in group.choices:
            assert extent(choice.query).documents.count() == choice.count, choice.query


def test_no_map_draws_more_than_sixty_and_says_how_many_there_are(content: None) -> None:
    for group in extent().groups:
        for choice in group.choices:
            found = extent(choice.query)
            assert len(found.boxes) == min(found.whole, LARGEST)
    assert "60 av 67 er tegnet" in soup_of("tema=vet").get_text()


@pytest.mark.django_db
def test_few_enough_are_all_drawn_at_once() -> None:
    plan, target = DocumentFactory(level="national"), DocumentFactory()
    anchor(plan, target)
    found = extent()
    assert not found.is_divided
    assert {box.row for box in found.boxes} == {plan, target}


@pytest.mark.django_db
def test_too_large_a_selection_is_cut_and_its_table_is_whole() -> None:
    top = DocumentFactory()
    for _ in range(LARGEST + 10):
        anchor(DocumentFactory(level="national"), top)
    found = extent("niva=national")
    assert len(found.boxes) == LARGEST
    assert found.whole == LARGEST + 10
    assert found.cut
    assert len(found.rows) == LARGEST + 10


@pytest.mark.django_db
def test_a_cut_map_reads_and_draws_only_what_lies_between_its_boxes() -> None:
    DocumentFactory.create_batch(LARGEST + 5, level="national")
    lower, upper = (box.row for box in extent("niva=national").boxes[:2])
    anchor(lower, upper)
    anchor(lower, DocumentFactory())
    found = extent("niva=national")
    assert [(line.source, line.target) for line in found.lines] == [
        (node_of(lower), node_of(upper))
    ]
    assert len(found.drawn_anchors) == 1


@pytest.mark.django_db
def test_what_most_rest_on_is_drawn_when_not_all_has_room() -> None:
    plans = DocumentFactory.create_batch(30, level="national")
    common = DocumentFactory(level="european", title="Felles")
    for plan in plans:
        anchor(plan, DocumentFactory())
        anchor(plan, common)
    found = extent("niva=national")
    assert len(found.boxes) == LARGEST
    assert found.whole == LARGEST + 1
    assert common in {box.row for box in found.boxes}


@pytest.mark.django_db
def test_drafts_and_what_only_leads_through_them_are_not_there() -> None:
    seen = DocumentFactory(level="national")
    draft = DocumentFactory(level="national", published_at=None)
    unseen = ProgrammeFactory(document__published_at=None)
    point = point_of(unseen)
    anchor(seen, draft)
    anchor(draft, DocumentFactory())
    anchor(DocumentFactory(plan=True), point)
    anchor(point, seen)
    found = extent()
    assert not found.lines
    assert {row.state for row in found.rows} == {"alone"}
    assert {box.row for box in found.boxes} == set(
        PolicyDocument.objects.visible_to(AnonymousUser())
    )


@pytest.mark.django_db
def test_a_point_follows_its_programme_and_belongs_to_it() -> None:
    programme = ProgrammeFactory()
    point = point_of(programme)
    programme.document.themes.add(ThemeFactory(key="tema"))
    found = extent("tema=tema")
    assert {box.row for box in found.boxes} == {point, programme.document}
    assert [line.state for line in found.lines] == ["belonging"]
    assert [row.state for row in found.rows] == ["belonging"]


@pytest.mark.django_db
def test_several_reasons_make_one_line_as_firm_as_the_firmest() -> None:
    plan, target = DocumentFactory(level="national"), DocumentFactory()
    anchor(plan, target)
    anchor(plan, AimFactory(document=target), confirmed=True)
    found = extent()
    assert [line.state for line in found.lines] == ["confirmed"]
    assert len(found.rows) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["contested", "rejected"])
def test_a_contested_line_is_drawn_as_proposed_and_a_rejected_one_not(state: str) -> None:
    anchor(DocumentFactory(level="national"), DocumentFactory(), **{state: True})
    states = [line.state for line in extent().lines]
    assert states == (["proposed"] if state == "contested" else [])


@pytest.mark.django_db
def test_what_no_longer_holds_is_marked_by_word_and_shape() -> None:
    ended = DocumentFactory(status="replaced", title="Gammel plan")
    soup = soup_of()
    box = soup.select_one(f'svg.map a[href="{ended.get_absolute_url()}"]')
    assert box.select_one("path.box")
    assert box.select_one("text.ended").get_text(strip=True) == "Erstattet"
    assert box.title.get_text(strip=True) == "Gammel plan (Erstattet)"


@pytest.mark.django_db
def test_an_unknown_choice_is_told_and_disregarded() -> None:
    DocumentFactory()
    soup = soup_of("niva=tull")
    assert "et filter som ikke finnes" in soup.get_text()
    assert soup.select("svg.map a")


@pytest.mark.django_db
def test_issuers_beyond_thirty_are_not_listed_which_is_said() -> None:
    for _ in range(35):
        DocumentFactory().issuers.add(OrganisationFactory(county_council=True))
    soup = soup_of()
    assert len(soup.select('.map-choices a[href*="utgiver="]')) == 30
    assert "De med færrest dokumenter står ikke her." in " ".join(soup.get_text().split())


@pytest.mark.django_db
def test_nothing_to_draw_is_said() -> None:
    soup = soup_of()
    assert not soup.select("svg.map")
    assert "Ingen dokumenter passer til valget." in soup.get_text()


@pytest.mark.django_db
def test_table_stands_alone_when_the_map_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plans.mapping.layout.COMMAND", ["false"])
    anchor(DocumentFactory(level="national"), DocumentFactory())
    soup = soup_of()
    assert "Kartet lot seg ikke tegne nå" in soup.get_text()
    assert "no-store" in Client().get(ADDRESS).headers["Cache-Control"]
    assert len(soup.select(".map-table tbody tr")) == 1


def test_a_layout_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plans.mapping.layout.COMMAND", ["sleep", "60"])
    monkeypatch.setattr("plans.mapping.layout.PATIENCE", 0.05)
    assert lay_out([[("a", 44)]], []) is None


def test_a_layout_is_made_once_and_needs_no_program_but_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    columns, lines = [[("a", 44), ("b", 44)], [("c", 60)]], [("a", "c"), ("b", "c"), ("a", "b")]
    first = lay_out(columns, lines)
    monkeypatch.setattr("plans.mapping.layout.COMMAND", ["false"])
    assert lay_out(columns, lines) == first
    assert first.boxes["a"][0] == first.boxes["b"][0] < first.boxes["c"][0]
    assert first.curves.keys() == {("a", "c"), ("b", "c")}
