"""What the database promises of partnerships, accreditations and their parties."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.agreement_factories import (
    AccreditationFactory,
    AccreditationMemberFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.factories import (
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
EARLY, LATE = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("make", "values", "name"),
    [
        (PartnershipFactory, {"title": ""}, "partnership_has_a_title"),
        (PartnershipFactory, {"kind": "vennskap"}, "partnership_kind_known"),
        (PartnershipFactory, {"starts_on": LATE, "ends_on": EARLY}, "partnership_ends_after"),
        (PartnershipFactory, {"approval": "applied"}, "partnership_approval_is_of_an_exchange"),
        (
            PartnershipFactory,
            {"kind": "exchange", "approval": "approved"},
            "partnership_approved_from_and_to",
        ),
        (
            PartnershipFactory,
            {"approved_to": LATE},
            "partnership_dates_are_of_an_approval",
        ),
        (
            PartnershipFactory,
            {
                "kind": "exchange",
                "approval": "approved",
                "approved_from": LATE,
                "approved_to": EARLY,
            },
            "partnership_approval_ends_after",
        ),
        (AccreditationFactory, {"field": "sport"}, "accreditation_field_known"),
        (AccreditationFactory, {"starts_on": LATE, "ends_on": EARLY}, "accreditation_ends_after"),
        (AgreementPartyFactory, {"name": ""}, "party_is_known_or_named"),
        (AgreementPartyFactory, {"country": ""}, "party_country_is_iso"),
        (AgreementPartyFactory, {"joined_on": LATE, "left_on": EARLY}, "party_leaves_after"),
        (AccreditationMemberFactory, {"name": ""}, "accreditationmember_is_known_or_named"),
    ],
)
def test_what_cannot_be_is_refused(
    make: Callable[..., Any], values: dict[str, Any], name: str
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**values)


def test_party_is_either_known_or_named_and_not_both() -> None:
    with pytest.raises(IntegrityError, match="party_is_known_or_named"), transaction.atomic():
        AgreementPartyFactory(organisation=OrganisationFactory(), name="Navn")
    assert AgreementPartyFactory(organisation=OrganisationFactory(), name="").pk


def test_code_of_an_accreditation_stands_once() -> None:
    AccreditationFactory(code="2023-1-NO01-KA120-VET-000000001")
    again = {"code": "2023-1-NO01-KA120-VET-000000001"}
    with pytest.raises(IntegrityError, match="accreditation_code_once"), transaction.atomic():
        AccreditationFactory(**again)
    assert AccreditationFactory(**again, published_at=None).pk
    assert AccreditationFactory(code="").organisation != AccreditationFactory(code="").organisation
