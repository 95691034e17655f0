"""A party of an agreement that is not published itself has a name for those who see it alone."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from mobility.models import AccreditationMember
from network.models import Organisation, Role
from tests.agreement_factories import (
    AccreditationFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.factories import OrganisationFactory
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
UNNAMED = "Part som ikke er publisert"
PAGES = ["/samarbeid/", "/samarbeid/avtale/", "/samarbeid/last-ned.json"]


@pytest.fixture
def hidden() -> Organisation:
    return OrganisationFactory(name="Skjult skole", slug="skjult", published_at=None)


@pytest.fixture(autouse=True)
def partnership(hidden: Organisation) -> None:
    agreement = PartnershipFactory(slug="avtale", title="Avtalen")
    AgreementPartyFactory(
        agreement=agreement, organisation=hidden, name="", place="Skjulstad", country="NO"
    )
    AgreementPartyFactory(agreement=agreement, name="Lycée des Tilleuls", country="FR")


@pytest.mark.parametrize("address", PAGES)
def test_nobody_outside_reads_its_name_or_place(address: str) -> None:
    elsewhere = browser(person(KIND.COORDINATOR, OrganisationFactory()))
    for client in (Client(), elsewhere):
        said = client.get(address).content.decode()
        assert "Skjul" not in said
        assert UNNAMED in said
        assert "Lycée des Tilleuls" in said


def test_its_own_and_the_county_read_its_name(hidden: Organisation) -> None:
    county = OrganisationFactory(county_council=True)
    for user in (person(KIND.READER, hidden), person(KIND.COUNTY_READER, county)):
        for address in PAGES[:2]:
            said = text_of(browser(user).get(address))
            assert "Skjult skole" in said
            assert UNNAMED not in said


def test_its_name_is_everybodys_once_it_is_published(hidden: Organisation) -> None:
    hidden.published_at = PartnershipFactory().published_at
    hidden.save()
    for address in PAGES:
        assert "Skjult skole" in Client().get(address).content.decode()


def test_member_of_an_accreditation_is_unnamed_too(hidden: Organisation) -> None:
    row = AccreditationFactory(slug="vet", is_consortium=True)
    AccreditationMember.objects.create(
        agreement=row, organisation=hidden, country="NO", submission=uuid.uuid4()
    )
    said = text_of(Client().get(row.get_absolute_url()))
    assert UNNAMED in said
    assert "Skjult skole" not in said
