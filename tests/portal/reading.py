"""Reading pages as somebody does who follows their links."""

import re

from bs4 import BeautifulSoup, Tag
from django.test import Client


def page(address: str, client: Client | None = None) -> BeautifulSoup:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def listed(address: str) -> int:
    """How many rows a list has on all its pages, which is what it says."""
    here = page(address)
    said, rows = words(here.main), 0
    while True:
        rows += len(here.select(".page-main .anchors > li"))
        if not (link := here.find("a", rel="next")):
            break
        here = page(address.partition("?")[0] + link["href"])
    assert re.search(rf"\b{rows} dokument| av {rows}\.", said)
    return rows
