"""Letters about what waits, as often as each person has chosen."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from network.choices import Pace, RoleKind
from network.models import User
from tests.factories import (
    AccessRequestFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
)
from tests.letters import LINK, deliver

pytestmark = pytest.mark.django_db

MONDAY = datetime.datetime(2026, 11, 30, 6, tzinfo=datetime.UTC)
TUESDAY = MONDAY + datetime.timedelta(days=1)


def coordinator(**user: object) -> User:
    """Somebody whose school has a plan that has run out, and a draft that can wait."""
    role = RoleFactory(**{f"user__{name}": value for name, value in user.items()})
    dates = {"valid_to_on": MONDAY.date(), "valid_to_precision": "day"}
    DocumentFactory(plan=True, organisation=role.organisation, title="Plan for Tartu", **dates)
    ActivityFactory(organisation=role.organisation, title="Tur til Tartu", published_at=None)
    return role.user


def receivers(moment: datetime.datetime) -> list[str]:
    with time_machine.travel(moment, tick=False):
        call_command("send_notices", verbosity=0)
        return [letter.to[0] for letter in deliver()]


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (Pace.AT_ONCE, [MONDAY, TUESDAY]),
        (Pace.DAILY, [MONDAY, TUESDAY]),
        (Pace.WEEKLY, [MONDAY]),
        (Pace.OFF, []),
    ],
)
def test_letter_comes_as_often_as_is_chosen(pace: Pace, days: list[datetime.datetime]) -> None:
    user = coordinator(notices=pace)
    told = [moment for moment in (MONDAY, TUESDAY) if receivers(moment) == [user.email]]
    assert told == days


def test_letter_comes_once_a_day_however_often_it_is_asked_for() -> None:
    coordinator()
    assert len(receivers(MONDAY)) == 1
    assert receivers(MONDAY + datetime.timedelta(hours=3)) == []


def test_nobody_is_written_to_about_nothing() -> None:
    RoleFactory()
    UserFactory()
    assert receivers(MONDAY) == []


def test_closed_account_is_not_written_to() -> None:
    coordinator(is_active=False)
    assert receivers(MONDAY) == []


def test_letter_counts_in_the_receivers_language_and_names_nobody() -> None:
    user = coordinator(language="nn", name="Nils Namn")
    with time_machine.travel(MONDAY, tick=False):
        call_command("send_notices", verbosity=0)
        (letter,) = deliver()
    assert letter.subject == "Dette ventar på deg i Forankring"
    assert "Planar som går ut: 1" in letter.body
    assert "Utkast" not in letter.body
    assert not any(word in letter.body for word in (user.name, "Tartu"))
    links = [link.partition("8000")[2] for link in LINK.findall(letter.body)]
    assert links == ["/nn/min-side/", "/nn/min-side/sprak-og-varsler/"]


@pytest.mark.parametrize(
    ("kind", "is_told"), [(RoleKind.COUNTY_EDITOR, True), (RoleKind.COUNTY_READER, False)]
)
def test_county_is_told_of_what_it_may_do_something_about(kind: str, is_told: bool) -> None:
    OrganisationFactory()
    user = RoleFactory(county=True, kind=kind).user
    assert (receivers(MONDAY) == [user.email]) is is_told


def test_shared_cache_is_swept_of_what_has_run_out() -> None:
    cache.set("old", 1, 60)
    cache.set("new", 1, 3600)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=5)):
        call_command("prune_cache", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM portal_cache ORDER BY cache_key")
        kept = [key for (key,) in cursor.fetchall()]
    assert [key.rpartition(":")[2] for key in kept] == ["new"]


def test_request_for_access_waits_in_the_next_letter() -> None:
    AccessRequestFactory(organisation=RoleFactory().organisation)
    user = RoleFactory(county=True).user
    with time_machine.travel(MONDAY, tick=False):
        call_command("send_notices", verbosity=0)
        letters = {letter.to[0]: letter.body for letter in deliver()}
    assert "Ber om tilgang: 1" in letters[user.email]
