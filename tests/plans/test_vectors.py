"""A document is found by its own words and its aims', as they stand now."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from plans.catalogue import documents_visible_to
from plans.models import DocumentVector
from plans.search import search
from plans.vectors import ALL_VECTORS
from tests.factories import (
    ActionFactory,
    AimFactory,
    DocumentFactory,
    MeasureFactory,
)

pytestmark = pytest.mark.django_db


def found_by(text: str) -> list[int]:
    return list(search(text, documents_visible_to(AnonymousUser())).found)


def test_document_is_found_by_the_words_it_has_and_not_by_those_it_had() -> None:
    document = DocumentFactory(title="Handlingsplan")
    document.title = "Strategi"
    document.save()
    assert found_by("strategi") == [document.pk]
    assert found_by("handlingsplan") == []


def test_document_is_found_by_an_aim_until_it_is_retired() -> None:
    aim = AimFactory(text_nb="Læring ute", text_en="Learning outdoors")
    assert found_by("learning outdoors") == [aim.document_id]
    aim.retired_at = "2026-01-01T12:00Z"
    aim.save()
    assert found_by("learning outdoors") == []


def test_programme_is_found_by_its_measures_and_points() -> None:
    measure = MeasureFactory(title_nb="Internasjonalisering hjemme")
    action = ActionFactory(measure=measure, text_nb="Mobilitetskonsortium")
    document = measure.programme.document_id
    assert found_by("internasjonalisering mobilitetskonsortium") == [document]
    action.text_nb = "Nettverk"
    action.save()
    assert found_by("mobilitetskonsortium") == []
    assert found_by("nettverk") == [document]


def test_who_issued_a_document_finds_it_only_where_that_is_sure() -> None:
    document = DocumentFactory(issuer_text="Kunnskapsdepartementet", confidence="low")
    assert found_by("kunnskapsdepartementet") == []
    document.confidence = "high"
    document.save()
    assert found_by("kunnskapsdepartementet") == [document.pk]


def test_all_vectors_can_be_written_anew() -> None:
    AimFactory(text_nb="Læring ute")
    ActionFactory(text_nb="Mobilitetskonsortium")
    before = dict(DocumentVector.objects.values_list("document_id", "vector"))
    DocumentVector.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(ALL_VECTORS)
    assert dict(DocumentVector.objects.values_list("document_id", "vector")) == before
    assert len(before) == 2
