"""An activity goes another round as a new draft, and a draft that comes to nothing is deleted."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from mobility.editing import SAME_AGAIN
from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role, User
from network.publishing import delete_draft
from network.versions import write
from plans.choices import AnchorStatus
from tests.comment_factories import ActivityCommentFactory
from tests.dialogue_factories import ActivityDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    OrganisationFactory,
    ThemeFactory,
    UserFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

NEXT, DELETE = "/aktiviteter/tur/neste-runde/", "/aktiviteter/tur/slett/"
REVIEW = "/aktiviteter/tur/se-over/"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def kari(school: Organisation) -> User:
    return person(Role.Kind.COORDINATOR, school, name="Kari")


@pytest.fixture
def hers(kari: User) -> Client:
    return browser(kari)


@pytest.fixture
def former(school: Organisation) -> Activity:
    """What was applied for and not granted."""
    return ActivityFactory(
        slug="tur",
        title="Tur 2026",
        kind="course",
        target_groups=["pupils", "teachers"],
        education_programmes=["food"],
        summary="Hei",
        lang="nn",
        partner="Tartu VOCO",
        place="Tartu",
        country="EE",
        funding="Erasmus+ KA122-VET",
        status="not_granted",
        starts_on=datetime.date(2026, 3, 1),
        ends_on=datetime.date(2026, 3, 9),
        organisation=school,
    )


def asking(**more: object) -> dict[str, object]:
    return {"title": "Tur 2027", "submission": uuid.uuid4(), **more}


def next_of(former: Activity) -> Activity:
    return Activity.objects.exclude(pk=former.pk).get()


def test_next_round_says_the_same_without_dates(
    hers: Client, kari: User, former: Activity, school: Organisation
) -> None:
    theme = ThemeFactory()
    former.themes.add(theme)
    answer = hers.post(NEXT, asking())
    draft = next_of(former)
    assert answer["Location"] == f"{draft.get_absolute_url()}rediger/hva-og-hvorfor/"
    assert (draft.title, draft.slug, draft.organisation) == ("Tur 2027", "tur-2027", school)
    for name in SAME_AGAIN:
        assert getattr(draft, name) == getattr(former, name)
        assert getattr(draft, name)
    assert (draft.starts_on, draft.ends_on, draft.published_at) == (None, None, None)
    assert (draft.status, draft.responsible) == ("idea", kari)
    assert list(draft.themes.all()) == [theme]
    former.refresh_from_db()
    assert (former.title, former.status) == ("Tur 2026", "not_granted")


def test_reasons_come_along_to_be_confirmed_again(hers: Client, former: Activity) -> None:
    kept = ActivityAnchorFactory(
        activity=former,
        target_document=DocumentFactory(),
        rationale_nn="Fordi.",
        rationale_en="Because.",
        confirmed=True,
    )
    ActivityAnchorFactory(activity=former, target_document=DocumentFactory(), rejected=True)
    ActivityDialogueFactory(activity=former, says_yes=True)
    ActivityCommentFactory(activity=former)
    hers.post(NEXT, asking())
    draft = next_of(former)
    anchor = ActivityAnchor.objects.get(activity=draft)
    assert anchor.target_document == kept.target_document
    assert (anchor.rationale_nn, anchor.rationale_en) == ("Fordi.", "Because.")
    assert (anchor.status, anchor.confirmed_by) == (AnchorStatus.PROPOSED, None)
    assert not draft.dialogues.exists()
    assert not draft.comments.exists()


def test_aim_that_is_out_of_use_stays_behind(hers: Client, former: Activity) -> None:
    aim = AimFactory(retired_at=timezone.now())
    ActivityAnchorFactory(activity=former, target_aim=aim)
    ActivityAnchorFactory(activity=former, target_aim=AimFactory())
    hers.post(NEXT, asking())
    assert next_of(former).anchors.count() == 1


def test_next_round_leads_back_to_the_former_and_to_what_was_said_of_it(
    hers: Client, former: Activity
) -> None:
    Activity.objects.filter(pk=former.pk).update(assessment="Målene er for vage.")
    hers.post(NEXT, asking())
    draft = next_of(former)
    page = BeautifulSoup(hers.get(draft.get_absolute_url()).content, "lxml")
    assert page.find("a", string="Forrige runde")["href"] == former.get_absolute_url()
    section = ApplicationSectionFactory(form__slug="skjema")
    said = text_of(hers.get(f"{draft.get_absolute_url()}soknadstekst/{section.form.slug}/nb/"))
    assert "Målene er for vage." in said
    assert draft.assessment == ""


def test_what_the_assessors_said_is_written_beside_the_status_and_is_not_public(
    hers: Client, former: Activity
) -> None:
    form = {"status": "not_granted", "read": former.version, "assessment": "For vagt."}
    hers.post("/aktiviteter/tur/rediger/med-hvem-og-nar/", form)
    former.refresh_from_db()
    assert former.assessment == "For vagt."
    assert "For vagt." in text_of(hers.get(REVIEW))
    assert "For vagt." not in text_of(Client().get(former.get_absolute_url()))


def test_former_round_is_not_told_of_to_others(hers: Client, former: Activity) -> None:
    hers.post(NEXT, asking())
    draft = next_of(former)
    Activity.objects.filter(pk=draft.pk).update(published_at=former.published_at)
    assert "Forrige runde" in text_of(hers.get(draft.get_absolute_url()))
    assert "Forrige runde" not in text_of(Client().get(draft.get_absolute_url()))


def test_same_form_sent_twice_opens_one_round(hers: Client, former: Activity) -> None:
    ActivityAnchorFactory(activity=former, target_document=DocumentFactory())
    form = asking()
    hers.post(NEXT, form)
    draft = next_of(former)
    ActivityAnchor.objects.filter(activity=draft).delete()
    assert hers.post(NEXT, form)["Location"].startswith(draft.get_absolute_url())
    assert not ActivityAnchor.objects.filter(activity=next_of(former)).exists()


def test_title_is_there_to_be_changed_and_must_be_there(hers: Client, former: Activity) -> None:
    page = BeautifulSoup(hers.get(NEXT).content, "lxml")
    assert page.select_one("input[name=title]")["value"] == "Tur 2026"
    assert error_at(hers.post(NEXT, asking(title=" ")), "title")
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "shown"), [("idea", False), ("granted", True), ("not_granted", True)]
)
def test_what_is_more_than_an_idea_leads_to_its_next_round(
    hers: Client, former: Activity, status: str, shown: bool
) -> None:
    Activity.objects.filter(pk=former.pk).update(status=status)
    page = BeautifulSoup(hers.get(former.get_absolute_url()).content, "lxml")
    assert bool(page.select_one(f"a[href='{NEXT}']")) is shown
    assert not BeautifulSoup(Client().get(former.get_absolute_url()).content, "lxml").select_one(
        f"a[href='{NEXT}']"
    )


@pytest.fixture
def draft(former: Activity) -> Activity:
    Activity.objects.filter(pk=former.pk).update(published_at=None)
    former.refresh_from_db()
    return former


def test_draft_is_deleted_with_all_that_hangs_on_it(hers: Client, draft: Activity) -> None:
    for _ in range(2):
        ActivityAnchorFactory(activity=draft, target_document=DocumentFactory())
    ActivityDialogueFactory(activity=draft)
    ActivityCommentFactory(activity=draft)
    draft.themes.add(ThemeFactory())
    assert BeautifulSoup(hers.get(REVIEW).content, "lxml").select_one(f"a[href='{DELETE}']")
    said = text_of(hers.get(DELETE))
    assert "2 forankringer forsvinner" in said
    assert "1 oppføring fra dialogen" in said
    assert "1 kommentar forsvinner" in said
    answer = hers.post(DELETE, {"read": draft.version}, follow=True)
    assert answer.request["PATH_INFO"] == "/min-side/"
    assert "Utkastet er slettet." in text_of(answer)
    assert not Activity.objects.exists()
    assert hers.get("/aktiviteter/tur/").status_code == 404


def test_published_activity_is_not_deleted(hers: Client, former: Activity) -> None:
    assert DELETE not in hers.get(REVIEW).content.decode()
    for answer in (
        hers.get(DELETE, follow=True),
        hers.post(DELETE, {"read": former.version}, follow=True),
    ):
        assert answer.request["PATH_INFO"] == REVIEW
        assert "Trekk den tilbake før du sletter den" in text_of(answer)
    assert Activity.objects.get() == former


def test_draft_that_somebody_has_changed_is_read_again_first(hers: Client, draft: Activity) -> None:
    write(draft, summary="Nytt")
    answer = hers.post(DELETE, {"read": draft.version - 1}, follow=True)
    assert answer.request["PATH_INFO"] == DELETE
    assert "Noen har endret aktiviteten" in text_of(answer)
    assert Activity.objects.get() == draft


@pytest.mark.parametrize("read", ["", "x", "1" * 30])
def test_form_that_cannot_be_read_deletes_nothing(hers: Client, draft: Activity, read: str) -> None:
    hers.post(DELETE, {"read": read})
    assert Activity.objects.get() == draft


def test_draft_that_is_gone_already_is_as_it_should_be(draft: Activity) -> None:
    delete_draft(draft, version=1)
    delete_draft(draft, version=1)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("path", [NEXT, DELETE])
def test_others_neither_copy_nor_delete(draft: Activity, path: str) -> None:
    elsewhere = browser(person(Role.Kind.COORDINATOR, OrganisationFactory()))
    reader = browser(person(Role.Kind.READER, draft.organisation))
    stranger = browser(UserFactory())
    form = {"read": draft.version, **asking()}
    assert elsewhere.post(path, form).status_code == 404
    assert stranger.post(path, form).status_code == 404
    assert reader.post(path, form).status_code == 403
    assert Client().post(path, form)["Location"].startswith("/logg-inn/")
    assert Activity.objects.get() == draft
