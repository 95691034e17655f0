"""Who contests, answers and reads of it; for all others there is nothing to see."""

import pytest
from django.test import Client

from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
)
from tests.mobility.test_contesting import (
    ANSWER,
    HERE,
    PAGE,
    REASON,
    answer,
    contest,
    said,
    soup_of,
    take_back,
)
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole")


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", organisation=school)


@pytest.fixture
def anchor(activity: Activity) -> ActivityAnchor:
    return ActivityAnchorFactory(activity=activity, target_document=DocumentFactory())


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(KIND.COORDINATOR, school))


@pytest.fixture
def countys() -> Client:
    return browser(person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)))


WHO = {
    # reads the contest on the activity's page; gets the page to contest, the page to answer
    "coordinator": (lambda school: person(KIND.COORDINATOR, school), True, 403, 200),
    "colleague": (lambda school: person(KIND.COLLEAGUE, school), True, 403, 403),
    "reader": (lambda school: person(KIND.READER, school), True, 403, 403),
    "county editor": (
        lambda school: person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)),
        True,
        200,
        403,
    ),
    "county administrator": (
        lambda school: person(KIND.COUNTY_ADMINISTRATOR, OrganisationFactory(county_council=True)),
        True,
        200,
        403,
    ),
    "county reader": (
        lambda school: person(KIND.COUNTY_READER, OrganisationFactory(county_council=True)),
        True,
        403,
        403,
    ),
    "another school": (
        lambda school: person(KIND.COORDINATOR, OrganisationFactory()),
        False,
        403,
        403,
    ),
}


@pytest.mark.parametrize("who", WHO)
def test_who_reads_contests_and_answers(
    school: Organisation, activity: Activity, anchor: ActivityAnchor, who: str
) -> None:
    find, reads, contests, answers = WHO[who]
    client = browser(find(school))
    assert contest(client, anchor).status_code == contests
    assert said(anchor)[0] == (REASON if contests == 200 else "")
    other = ActivityAnchorFactory(
        activity=activity, target_document=DocumentFactory(), contested=True
    )
    assert answer(client, other, read=1).status_code == answers
    assert said(other)[1] == (ANSWER if answers == 200 else "")
    assert (other.contest_reason in text_of(client.get(PAGE))) is reads
    before = other.version
    assert take_back(client, other, read=before).status_code == contests
    assert (said(other)[0] == "") is (contests == 200)


def test_stranger_is_sent_to_log_in_and_reads_nothing_of_it(anchor: ActivityAnchor) -> None:
    other = ActivityAnchorFactory(
        activity=anchor.activity,
        target_document=DocumentFactory(),
        answered=True,
        contested_by__name="Frida Fylke",
        answered_by__name="Kari Koordinator",
    )
    page = Client().get(PAGE).content.decode()
    for word in (other.contest_reason, other.contest_answer, "Frida", "Kari", "estrid"):
        assert word not in page
    for client in (Client(), browser(person(KIND.COORDINATOR, OrganisationFactory()))):
        public = client.get(PAGE)
        assert not soup_of(public).select("#bestridt, a[href$='/bestrid/'], a[href$='/svar/']")
    for ending in ("bestrid", "svar"):
        response = Client().get(f"{HERE}{other.pk}/{ending}/")
        assert response["Location"].startswith("/logg-inn/")


def test_anchor_of_a_draft_is_found_by_its_own_people_and_the_county_alone(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    Activity.objects.update(published_at=None)
    contest(countys, anchor)
    answer(hers, anchor)
    assert said(anchor) == (REASON, ANSWER)
    other = browser(person(KIND.COORDINATOR, OrganisationFactory()))
    for ending in ("bestrid", "svar"):
        assert other.get(f"{HERE}{anchor.pk}/{ending}/").status_code == 404


def test_guessed_number_of_another_activitys_anchor_leads_nowhere(
    hers: Client, countys: Client, activity: Activity
) -> None:
    foreign = ActivityAnchorFactory(target_document=DocumentFactory(), contested=True)
    gone = ActivityAnchorFactory(
        activity=activity, target_document=DocumentFactory(), rejected=True, contested=True
    )
    for link in (foreign, gone):
        assert contest(countys, link, "Noe annet.").status_code == 404
        assert take_back(countys, link, read=1).status_code == 404
        assert answer(hers, link, read=1).status_code == 404
        assert said(link) == ("Målet handler om noe annet.", "")
