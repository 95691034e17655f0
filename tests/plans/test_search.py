"""What a coordinator types finds the document that answers, and tells where it hit."""

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from plans.catalogue import documents_visible_to
from plans.highlights import highlights
from plans.models import PolicyDocument
from plans.search import Search, search
from tests.factories import (
    ActionFactory,
    AimFactory,
    DocumentFactory,
    MeasureFactory,
    ProgrammeFactory,
)

QUESTIONS = yaml.safe_load((settings.BASE_DIR / "fixtures" / "search_questions.yaml").read_text())


def ask(text: str) -> Search:
    return search(text, documents_visible_to(AnonymousUser()))


def slugs(found: Search) -> list[str]:
    by_pk = dict(PolicyDocument.objects.order_by("pk").values_list("pk", "slug"))
    return [by_pk[pk] for pk in found.found]


def hits(text: str, document: PolicyDocument) -> dict[str, str]:
    """Labels and marked passages of a search's hits in a document."""
    found = highlights(ask(text).words, [document.pk])[document.pk]
    return {hit.label: str(hit.passage) for hit in found.all}


def test_there_are_thirty_questions_to_answer() -> None:
    assert len({question["q"] for question in QUESTIONS}) >= 30


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["q"])
def test_question_finds_its_document_among_the_first_three(question: dict) -> None:
    assert set(slugs(ask(question["q"]))[:3]) & set(question["answers"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Bærekraftsmål", "bærekraft"),
        ("Om lærlinger", "lærling"),
        ("Apprenticeships", "læreplass"),
        ("Berekraft i skulen", "bærekraft"),
        ("Vocational education and training", "yrkesfag"),
        ("Fag- og yrkesopplæring", "VET"),
        ("Forordning 2021/817", "2021/817"),
    ],
)
def test_word_is_found_as_stem_as_beginning_and_in_other_languages(title: str, text: str) -> None:
    DocumentFactory(slug="dette", title=title)
    DocumentFactory(slug="annet", title="Noe helt annet")
    assert slugs(ask(text)) == ["dette"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "text"),
    [("Elevutveksling", "elever"), ("Skoleutvikling", "skoler"), ("Planstrategi", "planer")],
)
def test_compound_of_an_inflected_word_is_found(title: str, text: str) -> None:
    DocumentFactory(slug="dette", title=title)
    assert slugs(ask(text)) == ["dette"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The rights of the child", "Riga"),
        ("Digital Education Action Plan", "lov"),
    ],
)
def test_short_stem_or_translation_is_no_beginning_of_other_words(title: str, text: str) -> None:
    DocumentFactory(title=title)
    DocumentFactory(slug="dette", title=f"Noe om {text}")
    assert slugs(ask(text)) == ["dette"]


@pytest.mark.django_db
def test_much_shorter_word_is_not_offered_for_a_long_one() -> None:
    DocumentFactory(title="Skole")
    assert ask("skolebesøk").text == "skolebesøk"


@pytest.mark.django_db
def test_words_may_stand_in_the_title_and_in_aims_and_the_title_counts_most() -> None:
    in_aim = DocumentFactory(slug="i-mal", title="Strategi")
    AimFactory(document=in_aim, text_nb="Mobilitet, mobilitet og mobilitet i Norden")
    in_title = DocumentFactory(slug="i-tittel", title="Mobilitet")
    AimFactory(document=in_title, text_nb="Hele Norden")
    assert slugs(ask("mobilitet Norden")) == ["i-tittel", "i-mal"]


@pytest.mark.django_db
def test_retired_aims_and_drafts_are_not_found() -> None:
    AimFactory(text_nb="Mobilitet", retired_at="2026-01-01T12:00Z")
    DocumentFactory(title="Mobilitet", published_at=None)
    assert slugs(ask("mobilitet")) == []


@pytest.mark.django_db
def test_programme_is_found_by_its_points() -> None:
    programme = ProgrammeFactory()
    ActionFactory(measure=MeasureFactory(programme=programme, number=1), number=2, text_nb="Samle")
    assert hits("samle", programme.document) == {"Treff i punkt 1.2": "<mark>Samle</mark>"}


@pytest.mark.django_db
def test_unsure_issuer_and_reference_are_neither_found_nor_shown() -> None:
    facts = {"issuer_text": "Nordens ministre", "reference": "XYZ 77", "title": "Plan"}
    sure = DocumentFactory(slug="sikker", **facts)
    unsure = DocumentFactory(slug="usikker", confidence="medium", **facts)
    assert slugs(ask("XYZ")) == slugs(ask("ministre")) == ["sikker"]
    assert "Treff i referansen" in hits("XYZ", sure)
    assert unsure.pk not in highlights(ask("XYZ").words, [unsure.pk])


@pytest.mark.django_db
def test_most_of_the_words_are_enough_where_none_has_all_and_it_is_said() -> None:
    DocumentFactory(slug="begge", title="Språk og kultur")
    DocumentFactory(slug="en", title="Språk")
    found = ask("språk kultur samisk")
    assert (slugs(found), found.has_all) == (["begge"], False)


@pytest.mark.django_db
def test_misspelt_word_is_tried_as_the_nearest_in_use() -> None:
    DocumentFactory(slug="dette", title="Internasjonalisering")
    found = ask("internasjonalisreing")
    assert slugs(found) == ["dette"]
    assert (found.instead_of, found.text) == ("internasjonalisreing", "internasjonalisering")


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["larling", "laerling", "lerling"])
def test_word_typed_without_its_norwegian_letter_is_found(asked: str) -> None:
    DocumentFactory(slug="dette", title="Utveksling for lærlinger")
    DocumentFactory(title="Læring i alle fag")
    assert slugs(ask(asked)) == ["dette"]


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\ufeff"])
def test_marks_that_nobody_sees_are_left_out(mark: str) -> None:
    DocumentFactory(slug="dette", title="Mobilitet")
    found = ask(f"mobi{mark}litet")
    assert (slugs(found), found.text) == (["dette"], "mobilitet")


@pytest.mark.django_db
def test_nearest_word_is_offered_where_the_other_words_are_found() -> None:
    DocumentFactory(slug="dette", title="Mobilitet og inkludering")
    found = ask("mobilitet inkludreing")
    assert (slugs(found), found.suggestion) == (["dette"], "mobilitet inkludering")


@pytest.mark.django_db
def test_words_of_drafts_are_not_offered() -> None:
    DocumentFactory(title="Hemmelighetsfull", published_at=None)
    assert ask("hemmelighetsful") == Search(
        "hemmelighetsful", ask("hemmelighetsful").units, [], False
    )


@pytest.mark.django_db
def test_passage_is_escaped_marked_and_in_the_pages_language() -> None:
    document = DocumentFactory(title="Plan")
    AimFactory(document=document, key="2", text_nb="<b>Mobilitet</b> & mer", text_en="Mobility")
    assert hits("mobilitet", document) == {
        "Treff i mål 2": "&lt;b&gt;<mark>Mobilitet</mark>&lt;/b&gt; &amp; mer"
    }
    with override("en"):
        assert "<mark>Mobility</mark>" in hits("mobilitet", document).values()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "  ", "\x00", "!!!", "og", "\u200b", "'", "& | ! <-> :*", "\\"]
)
def test_text_that_says_nothing_is_no_fault(text: str) -> None:
    DocumentFactory()
    assert ask(text).found in ([], ())
