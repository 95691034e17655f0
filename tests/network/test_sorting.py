"""Names come in Norwegian order on every server."""

import random

import pytest

from network.models import Organisation
from plans.models import PolicyDocument
from tests.factories import DocumentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

NORWEGIAN = [
    "Bergen",
    "Byåsen",
    "Élan",
    "Elvran",
    "Oslo",
    "Zaun",
    "Ærfugl",
    "Ødegård",
    "Aalborg",
    "Ålesund",
    "Åre",
]


def in_order(names: list[str], language: str) -> list[str]:
    shuffled = random.Random(7).sample(names, len(names))
    for name in shuffled:
        OrganisationFactory(name=name, name_lang=language)
    return list(Organisation.objects.order_by("sort_key").values_list("name", flat=True))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_ae_oe_and_aa_come_last_and_two_as_count_as_one(language: str) -> None:
    assert in_order(NORWEGIAN, language) == NORWEGIAN


def test_two_as_in_english_are_two_letters() -> None:
    assert in_order(["Abba", "Aachen", "Zulu"], "en") == ["Aachen", "Abba", "Zulu"]


def test_case_makes_no_difference() -> None:
    assert in_order(["ålesund", "bergen", "Ås", "Bodø"], "nb") == [
        "bergen",
        "Bodø",
        "ålesund",
        "Ås",
    ]


def test_key_follows_the_name() -> None:
    school = OrganisationFactory(name="Åre")
    OrganisationFactory(name="Bergen")
    Organisation.objects.filter(pk=school.pk).update(name="Alta")
    assert Organisation.objects.order_by("sort_key").first() == school


def test_documents_are_sorted_by_the_title_that_is_shown() -> None:
    late = DocumentFactory(title="A", short_title="Ø", short_title_lang="nb")
    early = DocumentFactory(title="B")
    assert list(PolicyDocument.objects.order_by("sort_key")) == [early, late]


def test_municipalities_come_in_order_and_those_outside_the_county_last() -> None:
    for county, place in (
        ("", "Ørland"),
        ("Oslo", "Oslo"),
        ("Trøndelag", "Åfjord"),
        ("Trøndelag", "Trondheim"),
    ):
        OrganisationFactory(municipality=place, county=county)
    rows = Organisation.objects.by_municipality()
    assert [row.municipality for row in rows] == ["Trondheim", "Ørland", "Åfjord", "Oslo"]
    assert Organisation.objects.municipalities() == ["Oslo", "Trondheim", "Ørland", "Åfjord"]
