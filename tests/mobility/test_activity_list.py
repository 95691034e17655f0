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
    assert len(rows) == int(number.text) > 0


def test_document_that_is_not_there_is_said_to_be_unknown(client: Client) -> None:
    page = soup_of(client, "/aktiviteter/?dokument=finnes-ikke")
    everything = soup_of(client, "/aktiviteter/").select(".activities > li")
    assert page.select_one(".ds-alert")
    assert len(page.select(".activities > li")) == len(everything)
