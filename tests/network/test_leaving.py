"""What hangs on a role goes with it, unless another role lets its holder go on."""

import pytest
from django.utils import timezone

from mobility.models import Activity
from network import roles
from network.models import Role
from tests.factories import (
    ActivityFactory,
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
)
from tests.network.test_access_at_once import in_the_background
from tests.network.test_hand_over import School
from tests.network.test_people_page import browser, person, text_of

KIND = Role.Kind


@pytest.fixture
def school(db: None) -> School:
    return School()


def test_removed_persons_work_is_left_without_her_name(school: School) -> None:
    client = browser(person(KIND.COORDINATOR, school.organisation))
    client.post(school.path.replace("overlat", "fjern"))
    school.draft.refresh_from_db()
    assert school.draft.responsible is None


def test_removed_coordinator_who_still_reads_there_looks_after_nothing(school: School) -> None:
    RoleFactory(user=school.kari, organisation=school.organisation, kind=KIND.READER)
    client = browser(person(KIND.COORDINATOR, school.organisation))
    page = text_of(client.get(school.path.replace("overlat", "fjern")))
    assert "Dette blir stående uten ansvarlig" in page
    assert "Utkast til tur" in page
    client.post(school.path.replace("overlat", "fjern"))
    school.draft.refresh_from_db()
    assert school.draft.responsible is None


def test_lesser_role_takes_nothing_with_it_from_somebody_who_stays_coordinator(
    school: School,
) -> None:
    lesser = RoleFactory(user=school.kari, organisation=school.organisation, kind=KIND.READER)
    path = f"/organisasjoner/nes-skole/personer/{lesser.pk}/overlat/"
    client = browser(school.kari)
    page = text_of(client.get(path))
    assert "Kari beholder ansvaret" in page
    assert "Utkast til tur" not in page
    client.post(path, school.form())
    school.draft.refresh_from_db()
    assert school.draft.responsible == school.kari
    assert school.nora.roles.filter(kind=KIND.READER).exists()


def test_somebody_who_has_the_row_open_meanwhile_is_told_that_it_changed(school: School) -> None:
    before = school.draft.version
    browser(school.kari).post(school.path, school.form())
    school.draft.refresh_from_db()
    assert school.draft.version == before + 1


def test_invitations_that_wait_are_the_successors_to_stand_by(school: School) -> None:
    sent = {"organisation": school.organisation, "invited_by": school.kari}
    waiting = InvitationFactory(**sent)
    closed = InvitationFactory(**sent, withdrawn_at=timezone.now())
    elsewhere = RoleFactory(user=school.kari).organisation
    other = InvitationFactory(organisation=elsewhere, invited_by=school.kari)
    browser(school.kari).post(school.path, school.form())
    for row, sender in ((waiting, school.nora), (closed, school.kari), (other, school.kari)):
        row.refresh_from_db()
        assert row.invited_by == sender
    assert waiting.is_open


def test_links_that_a_removed_person_has_sent_no_longer_open_anything(school: School) -> None:
    waiting = InvitationFactory(
        organisation=school.organisation, invited_by=school.kari, email="venter@example.org"
    )
    client = browser(person(KIND.COORDINATOR, school.organisation))
    page = text_of(client.get(school.path.replace("overlat", "fjern")))
    assert "Disse invitasjonene trekkes tilbake" in page
    assert "venter@example.org" in page
    client.post(school.path.replace("overlat", "fjern"))
    waiting.refresh_from_db()
    assert waiting.withdrawn_at
    assert not waiting.is_open


def test_county_editor_who_is_removed_takes_back_what_she_sent_to_members(school: School) -> None:
    county = OrganisationFactory(county_council=True)
    editor = person(KIND.COUNTY_EDITOR, county)
    waiting = InvitationFactory(organisation=school.organisation, invited_by=editor)
    administrator = person(KIND.COUNTY_ADMINISTRATOR, county)
    role = editor.roles.get()
    path = f"/organisasjoner/{county.slug}/personer/{role.pk}/fjern/"
    browser(administrator).post(path)
    waiting.refresh_from_db()
    assert waiting.withdrawn_at


def test_two_roles_removed_at_once_leave_nothing_in_her_name(own_database: str) -> None:
    school = School()
    other = RoleFactory(user=school.kari, organisation=school.organisation, kind=KIND.READER)
    first = school.kari.roles.exclude(pk=other.pk).get()
    by = person(KIND.COORDINATOR, school.organisation)
    with in_the_background(lambda: roles.remove(role=other, by=by)):
        roles.remove(role=first, by=by)
    school.draft.refresh_from_db()
    assert school.draft.responsible is None


def test_first_coordinator_after_a_while_without_takes_up_what_nobody_looks_after(
    school: School,
) -> None:
    by = person(KIND.COUNTY_ADMINISTRATOR, OrganisationFactory(county_council=True))
    for role in list(Role.objects.filter(organisation=school.organisation)):
        roles.remove(role=role, by=by)
    newcomer = UserFactory()
    roles.give(user=newcomer, organisation=school.organisation, kind=KIND.COORDINATOR, by=by)
    school.draft.refresh_from_db()
    assert school.draft.responsible == newcomer


def test_second_coordinator_takes_up_nothing(school: School) -> None:
    ActivityFactory(slug="herrelos", organisation=school.organisation, responsible=None)
    by = person(KIND.COUNTY_ADMINISTRATOR, OrganisationFactory(county_council=True))
    roles.give(user=UserFactory(), organisation=school.organisation, kind=KIND.COORDINATOR, by=by)
    assert Activity.objects.get(slug="herrelos").responsible is None


def test_invitation_that_she_could_not_decide_on_before_stays_as_it_is(school: School) -> None:
    elsewhere = InvitationFactory(organisation=OrganisationFactory(), invited_by=school.kari)
    browser(school.kari).post(school.path, school.form())
    elsewhere.refresh_from_db()
    assert (elsewhere.invited_by, elsewhere.withdrawn_at) == (school.kari, None)
