"""What facts rest on is said in the reader's language."""

from collections.abc import Callable

import pytest
from django.db import models
from django.test import Client
from django.utils.translation import override

from mobility.models import ApplicationForm, FundingProgramme
from network.texts import Text, noted
from plans.models import Anchor, PolicyDocument
from tests.factories import DocumentFactory

NOTES = [
    (PolicyDocument, "issuer_text"),
    (Anchor, "basis"),
    (FundingProgramme, "source"),
    (ApplicationForm, "source"),
]


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("model", "field"), NOTES, ids=str)
def test_every_note_of_the_reference_data_is_said_in_three_languages(
    model: type[models.Model], field: str
) -> None:
    rows = model._default_manager.exclude(**{field: ""})
    assert rows
    for code in ("nn", "en"):
        assert not [getattr(row, field) for row in rows if not getattr(row, f"{field}_{code}")]


@pytest.mark.django_db
def test_note_that_is_not_translated_is_shown_as_it_was_written() -> None:
    document = DocumentFactory(issuer_text="Noen", issuer_text_en="Somebody")
    said = {}
    for language in ("nb", "nn", "en"):
        with override(language):
            said[language] = noted(document, "issuer_text")
    assert said == {
        "nb": Text("Noen", "nb"),
        "nn": Text("Noen", "nb"),
        "en": Text("Somebody", "en"),
    }


def test_issuer_and_reference_on_a_page_are_in_its_language(client_of: Callable) -> None:
    client: Client = client_of("visitor")
    page = client.get("/en/planverk/riga-conclusions-2015/").text
    assert "Latvian Presidency" in page
    assert "formannskapet" not in page
