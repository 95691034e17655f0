"""Colleagues and the county comment on an activity, draft or not; nobody else reads of it."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mobility.models import Activity, ActivityComment
from network.models import Organisation, Role, User
from tests.comment_factories import ActivityCommentFactory
from tests.factories import ActivityFactory, OrganisationFactory
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
PAGE = "/aktiviteter/tur/"
HERE = f"{PAGE}kommentarer/"
REVIEW = f"{PAGE}se-over/"
SAID = "Hvem er vikar\ni uke 12?"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", organisation=school, published_at=None)


@pytest.fixture
def nora(school: Organisation) -> User:
    return person(KIND.COLLEAGUE, school, name="Nora")


@pytest.fixture
def hers(nora: User) -> Client:
    return browser(nora)


def comment(**more: object) -> dict[str, object]:
    return {"text": SAID, "submission": uuid.uuid4(), **more}


def soup_of(client: Client, address: str = HERE) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "lxml")


def comments_on(page: BeautifulSoup) -> list[str]:
    return [" ".join(row.get_text().split()) for row in page.select(".comments > li")]


def test_colleague_comments_on_a_draft_with_her_name_and_the_time(
    hers: Client, nora: User, activity: Activity
) -> None:
    hers.post(HERE, comment())
    kept = ActivityComment.objects.get()
    assert kept.written_by == nora
    (row,) = soup_of(hers).select(".comments > li")
    assert row.select_one(".stop-title").get_text() == "Nora"
    said_at = timezone.localtime(kept.written_at)
    assert row.time.get_text().endswith(f"{said_at:%H:%M}")
    assert row.select_one("br")


def test_comments_stand_in_the_order_they_were_written(hers: Client, activity: Activity) -> None:
    for text in ("Først", "Så", "Sist"):
        ActivityCommentFactory(activity=activity, text=text)
    rows = comments_on(soup_of(hers))
    assert [row.split()[-1] for row in rows] == ["Først", "Så", "Sist"]


def test_same_form_sent_twice_is_one_comment(hers: Client, activity: Activity) -> None:
    form = comment()
    assert [hers.post(HERE, form).status_code for _ in range(2)] == [302, 302]
    assert ActivityComment.objects.count() == 1


def test_other_text_in_a_form_sent_before_is_not_lost(hers: Client, activity: Activity) -> None:
    form = comment()
    hers.post(HERE, form)
    answer = hers.post(HERE, form | {"text": "Noe mer"})
    assert "Skjemaet er sendt før med noe annet i." in answer.text
    again = BeautifulSoup(answer.content, "lxml").select_one("[name=submission]")["value"]
    hers.post(HERE, comment(text="Noe mer", submission=again))
    assert [row.text for row in ActivityComment.objects.of(activity)] == [SAID, "Noe mer"]


@pytest.mark.parametrize("text", ["", " \n", "x" * 2001, "Eleven 01010750160 blir med"])
def test_what_cannot_be_is_told_at_the_field_and_stays(
    hers: Client, activity: Activity, text: str
) -> None:
    response = hers.post(HERE, comment(text=text))
    assert error_at(response, "text")
    typed = BeautifulSoup(response.content, "lxml").select_one("textarea").get_text()
    assert typed.strip() == text.strip()
    assert not ActivityComment.objects.exists()


def test_database_refuses_a_comment_that_says_nothing(activity: Activity) -> None:
    with pytest.raises(IntegrityError, match="comment_says_something"), transaction.atomic():
        ActivityCommentFactory(activity=activity, text=" \n")


def test_writer_removes_her_own_and_history_keeps_it(
    hers: Client, nora: User, activity: Activity
) -> None:
    own = ActivityCommentFactory(activity=activity, written_by=nora)
    events = own.events.model.objects.filter(pgh_obj_id=own.pk)
    form = soup_of(hers).select_one(".comments form")
    assert "Kommentaren er fjernet." in text_of(hers.post(form["action"], follow=True))
    assert not ActivityComment.objects.exists()
    assert events.count() == 2


def test_nobody_removes_what_others_say_or_finds_it_elsewhere(
    school: Organisation, nora: User, activity: Activity
) -> None:
    said = ActivityCommentFactory(activity=activity, written_by=nora)
    for who in (
        person(KIND.COORDINATOR, school),
        person(KIND.COUNTY_ADMINISTRATOR, OrganisationFactory(county_council=True)),
    ):
        client = browser(who)
        assert not soup_of(client).select(".comments form")
        assert client.post(f"{HERE}{said.pk}/fjern/").status_code == 403
    ActivityFactory(slug="annen", organisation=school)
    elsewhere = browser(nora).post(f"/aktiviteter/annen/kommentarer/{said.pk}/fjern/")
    assert elsewhere.status_code == 404
    assert ActivityComment.objects.get() == said


COUNTY = (KIND.COUNTY_ADMINISTRATOR, KIND.COUNTY_EDITOR, KIND.COUNTY_READER)


@pytest.mark.parametrize("kind", [KIND.COORDINATOR, KIND.COLLEAGUE, KIND.READER, *COUNTY])
def test_everybody_who_sees_the_draft_reads_and_comments(
    school: Organisation, activity: Activity, kind: Role.Kind
) -> None:
    place = OrganisationFactory(county_council=True) if kind in COUNTY else school
    client = browser(person(kind, place))
    ActivityCommentFactory(activity=activity)
    link = soup_of(client, PAGE).main.select_one(f"a[href='{HERE}']")
    assert " ".join(link.get_text().split()) == "Kommentarer (1)"
    client.post(HERE, comment())
    assert len(comments_on(soup_of(client))) == 2


@pytest.mark.parametrize(("published", "status"), [(False, 404), (True, 403)])
def test_another_school_reads_and_writes_nothing(
    activity: Activity, published: bool, status: int
) -> None:
    if published:
        Activity.objects.update(published_at=timezone.now())
    other = person(KIND.COORDINATOR, OrganisationFactory())
    own = ActivityCommentFactory(activity=activity, written_by=other)
    client = browser(other)
    assert client.get(HERE).status_code == status
    assert client.post(HERE, comment()).status_code == status
    assert client.post(f"{HERE}{own.pk}/fjern/").status_code == status
    assert ActivityComment.objects.get() == own


def test_visitor_sees_no_trace_of_comments_on_what_is_published(activity: Activity) -> None:
    Activity.objects.update(published_at=timezone.now())
    said = ActivityCommentFactory(activity=activity, written_by__name="Nora Nordmann")
    page = Client().get(PAGE).text
    for trace in (HERE, said.text, "Nora Nordmann", "Kommentarer"):
        assert trace not in page
    assert Client().get(HERE)["Location"].startswith("/logg-inn/")


@pytest.mark.parametrize(
    ("published", "told"), [(False, "ser utkastet og kommentarene"), (True, "ser kommentarene")]
)
def test_page_says_who_reads_it_and_that_its_address_can_be_sent(
    hers: Client, activity: Activity, published: bool, told: str
) -> None:
    if published:
        Activity.objects.update(published_at=timezone.now())
    text = text_of(hers.get(HERE))
    assert "rolle ved Nes skole eller i fylkeskommunen" in text
    assert told in text
    assert "Send dem gjerne adressen til denne siden." in text


def test_one_who_looks_a_draft_over_is_led_to_the_comments(
    school: Organisation, activity: Activity
) -> None:
    page = soup_of(browser(person(KIND.COORDINATOR, school)), REVIEW)
    assert page.main.select_one(f"a[href='{HERE}']")


def test_comment_does_not_stand_in_the_way_of_whoever_looks_the_activity_over(
    hers: Client, activity: Activity
) -> None:
    before = activity.version
    hers.post(HERE, comment())
    activity.refresh_from_db()
    assert activity.version == before
