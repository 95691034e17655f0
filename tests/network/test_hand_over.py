"""A role is left to somebody else with everything that hangs on it, at one stroke."""

import threading
import uuid

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.utils import timezone
from pghistory.models import Event

from mobility.models import Activity
from network import handing_over
from network.fields import ResponsibleField
from network.models import HandOver, Organisation, Role, SecurityEvent, User
from network.ownership import responsible_fields
from plans.models import PolicyDocument
from tests.factories import (
    ActivityFactory,
    DocumentFactory,
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
)
from tests.letters import deliver, link_in
from tests.network.test_people_page import browser, error_at, person, text_of

KIND = Role.Kind

# An invitation that waits is its sender's to stand by; one that is closed keeps who sent it.
MOVES_WHILE_IT_WAITS = {"network.Invitation.invited_by"}
# Columns that say who did something or whose a row is as a person: they stay when a role moves.
STAYS = {
    "account.EmailAddress.user",
    "mfa.Authenticator.user",
    "mobility.ActivityAnchor.answered_by",
    "mobility.ActivityAnchor.confirmed_by",
    "mobility.ActivityAnchor.contested_by",
    "mobility.ActivityAnchor.rejected_by",
    "mobility.ActivityComment.written_by",
    "mobility.ActivityDialogue.noted_by",
    "mobility.CommentReading.user",
    "network.AccessRequest.decided_by",
    "network.HandOver.by",
    "network.HandOver.from_user",
    "network.HandOver.to_user",
    "network.Invitation.accepted_by",
    "network.Role.user",
    "network.SecurityEvent.by",
    "network.SecurityEvent.user",
    "network.User_groups.user",
    "network.User_user_permissions.user",
    "plans.Anchor.answered_by",
    "plans.Anchor.confirmed_by",
    "plans.Anchor.contested_by",
    "plans.Anchor.rejected_by",
    "plans.LeaderDialogue.noted_by",
    "plans.PlanFile.uploaded_by",
    "plans.ProgressReport.reported_by",
    "portal.FirstSteps.user",
    "socialaccount.SocialAccount.user",
    "usersessions.UserSession.user",
}


