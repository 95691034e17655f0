"""Organisations change names and merge; a number is one active body's."""

import pytest
from django.core.exceptions import ValidationError

from network.models import Organisation
from network.models.organisations import validate_organisation_number
from tests.factories import OrganisationFactory, RoleFactory, UserFactory
from tests.raw import change, insert, refused

pytestmark = pytest.mark.django_db

NUMBER = "974760673"
ONCE = "organisation_number_once_among_active"


def test_number_belongs_to_one_active_organisation() -> None:
    OrganisationFactory(org_number=NUMBER)
    with refused(ONCE):
        insert(OrganisationFactory.build(org_number=NUMBER))


def test_inactive_predecessor_keeps_its_number() -> None:
    new = OrganisationFactory(org_number=NUMBER)
    insert(OrganisationFactory.build(org_number=NUMBER, active=False, successor=new))


def test_predecessor_cannot_be_taken_into_use_again_beside_its_successor() -> None:
    new = OrganisationFactory(org_number=NUMBER)
    old = OrganisationFactory(org_number=NUMBER, active=False, successor=new)
    with refused(ONCE):
        change(old, active=True)


def test_many_organisations_have_no_number() -> None:
    OrganisationFactory.create_batch(3, org_number="")


@pytest.mark.parametrize("number", ["12345678", "97476067x", " 74760673"])
def test_number_has_nine_digits(number: str) -> None:
    school = OrganisationFactory()
    with refused("organisation_number_has_nine_digits"):
        change(school, org_number=number)


@pytest.mark.parametrize("number", ["974760674", "000000001", "97476067", "NO974760673MVA"])
def test_number_with_a_wrong_check_digit_is_explained(number: str) -> None:
    with pytest.raises(ValidationError, match="kontrollsiffer"):
        validate_organisation_number(number)


def test_true_number_is_accepted() -> None:
    validate_organisation_number(NUMBER)


@pytest.mark.parametrize("relation", ["parent_id", "owner_id", "successor_id"])
def test_organisation_is_not_its_own_relative(relation: str) -> None:
    school = OrganisationFactory()
    with refused("organisation_not_its_own_relative"):
        change(school, **{relation: school.pk})


@pytest.mark.parametrize("kind", [*Organisation.MEMBER_KINDS, "county"])
def test_what_owns_plans_or_gives_roles_keeps_its_kind(kind: str) -> None:
    member = OrganisationFactory(kind=kind)
    with refused("organisation_keeps_its_kind"):
        change(member, kind="university")


def test_other_bodies_may_turn_out_to_be_of_another_kind() -> None:
    change(OrganisationFactory(kind="association"), kind="state_body")


def test_kind_is_one_of_the_vocabulary() -> None:
    association = OrganisationFactory(kind="association")
    with refused("organisation_kind_known"):
        change(association, kind="klubb")


@pytest.mark.parametrize("kind", ["coordinator", "office_staff", "county_editor"])
def test_role_suits_what_its_organisation_is(kind: str) -> None:
    club = OrganisationFactory(kind="association")
    with refused("role_suits_organisation"):
        insert(RoleFactory.build(user=UserFactory(), organisation=club, kind=kind))


def test_country_has_two_letters() -> None:
    school = OrganisationFactory()
    with refused("organisation_country_is_iso"):
        change(school, country="no")
