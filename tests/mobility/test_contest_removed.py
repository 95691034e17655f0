"""A contested anchor is not walked around: the county sees it gone, and back it is contested."""

import pytest
from django.test import Client

from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role
from plans.models import PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    SuccessionFactory,
)
from tests.mobility.test_contesting import (
    HERE,
    REASON,
    answer,
    contest,
    said,
    soup_of,
    take_back,
)
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

DESK = "/fylket/bestridt/"
STILL = "fylkeskommunen bestrider det fortsatt"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def countys() -> Client:
    return browser(person(Role.Kind.COUNTY_EDITOR, OrganisationFactory(county_council=True)))


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", title="Tur", organisation=school)


@pytest.fixture
def document() -> PolicyDocument:
    return DocumentFactory(slug="erklaeringen", title="Erklæringen", level="european")


@pytest.fixture
def anchor(activity: Activity, document: PolicyDocument) -> ActivityAnchor:
    return ActivityAnchorFactory(activity=activity, target_document=document)


def remove(client: Client, anchor: ActivityAnchor) -> object:
    anchor.refresh_from_db()
    form = {"read": anchor.version, "remove": "1"}
    return client.post(f"{HERE}{anchor.pk}/endre/", form, follow=True)


def add(client: Client, target: str = "dokument") -> object:
    form = {"targets": [target], "rationale": "Fordi."}
    return client.post(f"{HERE}erklaeringen/", form, follow=True)


def successor_of(document: PolicyDocument) -> PolicyDocument:
    new = DocumentFactory(title="Den nye", status="in_force")
    SuccessionFactory(predecessor_document=document, successor_document=new)
    PolicyDocument.objects.filter(pk=document.pk).update(status="replaced")
    return new


def removed(client: Client) -> list[str]:
    page = soup_of(client.get(f"{DESK}?vis=fjernet")).main
    return [" ".join(row.get_text().split()) for row in page.select(".contested > li")]


