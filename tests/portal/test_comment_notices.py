"""Who runs an activity or has commented on it is told of new comments, until they are read."""

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from mobility.models import Activity
from network.choices import RoleKind
from network.models import Organisation, User
from tests.comment_factories import ActivityCommentFactory
from tests.factories import ActivityFactory, OrganisationFactory, RoleFactory
from tests.letters import deliver
from tests.portal.test_contests import soup_of, titles
from tests.portal.test_notices import MONDAY

pytestmark = pytest.mark.django_db

MINE, READ = "/min-side/kommentert/", "/aktiviteter/tur/kommentarer/"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", title="Tur til Tartu", organisation=school)


@pytest.fixture
def kari(school: Organisation) -> User:
    return RoleFactory(organisation=school, kind=RoleKind.COORDINATOR).user


@pytest.fixture
def nora(school: Organisation) -> User:
    return RoleFactory(organisation=school, kind=RoleKind.COLLEAGUE).user


@pytest.fixture
def frida() -> User:
    return RoleFactory(county=True, kind=RoleKind.COUNTY_EDITOR, user__is_demo=True).user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(user: User) -> list[str]:
    return titles(browser(user), MINE)


def test_who_runs_the_activity_is_told_once_however_many_comments_there_are(
    activity: Activity, kari: User, nora: User
) -> None:
    for _ in range(2):
        ActivityCommentFactory(activity=activity, written_by=nora)
    assert told(kari) == ["Tur til Tartu"]
    section = soup_of(browser(kari), "/min-side/").select_one("section[aria-labelledby=kommentert]")
    assert section.find("a", href=READ)


def test_who_has_read_the_comments_is_told_no_more_until_there_is_a_new_one(
    activity: Activity, kari: User, nora: User
) -> None:
    ActivityCommentFactory(activity=activity, written_by=nora)
    hers = browser(kari)
    hers.get(READ)
    assert told(kari) == []
    ActivityCommentFactory(activity=activity, written_by=nora)
    assert told(kari) == ["Tur til Tartu"]
    hers.get(READ)
    hers.get(READ)
    assert told(kari) == []


def test_nobody_is_told_of_her_own_comment(activity: Activity, kari: User, nora: User) -> None:
    ActivityCommentFactory(activity=activity, written_by=kari)
    assert told(kari) == []


def test_who_has_commented_is_told_of_the_answer_and_who_has_not_is_left_alone(
    activity: Activity, kari: User, nora: User, frida: User
) -> None:
    ActivityCommentFactory(activity=activity, written_by=kari)
    assert told(nora) == told(frida) == []
    for user in (nora, frida):
        ActivityCommentFactory(activity=activity, written_by=user)
    ActivityCommentFactory(activity=activity, written_by=kari)
    assert told(nora) == told(frida) == ["Tur til Tartu"]


def test_who_may_not_read_the_comments_any_more_is_not_told_of_them(
    activity: Activity, kari: User, nora: User
) -> None:
    ActivityCommentFactory(activity=activity, written_by=nora)
    nora.roles.all().delete()
    RoleFactory(user=nora, organisation=OrganisationFactory(), kind=RoleKind.COORDINATOR)
    ActivityCommentFactory(activity=activity, written_by=kari)
    assert told(User.objects.get(pk=nora.pk)) == []


def test_latest_comment_is_on_top(
    school: Organisation, activity: Activity, kari: User, nora: User
) -> None:
    other = ActivityFactory(title="Den andre", organisation=school, published_at=None)
    for commented in (activity, other, activity):
        ActivityCommentFactory(activity=commented, written_by=nora)
    assert told(kari) == ["Tur til Tartu", "Den andre"]


def test_letter_tells_how_many_activities_and_not_what_was_said(
    activity: Activity, kari: User, nora: User
) -> None:
    said = ActivityCommentFactory(activity=activity, written_by=nora).text
    with time_machine.travel(MONDAY, tick=False):
        call_command("send_notices", verbosity=0)
        letters = {letter.to[0]: letter.body for letter in deliver()}
    assert "Nye kommentarer: 1" in letters[kari.email]
    assert nora.email not in letters
    assert not any(word in letters[kari.email] for word in (said, "Tartu", nora.name))
