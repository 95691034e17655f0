"""The list of activities can be that of one document: as many as its page says."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = pytest.mark.usefixtures("content")
RIGA = "riga-conclusions-2015"


def soup_of(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "lxml")


def test_number_on_a_document_leads_to_that_many_activities(client: Client) -> None:
    number = soup_of(client, f"/planverk/{RIGA}/").select_one("#aktiviteter a")
    rows = soup_of(client, number["href"]).select(".activities > li")
    assert len(rows) == int(number.get_text().strip("()\n ")) > 0


def test_document_that_is_not_there_is_said_to_be_unknown(client: Client) -> None:
    page = soup_of(client, "/aktiviteter/?dokument=finnes-ikke")
    everything = soup_of(client, "/aktiviteter/").select(".activities > li")
    assert page.select_one(".ds-alert")
    assert len(page.select(".activities > li")) == len(everything)


def chips(page: BeautifulSoup) -> list[tuple[str, str]]:
    """What is chosen, and the address without it."""
    return [
        (" ".join(link.get_text().split()), link["href"])
        for link in page.select(".chosen li:not(.all) a")
    ]


SCHOOL = "hogfjell-vidaregaande-skule-eksempel"


def test_what_is_chosen_is_said_and_each_choice_can_be_left_out(client: Client) -> None:
    address = f"/aktiviteter/?dokument={RIGA}&hos={SCHOOL}&styrke=bekreftet"
    assert chips(soup_of(client, address)) == [
        ("Fjern Når fram til: The Riga Conclusions (2015)", f"/aktiviteter/?hos={SCHOOL}"),
        (
            "Fjern Hos: Høgfjell vidaregåande skule (eksempel)",
            f"/aktiviteter/?dokument={RIGA}&styrke=bekreftet",
        ),
        (
            "Fjern Forankringen er: bekreftet hele veien",
            f"/aktiviteter/?dokument={RIGA}&hos={SCHOOL}",
        ),
    ]


def test_point_and_missing_level_are_said_too(client: Client) -> None:
    page = soup_of(client, "/aktiviteter/?punkt=2.2&mangler=school")
    assert [text for text, _without in chips(page)] == [
        "Fjern Når fram til: Tiltak 2, punkt 2.2",
        "Fjern Mangler: når ikke: Skolens egne planverk",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "punkt=9.9", "punkt=2", "punkt=x.y", "punkt=2.2.2", "hos=finnes-ikke", "mangler=alt",
        "styrke=bekreftet", f"dokument={RIGA}&styrke=kanskje",
    ],
)  # fmt: skip
def test_choice_that_cannot_be_is_told_and_left_out(client: Client, query: str) -> None:
    page = soup_of(client, f"/aktiviteter/?{query}")
    assert page.select_one(".ds-alert")
    assert len(chips(page)) == query.startswith("dokument")