def test_school_removes_what_is_contested_and_is_told_that_the_county_sees_it(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    assert "Fjerner dere den, får fylkeskommunen se det." in text_of(
        hers.get(f"{HERE}{anchor.pk}/endre/")
    )
    told = text_of(remove(hers, anchor))
    assert "Forankringen er fjernet. Fylkeskommunen, som bestred den, ser det." in told
    assert not ActivityAnchor.objects.exists()


def test_county_sees_what_was_removed_with_its_own_words_and_the_answer(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    answer(hers, anchor, "Det har dere rett i.")
    remove(hers, anchor)
    page = soup_of(countys.get(DESK)).main
    assert page.find("a", href=f"{DESK}?vis=fjernet")
    (row,) = removed(countys)
    for part in ("Tur", "Nes skole", "Erklæringen", REASON, "Det har dere rett i."):
        assert part in row


def test_what_was_removed_without_being_contested_is_nothing_to_tell_of(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    take_back(countys, anchor, read=2)
    assert text_of(remove(hers, anchor)).count("Forankringen er fjernet.") == 1
    assert removed(countys) == []
    assert not soup_of(countys.get(DESK)).find("a", href=f"{DESK}?vis=fjernet")


def test_draft_that_is_deleted_and_a_plan_that_is_deleted_do_not_break_the_list(
    hers: Client, countys: Client, activity: Activity, anchor: ActivityAnchor
) -> None:
    plan = DocumentFactory(plan=True, organisation=activity.organisation, published_at=None)
    own = ActivityAnchorFactory(activity=activity, target_document=plan, contested=True)
    remove(hers, own)
    plan.delete()
    (row,) = removed(countys)
    assert "Det forankringen ledet til, er slettet." in row
    activity.delete()
    assert removed(countys) == []


def test_what_was_removed_long_ago_is_not_told_of(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    remove(hers, anchor)
    anchor.events.model.objects.update(pgh_created_at="2020-01-01T12:00Z")
    assert removed(countys) == []


def test_what_is_added_again_is_contested_as_before_and_told_of(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    answer(hers, anchor, "Jo da.")
    remove(hers, anchor)
    assert STILL in text_of(add(hers))
    again = ActivityAnchor.objects.get()
    assert said(again) == (REASON, "Jo da.")
    assert not again.is_confirmed
    assert removed(countys) == []
    assert "Erklæringen" in text_of(countys.get(DESK))


def test_what_the_county_took_back_comes_again_without_a_contest(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    remove(hers, anchor)
    add(hers)
    again = ActivityAnchor.objects.get()
    take_back(countys, again, read=1)
    remove(hers, again)
    assert STILL not in text_of(add(hers))
    assert said(ActivityAnchor.objects.get()) == ("", "")


def test_another_aim_of_the_same_document_is_something_else(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    AimFactory(document=anchor.target_document, key="1")
    contest(countys, anchor)
    remove(hers, anchor)
    assert STILL not in text_of(add(hers, "mal-1"))
    assert said(ActivityAnchor.objects.get()) == ("", "")


def test_contest_of_another_activity_is_none_of_this_ones(
    hers: Client, countys: Client, school: Organisation, anchor: ActivityAnchor
) -> None:
    other = ActivityFactory(organisation=school)
    lost = ActivityAnchorFactory(activity=other, target_document=DocumentFactory(), contested=True)
    lost.delete()
    form = {"targets": ["dokument"], "rationale": "Fordi."}
    hers.post(f"{HERE}{lost.target_document.slug}/", form)
    assert not ActivityAnchor.objects.filter(contested_at__isnull=False).exists()


def test_what_was_moved_while_contested_is_contested_where_it_came_from_too(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    new = successor_of(anchor.target_document)
    contest(countys, anchor)
    hers.post(f"{HERE}{anchor.pk}/flytt/", {"read": 2, "target": new.pk, "rationale": "Fordi."})
    assert STILL in text_of(add(hers))
    take_back(countys, anchor, read=3)
    remove(hers, ActivityAnchor.objects.exclude(pk=anchor.pk).get())
    assert removed(countys)


def test_whoever_moves_what_is_contested_reads_why_and_is_led_to_answer(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    successor_of(anchor.target_document)
    contest(countys, anchor)
    page = soup_of(hers.get(f"{HERE}{anchor.pk}/flytt/")).main
    assert REASON in page.get_text()
    assert page.find("a", href=f"{HERE}{anchor.pk}/svar/")


def test_moving_another_anchor_to_what_is_contested_brings_the_contest_back(
    hers: Client, countys: Client, activity: Activity, anchor: ActivityAnchor
) -> None:
    old = DocumentFactory(title="Den gamle", status="replaced", slug="den-gamle")
    SuccessionFactory(predecessor_document=old, successor_document=anchor.target_document)
    PolicyDocument.objects.filter(pk=anchor.target_document_id).update(status="in_force")
    single = ActivityAnchorFactory(activity=activity, target_document=old)
    contest(countys, anchor)
    remove(hers, anchor)
    form = {"read": 1, "target": anchor.target_document_id, "rationale": "Fordi."}
    hers.post(f"{HERE}{single.pk}/flytt/", form)
    assert said(single) == (REASON, "")


def test_moving_several_at_once_keeps_and_brings_back_contests(
    hers: Client, countys: Client, activity: Activity, anchor: ActivityAnchor
) -> None:
    old = DocumentFactory(title="Den gamle", status="replaced", slug="den-gamle")
    SuccessionFactory(predecessor_document=old, successor_document=anchor.target_document)
    PolicyDocument.objects.filter(pk=anchor.target_document_id).update(status="in_force")
    moved = ActivityAnchorFactory(activity=activity, target_document=old)
    elsewhere = ActivityFactory(organisation=activity.organisation)
    kept = ActivityAnchorFactory(activity=elsewhere, target_document=old, contested=True)
    contest(countys, anchor)
    remove(hers, anchor)
    page = "/planverk/den-gamle/flytt/"
    assert "bestrider forankringen, også når den er flyttet" in text_of(hers.get(page))
    form: dict[str, object] = {}
    for row in (moved, kept):
        form |= {f"picked-{row.pk}": "on", f"read-{row.pk}": 1}
        form[f"target-{row.pk}"] = anchor.target_document_id
    hers.post(page, form)
    assert said(moved) == (REASON, "")
    assert said(kept)[0] == "Målet handler om noe annet."