def columns_to_people() -> dict[str, models.Field]:
    """Every foreign key to a user but those of the history, which copies all."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Event) and model._meta.app_label != "pghistory"
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is get_user_model()
    }


def test_every_column_with_a_person_moves_with_the_role_or_is_said_to_stay() -> None:
    """Make it a ResponsibleField, or name it above where it is a signature."""
    found = columns_to_people()
    stay = {name for name, field in found.items() if not isinstance(field, ResponsibleField)}
    assert stay == STAYS | MOVES_WHILE_IT_WAITS


@pytest.mark.parametrize("field", responsible_fields(), ids=str)
def test_what_somebody_looks_after_has_a_heading_an_address_and_an_owner(
    field: ResponsibleField,
) -> None:
    assert hasattr(field.model, "heading")
    assert hasattr(field.model, "get_absolute_url")
    assert field.model._meta.get_field("version")
    assert field.model._meta.get_field(field.organisation).related_model is Organisation
    assert not field.ends or field.model._meta.get_field(field.ends)


class School:
    """A school with a coordinator, who has work under way, and a colleague."""

    def __init__(self) -> None:
        self.organisation = OrganisationFactory(slug="nes-skole", name="Nes skole")
        self.kari = person(KIND.COORDINATOR, self.organisation, name="Kari")
        self.nora = person(KIND.COLLEAGUE, self.organisation, name="Nora")
        own = {"organisation": self.organisation, "responsible": self.kari}
        self.draft = ActivityFactory(title="Utkast til tur", published_at=None, **own)
        self.plan = DocumentFactory(plan=True, title="Plan for utveksling", **own)
        self.role = self.kari.roles.get()
        self.path = f"/organisasjoner/nes-skole/personer/{self.role.pk}/overlat/"

    def form(self, **more: object) -> dict[str, object]:
        given = {"to": self.nora.pk, "note": "Ring Tartu i mars.", "submission": uuid.uuid4()}
        return given | more

    def holders(self) -> list[User]:
        roles = Role.objects.filter(organisation=self.organisation, kind=KIND.COORDINATOR)
        return [role.user for role in roles.order_by("pk")]


@pytest.fixture
def school(db: None) -> School:
    return School()


def test_page_shows_what_there_is_before_it_moves(school: School) -> None:
    today = timezone.localdate()
    own = {"organisation": school.organisation, "responsible": school.kari}
    ActivityFactory(title="Snart ferdig", ends_on=today, starts_on=today, **own)
    ActivityFactory(title="En annens", organisation=school.organisation, responsible=school.nora)
    InvitationFactory(
        organisation=school.organisation, invited_by=school.kari, email="venter@example.org"
    )
    response = browser(school.kari).get(school.path)
    text, page = text_of(response), BeautifulSoup(response.content, "lxml")
    for expected in ("Utkast til tur", "Plan for utveksling", "venter@example.org", "EU Login"):
        assert expected in text
    assert "En annens" not in text
    ending = page.find("section", attrs={"aria-labelledby": "gar-ut"}).get_text()
    assert "Snart ferdig" in ending
    assert "Utkast til tur" not in ending


def test_role_and_all_that_hangs_on_it_come_to_the_successor(school: School) -> None:
    hers = browser(school.kari)
    assert hers.get(school.draft.get_absolute_url()).status_code == 200
    response = hers.post(school.path, school.form(), follow=True)
    assert "er overlatt til Nora" in text_of(response)
    assert school.holders() == [school.nora]
    for row in (school.draft, school.plan):
        row.refresh_from_db()
        assert row.responsible == school.nora


def test_predecessor_sees_nothing_more_and_the_successor_everything(school: School) -> None:
    hers, successors = browser(school.kari), browser(school.nora)
    draft, people = school.draft.get_absolute_url(), "/organisasjoner/nes-skole/personer/"
    assert hers.get(draft).status_code == 200
    hers.post(school.path, school.form())
    assert [hers.get(path).status_code for path in (draft, people)] == [404] * 2
    assert successors.get(draft).status_code == 200
    page = text_of(successors.get(people))
    assert "Ring Tartu i mars." in page
    assert "Inviter noen" in page


def test_note_is_for_the_successor_and_those_in_charge(school: School) -> None:
    reader = person(KIND.READER, school.organisation)
    browser(school.kari).post(school.path, school.form())
    page = browser(reader).get("/organisasjoner/nes-skole/personer/")
    assert "Ring Tartu" not in text_of(page)


def test_what_belongs_to_another_organisation_stays(school: School) -> None:
    elsewhere = RoleFactory(user=school.kari)
    other = ActivityFactory(organisation=elsewhere.organisation, responsible=school.kari)
    browser(school.kari).post(school.path, school.form())
    other.refresh_from_db()
    assert other.responsible == school.kari
    assert list(school.kari.roles.all()) == [elsewhere]


def test_successor_who_has_the_role_already_keeps_it(school: School) -> None:
    RoleFactory(user=school.nora, organisation=school.organisation, kind=KIND.COORDINATOR)
    browser(school.kari).post(school.path, school.form())
    assert school.holders() == [school.nora]


def test_successor_gets_a_letter_without_the_note_and_the_log_tells(school: School) -> None:
    browser(school.kari).post(school.path, school.form())
    (letter,) = deliver()
    assert letter.to == [school.nora.email]
    assert link_in(letter) == "/organisasjoner/nes-skole/personer/"
    assert "Tartu" not in letter.body
    told = SecurityEvent.objects.filter(organisation=school.organisation).order_by("pk")
    assert [(event.kind, event.user) for event in told] == [
        ("handed_over", school.kari),
        ("role_given", school.nora),
    ]


def test_same_form_twice_is_one_hand_over(school: School) -> None:
    client, form = browser(school.kari), school.form()
    assert [client.post(school.path, form).status_code for _ in range(2)] == [302, 302]
    assert HandOver.objects.count() == 1
    assert len(deliver()) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_second_tab_is_told_that_the_role_is_handed_over(school: School, method: str) -> None:
    client = browser(school.kari)
    client.post(school.path, school.form())
    response = getattr(client, method)(school.path, school.form(), follow=True)
    assert response.status_code == 200
    assert "Rollen er alt overlatt til Nora." in response.content.decode()
    assert HandOver.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to", ""),
        ("to", "self"),
        ("to", "stranger"),
        ("to", "closed"),
        ("note", "Fødselsnummer 01010750160"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_moves(
    school: School, field: str, value: str
) -> None:
    stranger = UserFactory()
    closed = person(KIND.COLLEAGUE, school.organisation, is_active=False)
    people = {"self": school.kari.pk, "stranger": stranger.pk, "closed": closed.pk}
    value = people.get(value, value)
    response = browser(school.kari).post(school.path, school.form(**{field: value}))
    assert error_at(response, field)
    assert school.holders() == [school.kari]
    school.draft.refresh_from_db()
    assert school.draft.responsible == school.kari


def test_alone_one_is_told_to_invite_somebody_first(school: School) -> None:
    school.nora.roles.all().delete()
    response = browser(school.kari).get(school.path)
    assert "må inviteres først" in text_of(response)
    assert not BeautifulSoup(response.content, "lxml").main.find("form")


WHO_MAY = {
    "the person herself": (lambda school: school.kari, 302),
    "another coordinator": (lambda school: person(KIND.COORDINATOR, school.organisation), 302),
    "a county editor": (
        lambda school: person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)),
        302,
    ),
    "a county reader": (
        lambda school: person(KIND.COUNTY_READER, OrganisationFactory(county_council=True)),
        403,
    ),
    "the colleague": (lambda school: school.nora, 403),
    "another school's coordinator": (
        lambda school: person(KIND.COORDINATOR, OrganisationFactory()),
        404,
    ),
}


@pytest.mark.parametrize("who", WHO_MAY)
def test_who_may_hand_over(school: School, who: str) -> None:
    find, expected = WHO_MAY[who]
    client = browser(find(school))
    assert client.get(school.path).status_code == {302: 200}.get(expected, expected)
    assert client.post(school.path, school.form()).status_code == expected
    assert (HandOver.objects.count() == 1) is (expected == 302)


def test_id_of_a_role_elsewhere_leads_nowhere(school: School) -> None:
    mine = OrganisationFactory(slug="min-skole")
    client = browser(person(KIND.COORDINATOR, mine))
    path = school.path.replace("nes-skole", "min-skole")
    assert client.get(path).status_code == 404
    assert client.post(path, school.form()).status_code == 404
    assert school.holders() == [school.kari]


def test_countys_documents_have_nobody_of_a_school_to_look_after_them(school: School) -> None:
    with pytest.raises(Exception, match="document_looked_after_where_owned"):
        DocumentFactory(responsible=school.kari)


class Race:
    """Two hand-overs of the same role, begun at the same moment over connections of their own."""

    def __init__(self, school: School, heirs: list[User]) -> None:
        self.school = school
        self.start = threading.Barrier(len(heirs))
        self.results: list[str] = []
        threads = [threading.Thread(target=self.run, args=[heir]) for heir in heirs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def run(self, heir: User) -> None:
        try:
            self.start.wait()
            handing_over.hand_over(
                role=self.school.role, to=heir, note="", submission=uuid.uuid4(), by=heir
            )
            self.results.append("done")
        except handing_over.GoneError:
            self.results.append("gone")
        finally:
            connection.close()


@pytest.fixture
def shared(own_database: str) -> School:
    return School()


def test_of_two_at_once_one_wins(shared: School) -> None:
    other = person(KIND.COLLEAGUE, shared.organisation)
    race = Race(shared, [shared.nora, other])
    assert sorted(race.results) == ["done", "gone"]
    done = HandOver.objects.get()
    assert shared.holders() == [done.to_user]
    for model in (Activity, PolicyDocument):
        owners = model.objects.filter(organisation=shared.organisation)
        assert [row.responsible for row in owners] == [done.to_user]


def test_who_comes_second_is_told(school: School) -> None:
    browser(school.kari).post(school.path, school.form())
    with pytest.raises(handing_over.GoneError):
        handing_over.hand_over(
            role=school.role, to=school.nora, note="", submission=uuid.uuid4(), by=school.kari
        )
