"""Words are known once they are written, and a suggestion is a word that is still in use."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from plans.catalogue import documents_visible_to
from plans.models import Word
from plans.search import search
from plans.words import ALL_WORDS
from tests.factories import (
    ActionFactory,
    AimFactory,
    DocumentFactory,
    MeasureFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


def known() -> set[str]:
    return set(Word.objects.values_list("text", flat=True))


def instead_of(text: str) -> str:
    found = search(text, documents_visible_to(AnonymousUser()))
    return found.text if found.instead_of else ""


def test_words_of_titles_and_aims_are_known_in_every_language_and_once() -> None:
    document = DocumentFactory(title="Strategi for læring", translated_title_en="Learning")
    AimFactory(document=document, text_nb="Mer LÆRING ute", text_nn="Meir læring")
    assert known() == {"strategi", "læring", "learning", "meir"}
    assert Word.objects.count() == 4
    assert Word.objects.get(text="læring").plain == "laering"


def test_changed_text_brings_its_new_words() -> None:
    document = DocumentFactory(title="Strategi")
    document.title = "Handlingsplan"
    document.save()
    assert "handlingsplan" in known()


def test_word_that_nobody_uses_any_more_is_not_suggested() -> None:
    document = DocumentFactory(title="Handlingsplan")
    assert instead_of("handligsplan") == "handlingsplan"
    document.title = "Strategi"
    document.save()
    assert instead_of("handligsplan") == ""


def test_retired_aims_word_is_not_suggested() -> None:
    AimFactory(text_nb="Internasjonalisering", retired_at="2026-01-01T12:00Z")
    assert instead_of("internasjonalisreing") == ""


def test_words_of_measures_and_points_are_known() -> None:
    programme = ProgrammeFactory()
    measure = MeasureFactory(programme=programme, title_nb="Internasjonalisering hjemme")
    assert instead_of("internasjonalisreing") == "internasjonalisering"
    ActionFactory(measure=measure, text_nb="Mobilitetskonsortium")
    assert instead_of("mobilitetskonsorsium") == "mobilitetskonsortium"


def test_words_of_a_retired_point_and_of_a_draft_programme_are_not_suggested() -> None:
    ActionFactory(text_nb="Mobilitetskonsortium", retired_at="2026-01-01T12:00Z")
    assert instead_of("mobilitetskonsorsium") == ""
    draft = ProgrammeFactory(document__published_at=None)
    MeasureFactory(programme=draft, title_nb="Internasjonalisering hjemme")
    assert instead_of("internasjonalisreing") == ""


def test_accents_do_not_stand_in_the_way() -> None:
    DocumentFactory(title="Bærekraft")
    assert instead_of("baerekarft") == "bærekraft"


def test_text_without_an_end_is_no_word() -> None:
    DocumentFactory(title="a" * 5000)
    assert not known()


def test_all_words_can_be_read_anew() -> None:
    ActionFactory(text_nb="Mobilitetskonsortium")
    AimFactory(text_nb="Internasjonalisering")
    before = known()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_word")
        for statement in ALL_WORDS:
            cursor.execute(statement)
    assert known() == before
