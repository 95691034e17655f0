"""The links to other languages stay in the portal, whatever the address was."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

OUTSIDE = ("//", "/\\", "http:", "https:")


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize("rest", ["//evil.example/x", "///evil.example/x", "//evil.example/x/?a=b"])
def test_language_link_never_leads_out_of_the_portal(
    content: None, language: str, rest: str
) -> None:
    response = Client().get(f"/{language}{rest}")
    assert response.status_code == 404
    page = BeautifulSoup(response.content, "lxml")
    links = [link["href"] for link in page.select("[hreflang]")]
    assert len(links) >= 3
    assert not [link for link in links if link.startswith(OUTSIDE)]
