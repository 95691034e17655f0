"""What the county's own presentation says stands on the pages, letter by letter."""

import functools
import json

import pytest
import yaml
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from mobility.models import Activity
from network.models import Organisation
from plans.choices import Status
from plans.models import Action, Measure, PolicyDocument
from tests.portal.page import LANGUAGES

FIXTURES = settings.BASE_DIR / "fixtures"
DECK = json.loads((FIXTURES / "deck.json").read_text(encoding="utf-8"))
NAMED = ((Activity, "lang"), (Organisation, "name_lang"))
POINTS = [point for measure in DECK["measures"] for point in measure["actions"]]

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def read(content: None, language: str) -> object:
    prefix = "" if language == "nb" else f"/{language}"

    @functools.cache
    def page(path: str) -> BeautifulSoup:
        response = Client().get(prefix + path)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "lxml")

    return page


def words(text: str) -> str:
    return " ".join(text.split())


def test_presentation_has_24_documents_3_measures_and_13_points(language: str) -> None:
    assert (len(DECK["documents"]), len(DECK["measures"]), len(POINTS)) == (24, 3, 13)


def test_every_document_of_the_presentation_shows_its_words(read: object) -> None:
    for row in DECK["documents"]:
        document = PolicyDocument.objects.get(deck_number=row["number"])
        page = read(document.get_absolute_url().removeprefix("/nn").removeprefix("/en"))
        texts = [words(tag.get_text()) for tag in page.main.find_all(["blockquote", "p"])]
        assert words(row["title_in_deck"]) in texts
        if row["statement_in_deck"]:
            assert words(row["statement_in_deck"]) in texts
        if row["url_in_deck"]:
            assert page.main.find("a", href=row["url_in_deck"])


def test_measures_and_points_stand_on_their_own_pages(read: object) -> None:
    for measure in DECK["measures"]:
        page = words(read(f"/tiltak/{measure['number']}/").main.get_text())
        assert measure["title"] in page
        for point in measure["actions"]:
            own = words(read(f"/tiltak/{point['number'].replace('.', '/')}/").main.get_text())
            assert point["text"] in own


def test_bokmal_of_the_programme_is_the_presentations_wording(language: str) -> None:
    rows = yaml.safe_load((FIXTURES / "programme.yaml").read_text(encoding="utf-8"))["measures"]
    assert [row["title"]["nb"] for row in rows] == [row["title"] for row in DECK["measures"]]
    ours = {
        f"{row['number']}.{action['number']}": action["text"]["nb"]
        for row in rows
        for action in row["actions"]
    }
    assert ours == {point["number"]: point["text"] for point in POINTS}


def test_programme_stands_complete_in_the_language_of_the_page(read: object, language: str) -> None:
    together = words(read("/tiltak/").main.get_text())
    for measure in Measure.objects.all():
        assert getattr(measure, f"title_{language}") in together
    for point in Action.objects.all():
        assert words(getattr(point, f"text_{language}")) in together


def test_titles_in_other_languages_say_which(read: object, language: str) -> None:
    for path in ("/planverk/", "/planverk/?side=2", "/skoler/", "/aktiviteter/"):
        page = read(path)
        for row in page.main.select("h3.title a, ul.members a"):
            row_language = row.find(lang=True)
            spoken = row_language["lang"] if row_language else language
            assert spoken == language_of(row["href"])


def language_of(href: str) -> str:
    """The language that the database says the linked row's name is written in."""
    slug = href.rstrip("/").rsplit("/", 1)[-1]
    for model, column in NAMED:
        if found := model.objects.filter(slug=slug).first():
            return getattr(found, column)
    document = PolicyDocument.objects.filter(slug=slug).first() or PolicyDocument.objects.get(
        level="programme"
    )
    return document.short_title_lang or document.title_lang


@pytest.mark.parametrize(
    ("path", "spoken"),
    [
        ("/planverk/herning-declaration-2025/", "en"),
        ("/aktiviteter/vg2-utveksling-med-oldenburg/", "nn"),
        ("/skoler/fjordvik-videregaende-skole-eksempel/", "nb"),
    ],
)
def test_heading_says_the_language_it_is_in(read: object, path: str, spoken: str) -> None:
    assert read(path).h1["lang"] == spoken


SAID_OF_OTHERS = {
    "nb": {"Vedtatt", "Gjelder"},
    "nn": {"Vedteke", "Gjeld"},
    "en": {"Adopted", "Valid"},
}


def test_no_proposal_is_said_to_be_adopted_or_to_hold(read: object, language: str) -> None:
    visible = PolicyDocument.objects.visible_to(AnonymousUser())
    proposals = [row for row in visible if Status(row.status).tone == "open"]
    assert proposals
    for document in proposals:
        terms = {term.get_text() for term in read(f"/planverk/{document.slug}/").select("dt")}
        assert not terms & SAID_OF_OTHERS[language], document
