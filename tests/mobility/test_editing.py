"""Those who run a school's or an office's activities begin, change and publish them."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client

from mobility import editing
from mobility.models import Activity
from network.models import Organisation, Role, User
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    ThemeFactory,
    UserFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
NEW = "/aktiviteter/ny/"
NUMBER = "01010750160"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def kari(school: Organisation) -> User:
    return person(KIND.COORDINATOR, school, name="Kari")


@pytest.fixture
def hers(kari: User) -> Client:
    return browser(kari)


@pytest.fixture
def draft(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", title="Tur", kind="", organisation=school, published_at=None)


WHAT, WHOM = "/aktiviteter/tur/rediger/hva-og-hvorfor/", "/aktiviteter/tur/rediger/med-hvem-og-nar/"
REVIEW = "/aktiviteter/tur/se-over/"


def beginning(**more: object) -> dict[str, object]:
    return {"title": "Tømrere i Ålesund", "lang": "nb", "submission": uuid.uuid4(), **more}


def what(read: int = 1, **more: object) -> dict[str, object]:
    return {"title": "Tur", "kind": "", "summary": "", "lang": "nb", "read": read, **more}


def with_whom(read: int = 1, **more: object) -> dict[str, object]:
    return {"status": "idea", "read": read, **more}


def test_title_alone_opens_a_draft_of_ones_own(hers: Client, kari: User) -> None:
    response = hers.post(NEW, beginning(), follow=True)
    activity = Activity.objects.get()
    assert (activity.title, activity.slug) == ("Tømrere i Ålesund", "tomrere-i-alesund")
    assert (activity.responsible, activity.published_at, activity.kind) == (kari, None, "")
    assert response.request["PATH_INFO"] == f"{activity.get_absolute_url()}rediger/hva-og-hvorfor/"


def test_what_an_invented_school_writes_is_invented_too(hers: Client, school: Organisation) -> None:
    Organisation.objects.filter(pk=school.pk).update(is_demo=True)
    hers.post(NEW, beginning())
    assert Activity.objects.get().is_demo


def test_same_form_sent_twice_opens_one_draft(hers: Client) -> None:
    form = beginning()
    addresses = {hers.post(NEW, form)["Location"] for _ in range(2)}
    assert len(addresses) == Activity.objects.count() == 1


def test_same_title_gets_an_address_of_its_own(hers: Client) -> None:
    for _ in range(3):
        hers.post(NEW, beginning(title="Ny"))
    assert set(Activity.objects.values_list("slug", flat=True)) == {"ny-2", "ny-3", "ny-4"}


def test_title_without_letters_has_an_address_too(hers: Client) -> None:
    hers.post(NEW, beginning(title="中文"))
    assert Activity.objects.get().slug == "aktivitet"


@pytest.mark.parametrize("title", ["", "   ", "x" * 301, f"Elev {NUMBER}"])
def test_title_that_cannot_be_is_told_at_the_field(hers: Client, title: str) -> None:
    assert error_at(hers.post(NEW, beginning(title=title)), "title")
    assert not Activity.objects.exists()


@pytest.mark.parametrize("title", ["\u200b", " \u202e "])
def test_title_that_nobody_sees_is_none(hers: Client, title: str) -> None:
    assert error_at(hers.post("/aktiviteter/ny/", beginning(title=title)), "title")


def test_title_does_not_turn_what_stands_after_it_around(hers: Client) -> None:
    hers.post("/aktiviteter/ny/", beginning(title="Tur\u202e til Riga"))
    assert Activity.objects.get().title == "Tur til Riga"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_year_that_cannot_be_meant_is_told_of(hers: Client, draft: Activity, day: str) -> None:
    assert error_at(hers.post(WHOM, with_whom(starts_on=day)), "starts_on")


def test_somebody_at_two_schools_chooses_whose_it_is(hers: Client, kari: User) -> None:
    other = OrganisationFactory(slug="vik-skole")
    Role.objects.create(user=kari, organisation=other, kind=KIND.COORDINATOR)
    assert error_at(hers.post(NEW, beginning()), "organisation")
    page = BeautifulSoup(hers.get(f"{NEW}?hvem=vik-skole").content, "lxml")
    assert page.select_one("select[name=organisation] [selected]")["value"] == str(other.pk)
    hers.post(NEW, beginning(organisation=other.pk))
    assert Activity.objects.get().organisation == other


def test_nobody_begins_something_for_others(hers: Client, kari: User) -> None:
    Role.objects.create(user=kari, organisation=OrganisationFactory(), kind=KIND.COORDINATOR)
    foreign = OrganisationFactory()
    assert error_at(hers.post(NEW, beginning(organisation=foreign.pk)), "organisation")
    assert not Activity.objects.exists()


def test_steps_are_saved_each_for_itself(hers: Client, draft: Activity) -> None:
    theme = ThemeFactory()
    answer = hers.post(WHAT, what(kind="course", summary="Hei", themes=[theme.pk]))
    assert answer["Location"] == WHOM
    given = with_whom(2, country="EE", place="Tartu", starts_on="2027-03-01", status="planned")
    assert hers.post(WHOM, given)["Location"] == "/aktiviteter/tur/forankring/"
    draft.refresh_from_db()
    assert (draft.kind, draft.summary, draft.country, draft.status) == (
        "course",
        "Hei",
        "EE",
        "planned",
    )
    assert list(draft.themes.all()) == [theme]
    assert draft.version == 3


def test_saved_and_closed_leads_back_to_the_activity(hers: Client, draft: Activity) -> None:
    assert hers.post(WHAT, what(close="1"))["Location"] == draft.get_absolute_url()


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        (WHAT, "title", ""),
        (WHAT, "summary", f"Eleven {NUMBER}"),
        (WHAT, "summary", "x" * 3001),
        (WHAT, "kind", "ukjent"),
        (WHOM, "starts_on", "i fjor"),
        (WHOM, "country", "XX"),
        (WHOM, "partner", f"Ola {NUMBER}"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_what_was_typed_stays(
    hers: Client, draft: Activity, path: str, field: str, value: str
) -> None:
    given = {WHAT: what(lang="nn"), WHOM: with_whom(place="Tartu")}[path]
    response = hers.post(path, {**given, field: value})
    assert error_at(response, field)
    page = BeautifulSoup(response.content, "lxml")
    if path == WHOM:
        assert page.find("input", {"name": "place"})["value"] == "Tartu"
    else:
        assert page.select_one("select[name=lang] [selected]")["value"] == "nn"
    draft.refresh_from_db()
    assert draft.version == 1


def test_end_before_the_beginning_is_told_at_the_end(hers: Client, draft: Activity) -> None:
    days = {"starts_on": "2027-03-02", "ends_on": "2027-03-01"}
    assert error_at(hers.post(WHOM, with_whom(**days)), "ends_on")


def test_published_activity_is_seen_by_everybody_until_it_is_taken_back(
    hers: Client, draft: Activity
) -> None:
    hers.post(WHAT, what(kind="course"))
    assert Client().get("/aktiviteter/tur/").status_code == 404
    assert "Aktiviteten er publisert." in text_of(
        hers.post(REVIEW, {"read": 2, "publish": "on"}, follow=True)
    )
    assert Client().get("/aktiviteter/tur/").status_code == 200
    hers.post(REVIEW, {"read": 3})
    assert Client().get("/aktiviteter/tur/").status_code == 404


def test_activity_without_a_kind_is_not_published(hers: Client, draft: Activity) -> None:
    page = BeautifulSoup(hers.get(REVIEW).content, "lxml")
    assert not page.find("button", {"name": "publish"})
    answer = hers.post(REVIEW, {"read": 1, "publish": "on"}, follow=True)
    assert "Velg hva slags aktivitet det er" in text_of(answer)
    with (
        pytest.raises(IntegrityError, match="activity_published_with_a_kind"),
        transaction.atomic(),
    ):
        Activity.objects.filter(pk=draft.pk).update(published_at="2026-11-02T12:00Z")


def test_published_activity_keeps_a_kind(hers: Client, school: Organisation) -> None:
    ActivityFactory(slug="tur", organisation=school, kind="course")
    assert error_at(hers.post(WHAT, what(kind="")), "kind")


def test_what_changed_after_it_was_looked_over_is_shown_before_it_is_published(
    hers: Client, draft: Activity
) -> None:
    hers.post(WHAT, what(kind="course"))
    answer = hers.post(REVIEW, {"read": 1, "publish": "on"}, follow=True)
    assert "Noen har endret aktiviteten" in text_of(answer)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_review_leads_to_what_is_missing(hers: Client, draft: Activity) -> None:
    ThemeFactory()
    page = BeautifulSoup(hers.get(REVIEW).content, "lxml")
    links = [link["href"] for link in page.select(".review a")]
    assert f"{WHAT}#id_summary" in links
    assert f"{WHOM}#id_partner" in links
    assert page.select_one(".review dd").get_text(strip=True) == "Tur"
    for link in links:
        path, _, anchor = link.partition("#")
        there = BeautifulSoup(hers.get(path).content, "lxml")
        assert there.find(id=anchor)


def test_few_people_in_a_reason_are_warned_of_too(hers: Client, draft: Activity) -> None:
    ActivityAnchorFactory(
        activity=draft, target_document=DocumentFactory(), rationale_nb="Tre elever blir med."
    )
    assert "Tre elever" in text_of(hers.get(REVIEW))


def test_review_says_what_weakens_the_anchoring(hers: Client, draft: Activity) -> None:
    gone = DocumentFactory(title="Gammel plan", status="expired")
    ActivityAnchorFactory(activity=draft, target_document=gone)
    page = BeautifulSoup(hers.get(REVIEW).content, "lxml")
    said = page.select_one("section[aria-labelledby=mangler]").get_text(" ", strip=True)
    assert "Ikke alle forankringer er bekreftet." in said
    assert "noe som ikke gjelder lenger: Gammel plan" in said
    assert "Ledelsen har ikke sagt ja" in said


def test_what_rests_on_something_new_is_looked_over_again_before_it_is_published(
    hers: Client, draft: Activity
) -> None:
    Activity.objects.filter(pk=draft.pk).update(kind="course")
    read = BeautifulSoup(hers.get(REVIEW).content, "lxml").find("input", {"name": "read"})["value"]
    DocumentFactory(slug="ny-plan")
    reason = {"targets": ["dokument"], "rationale": "Fordi."}
    hers.post("/aktiviteter/tur/forankring/ny-plan/", reason)
    answer = hers.post(REVIEW, {"read": read, "publish": "on"}, follow=True)
    assert "Noen har endret aktiviteten" in text_of(answer)


def test_own_words_are_read_in_their_own_language(hers: Client, draft: Activity) -> None:
    Activity.objects.filter(pk=draft.pk).update(kind="course", lang="nn")
    page = BeautifulSoup(hers.get(f"/en{REVIEW}").content, "lxml")
    languages = {row.dt.get_text(): row.dd.get("lang") for row in page.select(".review > div")}
    assert languages["Title"] == "nn"
    assert languages["What kind of activity"] is None
    other = hers.post(f"/en{WHAT}", what(0, title="Annan"))
    assert BeautifulSoup(other.content, "lxml").select_one(".others dd")["lang"] == "nn"


def test_each_write_is_kept_in_history(hers: Client, draft: Activity) -> None:
    hers.post(WHAT, what(title="Ny tittel"))
    assert [event.title for event in draft.events.order_by("pgh_id")] == ["Tur", "Ny tittel"]


WHO = {
    "coordinator": (lambda school: person(KIND.COORDINATOR, school), 200),
    "colleague": (lambda school: person(KIND.COLLEAGUE, school), 403),
    "reader": (lambda school: person(KIND.READER, school), 403),
    "another school": (lambda school: person(KIND.COORDINATOR, OrganisationFactory()), 404),
    "an office": (
        lambda school: person(KIND.OFFICE_LEADER, OrganisationFactory(office=True)),
        404,
    ),
    "county editor": (
        lambda school: person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)),
        403,
    ),
    "nobody": (lambda school: UserFactory(), 404),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("path", [WHAT, WHOM, REVIEW])
def test_who_may_change_a_draft(school: Organisation, draft: Activity, who: str, path: str) -> None:
    Activity.objects.filter(pk=draft.pk).update(kind="course")
    find, expected = WHO[who]
    client = browser(find(school))
    assert client.get(path).status_code == expected
    client.post(path, what(title="Overtatt", kind="course", publish="on", status="planned"))
    draft.refresh_from_db()
    assert (draft.version > 1) is (expected == 200)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (KIND.OFFICE_LEADER, {"office": True}),
        (KIND.OFFICE_STAFF, {"office": True}),
        (KIND.COUNTY_EDITOR, {"county_council": True}),
        (KIND.COUNTY_ADMINISTRATOR, {"county_council": True}),
    ],
)
def test_offices_and_the_county_have_activities_of_their_own(kind: str, place: dict) -> None:
    organisation = OrganisationFactory(**place)
    browser(person(kind, organisation)).post(NEW, beginning())
    assert Activity.objects.get().organisation == organisation


@pytest.mark.parametrize("kind", [KIND.COLLEAGUE, KIND.READER])
def test_whoever_reads_begins_nothing_and_is_not_led_there(
    school: Organisation, draft: Activity, kind: str
) -> None:
    client = browser(person(kind, school))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, beginning()).status_code == 403
    for path in ("/min-side/", "/skoler/nes-skole/"):
        assert NEW not in client.get(path).content.decode()
    assert "/rediger/" not in client.get("/aktiviteter/tur/").content.decode()


def test_whoever_runs_activities_is_led_there(hers: Client, draft: Activity) -> None:
    for path in ("/min-side/", "/skoler/nes-skole/"):
        assert NEW in hers.get(path).content.decode()
    page = hers.get("/aktiviteter/tur/").content.decode()
    assert WHAT in page
    assert REVIEW in page


def test_step_that_does_not_exist_is_not_found(hers: Client, draft: Activity) -> None:
    assert hers.get("/aktiviteter/tur/rediger/noe-annet/").status_code == 404


def test_of_many_with_the_same_title_none_meets_an_error(kari: User, school: Organisation) -> None:
    given = {"organisation": school, "title": "Tur", "kind": "", "lang": "nb", "by": kari}
    slugs = [editing.begin(submission=uuid.uuid4(), **given).slug for _ in range(4)]
    assert slugs == ["tur", "tur-2", "tur-3", "tur-4"]
