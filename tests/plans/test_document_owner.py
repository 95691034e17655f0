"""A plan of the school level belongs to one school or training office, other documents to none."""

import pytest

from tests.factories import DocumentFactory, OrganisationFactory
from tests.raw import change, delete, foreign_key, insert, refused

pytestmark = pytest.mark.django_db

OWNED = "document_owned_at_school_level_only"


def test_plan_without_an_owner_is_refused() -> None:
    with refused(OWNED):
        insert(DocumentFactory.build(level="school"))


@pytest.mark.parametrize("level", ["programme", "regional", "national", "european"])
def test_document_of_another_level_with_an_owner_is_refused(level: str) -> None:
    school = OrganisationFactory()
    with refused(OWNED):
        insert(DocumentFactory.build(level=level, organisation=school))


def test_plan_cannot_lose_its_owner() -> None:
    with refused(OWNED):
        change(DocumentFactory(plan=True), organisation_id=None)


def test_plan_of_a_school_or_an_office_is_accepted() -> None:
    for owner in (OrganisationFactory(), OrganisationFactory(office=True)):
        insert(DocumentFactory.build(level="school", organisation=owner))


def test_plan_of_the_county_is_refused() -> None:
    county = OrganisationFactory(county_council=True)
    with refused("document_owner_is_a_member"):
        insert(DocumentFactory.build(level="school", organisation=county))


def test_plan_cannot_move_to_the_county() -> None:
    plan = DocumentFactory(plan=True)
    with refused("document_owner_is_a_member"):
        change(plan, organisation_id=OrganisationFactory(county_council=True).pk)


def test_owner_of_plans_cannot_be_deleted() -> None:
    plan = DocumentFactory(plan=True)
    with refused(foreign_key(plan, "organisation")):
        delete(plan.organisation)
