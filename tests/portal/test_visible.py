"""A list shows exactly what the person may see, row by row."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity
from network.models import Organisation, User
from plans.models import Anchor, PolicyDocument
from tests.factories import (
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    ProgrammeFactory,
    anchor,
    point_of,
)

Cast = dict[str, User | AnonymousUser]

HOME = {
    "fjordvik": "fjordvik-videregaende-skole-eksempel",
    "hogfjell": "hogfjell-vidaregaande-skule-eksempel",
    "kvernstein": "opplaeringskontoret-kvernstein-eksempel",
    "havbris": "opplaeringskontoret-havbris-eksempel",
    "colleague": "fjordvik-videregaende-skole-eksempel",
    "leader": "opplaeringskontoret-kvernstein-eksempel",
}
COUNTY = ("county", "administrator")


def may_see(person: str, row: Organisation | PolicyDocument | Activity | Anchor) -> bool:
    if isinstance(row, Anchor):
        aim = row.target_aim.document if row.target_aim else None
        points = [point for point in (row.source_action, row.target_action) if point]
        programmes = [point.measure.programme.document for point in points]
        ends = (row.source_document, row.target_document, aim, *programmes)
        return all(may_see(person, end) for end in ends if end)
    owner = row if isinstance(row, Organisation) else row.organisation
    is_own = owner is not None and owner.slug == HOME.get(person)
    return person in COUNTY or row.published_at is not None or is_own


@pytest.fixture
def drafts(content: None) -> None:
    """A draft of everything, of each member and of nobody."""
    national = DocumentFactory(level="national", published_at=None)
    OrganisationFactory(published_at=None)
    for slug in set(HOME.values()):
        member = Organisation.objects.get(slug=slug)
        plan = DocumentFactory(plan=True, organisation=member, published_at=None)
        ActivityFactory(organisation=member, published_at=None)
        anchor(plan, AimFactory())
        anchor(plan, national)
        anchor(DocumentFactory(plan=True, organisation=member), AimFactory(document=national))
    point = point_of(ProgrammeFactory(document__published_at=None))
    anchor(DocumentFactory(plan=True), point)
    anchor(point, DocumentFactory())


@pytest.mark.parametrize("model", [Organisation, PolicyDocument, Activity, Anchor])
def test_list_is_what_the_rule_says_of_each_row(
    model: type, person: str, cast: Cast, drafts: None
) -> None:
    rows = set(model.objects.order_by("pk"))
    visible = set(model.objects.visible_to(cast[person]))
    assert visible == {row for row in rows if may_see(person, row)}
    assert visible != rows or person in COUNTY


def test_member_without_an_account_of_hers_sees_no_draft(cast: Cast, drafts: None) -> None:
    stranger = User(pk=0, email="ukjent@example.org")
    assert not Activity.objects.visible_to(stranger).filter(published_at=None).exists()
