"""What PostgreSQL refuses of activities."""

import datetime

import pytest

from mobility.models import ActivityTheme
from tests.factories import ActivityFactory, OrganisationFactory, ThemeFactory
from tests.raw import change, delete, foreign_key, insert, refused

pytestmark = pytest.mark.django_db

DAY = datetime.date(2027, 3, 1)


def test_activity_has_a_title() -> None:
    with refused("activity_has_a_title"):
        change(ActivityFactory(), title="")


def test_activity_may_end_the_day_it_begins_but_not_before() -> None:
    activity = ActivityFactory(starts_on=DAY)
    change(activity, ends_on=DAY)
    with refused("activity_ends_after_it_begins"):
        change(activity, ends_on=DAY - datetime.timedelta(days=1))


@pytest.mark.parametrize("code", ["f", "fi", "F1"])
def test_country_has_two_letters(code: str) -> None:
    activity = ActivityFactory()
    with refused("activity_country_is_iso"):
        change(activity, country=code)


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("target_groups", "activity_groups_known"),
        ("education_programmes", "activity_programmes_known"),
    ],
)
def test_groups_and_programmes_are_of_the_vocabulary(column: str, name: str) -> None:
    activity = ActivityFactory(target_groups=["pupils", "teachers"], education_programmes=["food"])
    change(activity, **{column: []})
    with refused(name):
        change(activity, **{column: ["food", "pupils"]})


def test_theme_stands_once() -> None:
    activity, theme = ActivityFactory(), ThemeFactory()
    insert(ActivityTheme(activity=activity, theme=theme))
    with refused("activity_theme_once"):
        insert(ActivityTheme(activity=activity, theme=theme))


def test_owner_of_activities_cannot_be_deleted() -> None:
    activity = ActivityFactory(organisation=OrganisationFactory())
    with refused(foreign_key(activity, "organisation")):
        delete(activity.organisation)
