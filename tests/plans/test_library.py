"""The library: choices, counts, order and pages agree, with script and without."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from plans.library import Library
from plans.models import PolicyDocument
from tests.factories import AimFactory, DocumentFactory, OrganisationFactory, ThemeFactory

ADDRESSES = [
    "",
    "q=mobilitet",
    "q=mobilitet&tema=vet&niva=european",
    "niva=national&sorter=nyest",
    "tema=vet&tema=nordic&sorter=tittel&side=2",
    "gjelder=nei&grunnlag=ja&slag=white_paper",
    "ar=2020&ar=2021&utgiver=european-commission",
    "q=osnabruck",
    "q=finnesikkenoested",
    "tema=tull&sorter=tull&niva=tull",
]
GROUPS = ["niva", "gjelder", "tema", "slag", "utgiver", "ar", "grunnlag"]


@pytest.fixture
def visitor(content: None) -> Client:
    return Client()


def select(query: str) -> Library:
    return Library(QueryDict(query), AnonymousUser())


def soup_of(client: Client, query: str, **headers: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/planverk/?{query}", headers=headers).content, "lxml")


def slugs_on(soup: BeautifulSoup) -> list[str]:
    return [link["href"].split("/")[-2] for link in soup.select(".docs .title a")]


@pytest.mark.parametrize("query", ["", "q=mobilitet&tema=vet&niva=european"])
def test_every_choice_gives_as_many_as_it_says(content: None, query: str) -> None:
    library = select(query)
    for facet in library.facets:
        for choice in facet.choices:
            parameters = library.parameters.copy()
            parameters.setlist(facet.name, [choice.value])
            assert len(select(parameters.urlencode()).keys) == choice.count, choice.id


@pytest.mark.parametrize("query", ADDRESSES)
def test_pages_together_show_what_is_counted_each_once(visitor: Client, query: str) -> None:
    library = select(query)
    pages = range(1, len(library.keys) // 25 + 2)
    found = [
        slug
        for page in pages
        for slug in slugs_on(soup_of(visitor, f"{library.query}&side={page}"))
    ]
    assert found == [row.slug for row in library.documents]
    assert max(Counter(found).values(), default=1) == 1


@pytest.mark.parametrize("query", ADDRESSES)
def test_fragment_is_the_pages_own_part(visitor: Client, query: str) -> None:
    address = select(query).query + ("&side=2" if "side=2" in query else "")
    page = soup_of(visitor, address)
    fragment = soup_of(visitor, address, hx_request="true")
    changes = [tag for tag in fragment.find_all(id=True) if not tag.find_parent(id="treff")]
    assert len(changes) > len(GROUPS)
    for change in changes:
        del change["data-hx-swap-oob"]
        assert plain(change) == plain(page.find(id=change["id"]))
    assert fragment.title.get_text() == page.title.get_text()


def plain(tag: Tag) -> str:
    return " ".join(tag.prettify().split())


def test_fragment_has_every_part_that_depends_on_the_choices(visitor: Client) -> None:
    fragment = soup_of(visitor, "tema=vet", hx_request="true")
    page = soup_of(visitor, "tema=vet")
    counts = {tag["id"] for tag in page.select("span[id^=antall], #valgt, #sprak, #treff")}
    assert counts <= {tag["id"] for tag in fragment.find_all(id=True)}
    assert not fragment.find("h1")


def test_script_gets_the_short_address_and_history_the_whole_page(visitor: Client) -> None:
    address = "/planverk/?q=&niva=&tema=vet&sorter="
    answer = visitor.get(address, headers={"hx-request": "true"})
    restored = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert answer.headers["HX-Push-Url"] == "/planverk/?tema=vet"
    assert "HX-Request" in answer.headers["Vary"]
    assert b"<h1>" in visitor.get(address, headers=restored).content


def test_number_of_choices_is_said_where_there_are_any(visitor: Client) -> None:
    assert soup_of(visitor, "").select_one("#valgt").get_text() == ""
    assert soup_of(visitor, "tema=vet&niva=european").select_one("#valgt").get_text() == "(2)"


def test_each_chosen_thing_can_be_taken_away_alone(visitor: Client) -> None:
    query = "q=mobilitet&niva=european&tema=vet&tema=nordic"
    links = soup_of(visitor, query).select(".chosen a")
    left = {link["href"].partition("?")[2] for link in links}
    assert left == {
        "niva=european&tema=vet&tema=nordic",
        "q=mobilitet&tema=vet&tema=nordic",
        "q=mobilitet&niva=european&tema=nordic",
        "q=mobilitet&niva=european&tema=vet",
        "",
    }


def test_unknown_choice_is_left_out_and_said(visitor: Client) -> None:
    soup = soup_of(visitor, "niva=tull")
    assert len(slugs_on(soup)) == 25
    assert "Det er sett bort fra" in soup.select_one("#treff .ds-alert").get_text()


def test_nothing_found_says_what_to_try(visitor: Client) -> None:
    assert "Prøv færre eller andre ord" in soup_of(visitor, "q=qwertyuiopå").get_text()
    none = soup_of(visitor, "niva=school&grunnlag=ja").get_text()
    assert "Fjern ett eller flere av dem" in none


@pytest.mark.django_db
def test_newest_first_puts_unsure_dates_last() -> None:
    DocumentFactory(slug="gammel", adopted_on="2010-01-01", adopted_precision="year")
    DocumentFactory(slug="ny", valid_from_on="2020-01-01", valid_from_precision="year")
    DocumentFactory(
        slug="usikker", adopted_on="2026-01-01", adopted_precision="year", confidence="medium"
    )
    library = select("sorter=nyest")
    assert [row.slug for row in library.documents] == ["ny", "gammel", "usikker"]
    assert {choice.value for choice in library.facets[5].choices} == {"2010", "2020"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "last-ned.csv", "last-ned.json"])
def test_many_documents_cost_as_many_queries_as_few(client: Client, path: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/planverk/{path}?q=mobilitet&niva=european").status_code == 200
        return len(queries)

    grow(2)
    few = cost()
    grow(20)
    assert cost() == few < 30


def grow(times: int) -> None:
    for _ in range(times):
        document = DocumentFactory(title="Mobilitet")
        document.issuers.add(OrganisationFactory())
        document.themes.add(ThemeFactory())
        AimFactory(document=document, text_nb="Mer mobilitet")


@pytest.mark.django_db
def test_unsure_issuer_is_no_choice() -> None:
    issuer = OrganisationFactory(slug="utgiver")
    DocumentFactory(confidence="low").issuers.add(issuer)
    assert not any(choice.value == "utgiver" for choice in select("").facets[4].choices)
    assert select("utgiver=utgiver").has_errors


@pytest.mark.django_db
def test_draft_is_neither_listed_nor_counted() -> None:
    DocumentFactory(published_at=None, kind="act")
    library = select("")
    assert len(library.keys) == 0
    assert not any(choice.count for facet in library.facets for choice in facet.choices)


words = st.text(max_size=30) | st.sampled_from(["mobilitet", "Meld. St. 28", "a & b", "'", ":*"])
values = st.sampled_from(["vet", "european", "ja", "2020", "x", "", "-1", "\ufffd"]) | st.text(
    max_size=5
)
choices = st.lists(st.tuples(st.sampled_from([*GROUPS, "sorter", "side"]), values), max_size=6)


@given(text=words, chosen=choices)
def test_any_address_is_answered_and_agrees_with_its_own_counts(
    visitor: Client, text: str, chosen: list
) -> None:
    parameters = QueryDict(mutable=True)
    for name, value in [("q", text), *chosen]:
        parameters.appendlist(name, value.encode("utf-8", "replace").decode())
    answer = visitor.get(f"/planverk/?{parameters.urlencode()}", follow=True)
    assert answer.status_code == (400 if "%00" in parameters.urlencode() else 200)
    if answer.status_code == 200:
        library = answer.context["library"]
        assert library.facets[0].everything >= answer.context["page"].paginator.count
        assert set(PolicyDocument.objects.order_by("pk")) >= set(library.documents)
