"""The front page and the ways in lead where they say, and say only what is known."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from mobility.models import FundingProgramme
from network.models import ContactPoint
from portal.participation import STEPS
from tests.factories import FundingProgrammeFactory, OrganisationFactory, UserFactory
from tests.portal.page import LANGUAGES, Page

COUNTY = ("county", "administrator")
COUNTED = re.compile(r"\d+ dokument")


def says_how_many(tag: Tag) -> bool:
    return tag.name == "h2" and bool(COUNTED.match(tag.get_text(strip=True)))


def soup_of(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def number_in(element: Tag) -> int:
    return int(element.select_one(".n").get_text())


def documents_listed(client: Client, address: str) -> int:
    """What the library says it found."""
    heading = soup_of(client, address).find(says_how_many)
    return int(heading.get_text(strip=True).split()[0])


def test_first_button_of_the_front_page_leads_to_anchoring(client_of: object) -> None:
    visitor = client_of("visitor")
    [button] = soup_of(visitor, "/").select("main .ds-button")
    path, key = button["href"].split("#")
    assert button.get_text() == "Forankre en søknad"
    assert soup_of(visitor, path).find(id=key).h2.get_text().endswith("Forankre ideen")


def test_front_page_asks_the_decks_two_questions(client_of: object) -> None:
    headings = [heading.get_text() for heading in soup_of(client_of("visitor"), "/").find_all("h2")]
    assert headings[:2] == ["Hvorfor delta internasjonalt?", "Hvordan delta?"]


def test_number_at_each_level_is_that_of_the_list_it_links_to(
    client_of: object, person: str
) -> None:
    client = client_of(person)
    for level in soup_of(client, "/").select(".levels li"):
        address = level.a["href"]
        if level["data-color"] == "programme":
            assert number_in(level) == len(soup_of(client, address).select(".measure"))
        else:
            assert number_in(level) == documents_listed(client, address)


def test_number_of_points_is_that_of_the_measures_page(client_of: object) -> None:
    visitor = client_of("visitor")
    for measure in soup_of(visitor, "/").select(".measures > li > a"):
        points = soup_of(visitor, measure["href"]).select("ol.points > li")
        assert measure.select_one(".meta").get_text().split()[0] == str(len(points))


def test_path_has_seven_steps_each_told_in_full(client_of: object) -> None:
    shown = soup_of(client_of("visitor"), Page("participate").url()).select("ol.path > li")
    assert [step["id"] for step in shown] == [step.key for step in STEPS]
    assert len(shown) == 7
    for step, told in zip(STEPS, shown, strict=True):
        assert len(told.select("dt")) == (3 if step.time else 2)
        assert told.select("a")


def test_time_is_said_only_with_its_source() -> None:
    assert all(bool(step.time) == bool(step.time_source) for step in STEPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_path_leads_to_something(client_of: object, language: str) -> None:
    visitor = client_of("visitor")
    for link in soup_of(visitor, Page("participate").url(language)).select("ol.path a"):
        _path, _hash, key = link["href"].partition("#")
        target = soup_of(visitor, link["href"])
        assert not key or target.find(id=key)


def test_path_ends_with_the_decks_last_words(client_of: object) -> None:
    text = soup_of(client_of("visitor"), Page("participate").url()).get_text()
    assert "Ved spørsmål ta gjerne kontakt med oss!" in text
    assert "Lykke til med deres søknad!" in text


def test_contact_block_says_what_is_not_known(client_of: object) -> None:
    block = soup_of(client_of("visitor"), Page("contact").url()).select_one(".contact")
    assert [item.get_text(strip=True) for item in block.select(".unknown")] == [
        "ikke lagt inn ennå"
    ] * 2
    assert block.find("a", href="https://www.trondelagfylke.no")


def test_contact_block_shows_more_when_the_record_has_more(client_of: object) -> None:
    ContactPoint.objects.update(email="post@example.org", phone="73 00 00 00")
    for name in ("contact", "participate", "accessibility"):
        block = soup_of(client_of("visitor"), Page(name).url()).select_one(".contact")
        assert block.find("a", href="mailto:post@example.org")
        assert block.find("a", href="tel:73000000")
        assert not block.select(".unknown")


@pytest.mark.django_db
def test_pages_stand_without_any_contact_or_programme(client: Client) -> None:
    assert "ikke lagt inn ennå" in soup_of(client, Page("contact").url()).get_text()
    assert "Ingen programmer" in soup_of(client, Page("funding_programmes").url()).get_text()


def test_programmes_say_what_is_not_known_for_2027(client_of: object) -> None:
    text = soup_of(client_of("visitor"), Page("funding_programmes").url()).get_text(" ", strip=True)
    assert "Nordplus Junior" in text
    assert "Ikke kjent for 2027" in text


@pytest.mark.parametrize(
    ("language", "name"),
    [("nb", "EØS-midlene"), ("nn", "EØS-midlane"), ("en", "EEA and Norway Grants")],
)
def test_programme_is_named_in_the_language_of_the_page(
    client_of: object, language: str, name: str
) -> None:
    soup = soup_of(client_of("visitor"), Page("funding_programmes").url(language))
    heading = soup.select_one("#eos-midlene h2")
    assert heading.get_text() == name
    assert not heading.select("[lang]")
    assert soup.select_one(".on-page a[href='#eos-midlene']").get_text() == name


def test_programme_without_a_name_in_the_language_says_which_it_has(client_of: object) -> None:
    FundingProgrammeFactory(slug="bare-bokmal", name_nb="Bare på bokmål")
    soup = soup_of(client_of("visitor"), Page("funding_programmes").url("en"))
    assert soup.select_one("#bare-bokmal h2 [lang=nb]").get_text() == "Bare på bokmål"


def test_note_on_a_programme_is_for_the_county(client_of: object, person: str) -> None:
    notes = soup_of(client_of(person), Page("funding_programmes").url()).select(".staff")
    expected = FundingProgramme.objects.exclude(note="").count() if person in COUNTY else 0
    assert len(notes) == expected


def test_note_is_not_for_a_superuser_without_a_role(client: Client, content: None) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert not soup_of(client, Page("funding_programmes").url()).select(".staff")


def test_unsure_programme_is_named_but_told_only_to_the_county(
    client_of: object, person: str
) -> None:
    FundingProgrammeFactory(slug="usikkert", name_nb="Usikkert program", confidence="low")
    section = soup_of(client_of(person), Page("funding_programmes").url()).find(id="usikkert")
    assert "Usikkert program" in section.get_text()
    assert ("Reiser og opphold." in section.get_text()) == (person in COUNTY)


def test_unpublished_programme_is_not_listed(client_of: object) -> None:
    FundingProgrammeFactory(slug="utkast", published_at=None)
    page = soup_of(client_of("visitor"), Page("funding_programmes").url())
    assert not page.find(id="utkast")


@pytest.mark.parametrize("name", ["front", "participate", "funding_programmes", "about"])
def test_more_programmes_cost_no_more_queries(
    client_of: object, django_assert_max_num_queries: object, name: str
) -> None:
    visitor, address = client_of("visitor"), Page(name).url()
    with django_assert_max_num_queries(20) as before:
        visitor.get(address)
    for _ in range(24):
        FundingProgrammeFactory(administered_by=OrganisationFactory())
    with django_assert_max_num_queries(len(before)):
        visitor.get(address)


def test_document_count_is_the_librarys(client_of: object, person: str) -> None:
    client = client_of(person)
    link = soup_of(client, Page("about").url()).select_one("main section a")
    assert int(link.get_text().split()[0]) == documents_listed(client, link["href"])


@pytest.mark.django_db
def test_programmes_come_25_a_page(client: Client) -> None:
    for _ in range(26):
        FundingProgrammeFactory()
    pages = [BeautifulSoup(client.get(f"/program/?side={page}").content, "lxml") for page in (1, 2)]
    assert [len(page.select(".on-page li")) for page in pages] == [25, 1]
