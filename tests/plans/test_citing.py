"""A reference says what is sure, in the page's language, and nothing else."""

import datetime

import pytest
from django.utils.translation import override

from plans.citing import Citation
from plans.models import PolicyDocument
from tests.factories import NOW, AimFactory, DocumentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

PAGE = "https://portal.example/planverk/plan/"
OWN = "https://example.org/plan.pdf"


def full(**more: object) -> PolicyDocument:
    facts = {
        "title": "Riga Conclusions 2015",
        "title_lang": "en",
        "translated_title_nb": "Riga-konklusjonene",
        "issuer_text": "Ministrene",
        "adopted_on": datetime.date(2015, 6, 22),
        "adopted_precision": "day",
        "reference": "ABC 1",
        "url": OWN,
        "url_confidence": "seen",
    }
    return DocumentFactory(**{**facts, **more})


def text_of(document: PolicyDocument) -> str:
    return Citation(document, PAGE).text


def test_all_that_is_sure_is_said_in_one_line() -> None:
    assert text_of(full()) == (
        f"Ministrene (2015). Riga Conclusions 2015 [Riga-konklusjonene]. ABC 1. {OWN}"
    )


@pytest.mark.parametrize(
    ("language", "title"),
    [("nb", "Riga Conclusions 2015 [Riga-konklusjonene]"), ("en", "Riga Conclusions 2015")],
)
def test_title_is_translated_for_those_who_need_it(language: str, title: str) -> None:
    with override(language):
        assert f" {title}. " in Citation(full(), PAGE).text


def test_title_without_a_translation_stands_alone() -> None:
    assert " Riga Conclusions 2015. " in Citation(full(translated_title_nb=""), PAGE).text


def test_who_reads_nynorsk_reads_a_title_in_bokmal() -> None:
    document = full(title="Vår visjon", title_lang="nb", translated_title_nn="Visjonen vår")
    with override("nn"):
        assert " Vår visjon. " in text_of(document)


@pytest.mark.parametrize("confidence", ["medium", "low"])
def test_unsure_facts_are_left_out(confidence: str) -> None:
    text = text_of(full(confidence=confidence))
    assert text == f"Riga Conclusions 2015 [Riga-konklusjonene] (u.å.). {OWN}"


@pytest.mark.parametrize("confidence", ["likely", "unknown"])
def test_address_that_nobody_has_seen_gives_way_to_the_page(confidence: str) -> None:
    assert text_of(full(url_confidence=confidence)).endswith(f"Omtalt på {PAGE}")


def test_plan_is_its_schools_own() -> None:
    school = OrganisationFactory(name="Vik skole")
    plan = DocumentFactory(plan=True, organisation=school, title="Utviklingsplan")
    assert text_of(plan) == f"Vik skole (u.å.). Utviklingsplan. Omtalt på {PAGE}"


def test_text_for_an_application_has_the_aims_in_use() -> None:
    document = full(short_title="Riga", short_title_lang="en")
    AimFactory(document=document, key="1", position=1, text_nb="Flere reiser ut.")
    AimFactory(document=document, key="2", position=2, text_nb="Trukket.", retired_at=NOW)
    assert Citation(document, PAGE).for_application.split("\n\n") == [
        "Søknaden er forankret i Riga.",
        "Mål 1: Flere reiser ut.",
        f"Kilde: {text_of(document)}",
    ]


def test_document_without_aims_still_has_a_text() -> None:
    assert len(Citation(full(), PAGE).for_application.split("\n\n")) == 2
