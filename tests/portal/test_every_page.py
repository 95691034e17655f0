"""Every address answers every person, in three languages, as the table says."""

import pytest
from bs4 import BeautifulSoup
from django.urls import get_resolver

from tests.portal.page import LANGUAGES, Page
from tests.portal.pages import PAGES, SHOWN


def names_of(resolver: object) -> set[str]:
    names = set()
    for pattern in resolver.url_patterns:
        nested = hasattr(pattern, "url_patterns")
        names |= names_of(pattern) if nested else {pattern.name}
    return names


def test_every_address_has_a_name_and_a_place_in_the_table() -> None:
    assert names_of(get_resolver()) == {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_page_answers_each_person_as_the_table_says(
    client_of: object, person: str, page: Page
) -> None:
    client = client_of(person)
    languages = LANGUAGES if page.has_languages else LANGUAGES[:1]
    answers = [client.get(page.url(language)).status_code for language in languages]
    assert set(answers) == {page.status_for(person)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", SHOWN, ids=str)
def test_page_says_its_language_and_where_the_others_are(
    client_of: object, page: Page, language: str
) -> None:
    soup = BeautifulSoup(client_of("visitor").get(page.url(language)).content, "lxml")
    alternates = {
        link["hreflang"]: link["href"] for link in soup.head.find_all("link", rel="alternate")
    }
    assert soup.html["lang"] == language
    assert len(soup.find_all("h1")) == 1
    assert soup.title.get_text().endswith(" – Forankring")
    assert alternates == {code: page.url(code) for code in LANGUAGES}


@pytest.mark.parametrize(
    "path", ["/finnes-ikke/", "/nn/finst-ikkje/", "/en/nothing/", "/tiltak/x/"]
)
def test_unknown_address_gives_the_portals_own_page(client_of: object, path: str) -> None:
    response = client_of("visitor").get(path)
    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]
