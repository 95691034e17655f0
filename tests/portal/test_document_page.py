"""A document's page: facts with sources, groups by level, and whatever length it gets."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from plans.models import PolicyDocument
from tests.factories import (
    NOW,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    SuccessionFactory,
    anchor,
)

pytestmark = pytest.mark.django_db

DEAD = "http://europa.eu/rapid/dead.pdf"


def main(document: PolicyDocument, query: str = "", client: Client | None = None) -> Tag:
    response = (client or Client()).get(document.get_absolute_url() + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").main


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def section(page: Tag, key: str) -> Tag:
    return page.find("section", attrs={"aria-labelledby": key})


def numbers(part: Tag) -> list[tuple[str, int]]:
    """Level and number of every heading of a group."""
    return [
        (heading["data-color"], int(re.search(r"\((\d+)\)", words(heading))[1]))
        for heading in part.find_all("h3", class_="level")
    ]


def test_bare_document_says_what_is_not_known() -> None:
    page = main(DocumentFactory(title="x" * 300))
    assert page.h1["class"] == ["long"]
    assert "Ingen mål er lagt inn." in words(section(page, "mal"))
    assert "adressen er ikke kjent" in words(page.header)
    assert "Verken utgiver, datoer, referanse eller kilder" in words(section(page, "kilder"))
    assert "er kontrollert" not in words(section(page, "kilder"))
    assert "Ingen forankring oppover" in words(section(page, "opp"))
    assert section(page, "linje") is None
    assert section(page, "grunnlaget") is None


def test_aim_has_an_address_and_a_link_with_a_name() -> None:
    aim = AimFactory(key="2")
    page = main(aim.document)
    assert page.find("li", id="mal-2")
    assert words(page.find("a", href="#mal-2")) == "Lenke til mål 2"


def test_anchors_stand_under_their_levels_with_numbers() -> None:
    document = DocumentFactory(level="national")
    for level in ("european", "national", "european"):
        anchor(document, DocumentFactory(level=level))
    for level in ("regional", "regional", "national"):
        anchor(DocumentFactory(level=level), document)
    anchor(DocumentFactory(plan=True), AimFactory(document=document))
    page = main(document)
    assert numbers(section(page, "opp")) == [("national", 1), ("european", 2)]
    assert numbers(section(page, "ned")) == [("national", 1), ("regional", 2), ("school", 1)]


def test_more_than_a_page_of_anchors_is_said_and_linked_to() -> None:
    document = DocumentFactory()
    school = OrganisationFactory()
    for _ in range(27):
        anchor(DocumentFactory(plan=True, organisation=school), document)
    first = section(main(document), "ned")
    assert "Viser 1–25 av 27." in words(first)
    assert numbers(first) == [("school", 27)]
    assert len(first.select(".anchors > li")) == 25
    following = first.find("a", rel="next")["href"].partition("#")[0]
    assert len(section(main(document, following), "ned").select(".anchors > li")) == 2


@pytest.mark.parametrize(
    ("state", "when", "said"),
    [
        ("works", NOW, "Lenken virket 2. november 2026."),
        ("moved", NOW, "Lenken førte til en ny adresse 2. november 2026."),
        ("broken", NOW, "Lenken virket ikke 2. november 2026."),
        ("unchecked", None, "Lenken er ikke kontrollert."),
    ],
)
def test_link_says_when_it_last_worked(state: str, when: object, said: str) -> None:
    document = DocumentFactory(
        url="https://example.org/", url_confidence="seen", link_state=state, link_checked_at=when
    )
    assert said in words(main(document).header)


def test_dead_address_leads_to_a_search_that_is_called_one() -> None:
    document = DocumentFactory(
        title="Official", title_lang="en", title_in_deck="I grunnlaget", url_in_deck=DEAD,
        title_in_deck_lang="nb",
    )  # fmt: skip
    deck = section(main(document), "grunnlaget")
    link = deck.find("a", href=f"https://web.archive.org/web/*/{DEAD}")
    assert words(link).startswith("Søk etter")
    assert "ikke sikkert at det finnes" in words(deck)
    assert words(deck.blockquote) == "I grunnlaget"
    assert deck.find("p", lang="en").get_text() == "Official"


def test_sources_are_public_when_the_facts_are() -> None:
    sources = ["https://example.org/kilde"]
    sure = section(main(DocumentFactory(sources=sources)), "kilder")
    assert sure.find("a", href=sources[0])
    document = DocumentFactory(sources=sources, confidence="low")
    assert not section(main(document), "kilder").find("a")
    client = Client()
    client.force_login(RoleFactory(county=True, user__is_demo=True).user)
    assert section(main(document, client=client), "kilder").find("a")


def test_text_for_an_application_is_in_a_field_one_can_copy_from() -> None:
    aim = AimFactory(text_nb="Flere reiser ut.")
    field = main(aim.document).find("textarea")
    assert field.has_attr("readonly")
    assert "Flere reiser ut." in field.get_text()
    assert f"http://testserver{aim.document.get_absolute_url()}" in field.get_text()


def test_text_for_an_application_warns_of_what_has_ended() -> None:
    old, new = DocumentFactory(status="replaced"), DocumentFactory()
    SuccessionFactory(predecessor_document=old, successor_document=new)
    page = main(old)
    warning = section(page, "vis-til").find(class_="caution")
    assert warning.find("a", href=new.get_absolute_url())
    assert "erstattet av" in words(section(page, "linje"))
    assert not section(main(new), "vis-til").find(class_="caution")


def test_known_fact_without_a_source_says_that_it_has_none() -> None:
    sources = words(section(main(DocumentFactory(reference="Meld. St. 1")), "kilder"))
    assert "er kontrollert" in sources
    assert "Ingen kilder er lagt inn." in sources


@pytest.mark.parametrize("kind", ["white_paper", "bill", "report"])
def test_what_is_laid_before_somebody_is_not_said_to_be_adopted(kind: str) -> None:
    assert str(DocumentFactory.build(kind=kind, status="in_force").adopted_label) == "Lagt fram"
    assert str(DocumentFactory.build(kind="act", status="in_force").adopted_label) == "Vedtatt"


def test_reference_marks_a_title_in_another_language() -> None:
    document = DocumentFactory(title="Council Recommendation", title_lang="en")
    reference = main(document).select_one(".citing .reference")
    assert reference.select_one("[lang=en]").get_text() == "Council Recommendation"
