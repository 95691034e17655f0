"""An activity is anchored by those who run it: in what they choose, with a reason."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role
from plans.models import PolicyDocument
from tests.factories import (
    ActionFactory,
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    SuccessionFactory,
    ThemeFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
HERE = "/aktiviteter/tur/forankring/"
WHY = "Elevene lager mat sammen."


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(KIND.COORDINATOR, school))


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", lang="nb", organisation=school, published_at=None)


@pytest.fixture
def document() -> PolicyDocument:
    return DocumentFactory(slug="erklaering", title="Erklæringen om mat")


def targets() -> list[str]:
    return [str(anchor.target) for anchor in ActivityAnchor.objects.order_by("pk")]


def test_several_aims_are_taken_with_one_reason(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    for key in ("1", "2", "3"):
        AimFactory(document=document, key=key)
    form = {"targets": ["mal-1", "mal-3"], "rationale": WHY}
    page = text_of(hers.post(f"{HERE}erklaering/", form, follow=True))
    assert "Forankringen er lagt til som foreslått." in page
    assert WHY in page
    assert targets() == ["Erklæringen om mat, 1", "Erklæringen om mat, 3"]
    for anchor in ActivityAnchor.objects.all():
        assert (anchor.status, anchor.rationale_nb, anchor.confirmed_by) == ("proposed", WHY, None)


def test_same_form_sent_twice_makes_one_anchor(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    form = {"targets": ["dokument"], "rationale": WHY}
    assert [hers.post(f"{HERE}erklaering/", form).status_code for _ in range(2)] == [302, 302]
    assert targets() == ["Erklæringen om mat"]


def test_second_reason_for_the_same_is_shown_beside_the_first_and_not_lost(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    AimFactory(document=document, key="1")
    hers.post(f"{HERE}erklaering/", {"targets": ["dokument"], "rationale": WHY})
    answer = hers.post(
        f"{HERE}erklaering/", {"targets": ["dokument", "mal-1"], "rationale": "En annen grunn."}
    )
    said = text_of(answer)
    assert "Noen andre lagret mens du skrev" in said
    assert WHY in said
    assert "En annen grunn." in said
    assert ActivityAnchor.objects.get(target_document=document).rationale_nb == WHY
    assert ActivityAnchor.objects.get(target_aim__key="1").rationale_nb == "En annen grunn."


def test_new_reason_is_in_the_language_of_the_old_and_others_stay(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    anchor = ActivityAnchorFactory(
        activity=activity, target_document=document, rationale_nb=WHY, rationale_en="They cook."
    )
    Activity.objects.filter(pk=activity.pk).update(lang="nn")
    path = f"{HERE}{anchor.pk}/endre/"
    page = BeautifulSoup(hers.get(f"/en{path}").content, "lxml")
    assert page.select_one("textarea").text.strip() == WHY
    hers.post(f"/en{path}", {"read": anchor.version, "rationale": "Elevene baker."})
    anchor.refresh_from_db()
    assert (anchor.rationale_nb, anchor.rationale_nn, anchor.rationale_en) == (
        "Elevene baker.",
        "",
        "They cook.",
    )


def test_reason_that_speaks_of_few_in_what_everybody_reads_is_warned_of(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    form = {"targets": ["dokument"], "rationale": "To elever med diagnose blir med."}
    Activity.objects.filter(pk=activity.pk).update(published_at=timezone.now())
    said = text_of(hers.post(f"{HERE}erklaering/", form, follow=True))
    assert "nevner svært få personer: «To elever»" in said


def test_reason_is_kept_in_the_language_of_the_activity(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    Activity.objects.filter(pk=activity.pk).update(lang="nn")
    hers.post(f"{HERE}erklaering/", {"targets": ["dokument"], "rationale": WHY})
    anchor = ActivityAnchor.objects.get()
    assert (anchor.rationale_nb, anchor.rationale_nn) == ("", WHY)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("rationale", {"targets": ["mal-1"], "rationale": "  "}),
        ("rationale", {"targets": ["mal-1"], "rationale": "Elev 01010750160"}),
        ("targets", {"rationale": WHY}),
        ("targets", {"targets": ["mal-9"], "rationale": WHY}),
        ("targets", {"targets": ["mal-old"], "rationale": WHY}),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    hers: Client, activity: Activity, document: PolicyDocument, field: str, given: dict
) -> None:
    AimFactory(document=document, key="1")
    AimFactory(document=document, key="old", retired_at=timezone.now())
    response = hers.post(f"{HERE}erklaering/", given)
    page = BeautifulSoup(response.content, "lxml")
    assert page.title.get_text().startswith("Feil:")
    if field == "rationale":
        assert error_at(response, field)
        assert page.select_one("input[value=mal-1][checked]")
    else:
        assert page.find("textarea").get_text().strip() == WHY
    assert not ActivityAnchor.objects.exists()


def test_points_of_the_programme_can_be_chosen(hers: Client, activity: Activity) -> None:
    point = ActionFactory()
    programme = point.measure.programme.document
    form = {"targets": [f"punkt-{point.dotted}"], "rationale": WHY}
    hers.post(f"{HERE}{programme.slug}/", form)
    assert ActivityAnchor.objects.get().target == point


def test_own_plan_can_be_chosen_and_anothers_not(
    hers: Client, activity: Activity, school: Organisation
) -> None:
    own = DocumentFactory(plan=True, organisation=school, slug="egen", published_at=None)
    DocumentFactory(plan=True, slug="annens", organisation=OrganisationFactory())
    assert hers.get(f"{HERE}egen/").status_code == 200
    assert hers.get(f"{HERE}annens/").status_code == 404
    form = {"targets": ["dokument"], "rationale": WHY}
    assert hers.post(f"{HERE}annens/", form).status_code == 404
    hers.post(f"{HERE}egen/", form)
    assert ActivityAnchor.objects.get().target == own


def test_what_was_replaced_is_warned_of_with_what_came_after(
    hers: Client, activity: Activity
) -> None:
    old = DocumentFactory(slug="gammel", status="replaced")
    new = DocumentFactory(slug="ny-plan", title="Den nye planen")
    SuccessionFactory(predecessor_document=old, successor_document=new)
    page = BeautifulSoup(hers.get(f"{HERE}gammel/").content, "lxml").main
    assert page.find("a", href=f"{HERE}ny-plan/").get_text(strip=True) == "Den nye planen"


def test_suggestions_share_themes_and_say_which(hers: Client, activity: Activity) -> None:
    food, sea = ThemeFactory(name_nb="Mat"), ThemeFactory(name_nb="Hav")
    activity.themes.set([food, sea])
    most = DocumentFactory(title="Begge", level="european")
    less = DocumentFactory(title="Én", level="european")
    gone = DocumentFactory(title="Utløpt", level="european", status="expired")
    DocumentFactory(title="Ingen", level="european")
    taken = DocumentFactory(title="Valgt", level="european")
    for document in (most, gone, taken):
        document.themes.set([food, sea])
    less.themes.set([sea])
    ActivityAnchorFactory(activity=activity, target_document=taken)
    page = BeautifulSoup(hers.get(HERE).content, "lxml").find(
        "section", attrs={"aria-labelledby": "forslag"}
    )
    titles = [title.get_text(strip=True) for title in page.select(".stop-title")]
    assert titles == ["Begge", "Én"]
    reasons = [" ".join(row.get_text().split()) for row in page.select("li")]
    assert "Samme tema: Hav" in reasons[1]
    assert "Mat" in reasons[0]
    assert "Hav" in reasons[0]


def test_programme_is_not_suggested_when_one_of_its_points_is_chosen(
    hers: Client, activity: Activity
) -> None:
    food = ThemeFactory()
    activity.themes.set([food])
    point = ActionFactory()
    programme = point.measure.programme.document
    programme.themes.set([food])
    assert str(programme) in text_of(hers.get(HERE))
    ActivityAnchorFactory(activity=activity, target_action=point)
    found = BeautifulSoup(hers.get(HERE).content, "lxml")
    assert not found.select("section[aria-labelledby=forslag] li")


def test_offices_own_plans_are_called_theirs() -> None:
    office = OrganisationFactory(office=True)
    activity = ActivityFactory(slug="tur", organisation=office, published_at=None)
    food = ThemeFactory()
    activity.themes.set([food])
    DocumentFactory(plan=True, organisation=office).themes.set([food])
    page = browser(person(KIND.OFFICE_LEADER, office)).get(HERE)
    headings = BeautifulSoup(page.content, "lxml").select("section[aria-labelledby=forslag] h3")
    assert [heading.text.strip() for heading in headings] == ["Opplæringskontorets egne planverk"]


def test_without_themes_one_is_led_to_choose_them(hers: Client, activity: Activity) -> None:
    page = BeautifulSoup(hers.get(HERE).content, "lxml").main
    assert page.find("a", href="/aktiviteter/tur/rediger/hva-og-hvorfor/", string="Velg temaer")


def test_search_finds_what_can_be_chosen(
    hers: Client, activity: Activity, document: PolicyDocument
) -> None:
    DocumentFactory(plan=True, title="Annen skoles erklæring", organisation=OrganisationFactory())
    page = BeautifulSoup(hers.get(HERE, {"q": "erklæring"}).content, "lxml").main
    assert [link["href"] for link in page.select(".resting a")] == [f"{HERE}erklaering/"]
    assert "Ingen treff" in text_of(hers.get(HERE, {"q": "xyzzy"}))


@pytest.mark.parametrize("text", ["\x00", "'", "%", "a" * 300, "  ", "&|!"])
def test_odd_searches_are_answered(hers: Client, activity: Activity, text: str) -> None:
    assert hers.get(HERE, {"q": text}).status_code in {200, 400}


def own_anchor(activity: Activity, **more: object) -> ActivityAnchor:
    return ActivityAnchorFactory(activity=activity, rationale_nb="Før", **more)


def test_new_reason_for_a_confirmed_anchor_is_proposed_again(
    hers: Client, activity: Activity
) -> None:
    by = person(KIND.COORDINATOR, activity.organisation)
    anchor = own_anchor(
        activity,
        target_document=DocumentFactory(),
        status="confirmed",
        confirmed_by=by,
        confirmed_at=timezone.now(),
    )
    path = f"{HERE}{anchor.pk}/endre/"
    assert "står den som foreslått" in text_of(hers.get(path))
    hers.post(path, {"read": anchor.version, "rationale": WHY})
    anchor.refresh_from_db()
    assert (anchor.rationale_nb, anchor.status, anchor.confirmed_by) == (WHY, "proposed", None)
    assert anchor.events.count() == 2


def test_of_two_new_reasons_the_second_is_shown_the_first(hers: Client, activity: Activity) -> None:
    anchor = own_anchor(activity, target_document=DocumentFactory())
    path = f"{HERE}{anchor.pk}/endre/"
    hers.post(path, {"read": 1, "rationale": "Den første"})
    response = hers.post(path, {"read": 1, "rationale": "Den andre"})
    page = BeautifulSoup(response.content, "lxml")
    assert "Den første" in page.find(role="alert").get_text()
    assert page.find("textarea").get_text().strip() == "Den andre"
    hers.post(
        path, {"read": page.find("input", {"name": "read"})["value"], "rationale": "Den andre"}
    )
    anchor.refresh_from_db()
    assert anchor.rationale_nb == "Den andre"


def test_anchor_is_removed_unless_somebody_changed_it(hers: Client, activity: Activity) -> None:
    anchor = own_anchor(activity, target_document=DocumentFactory())
    path = f"{HERE}{anchor.pk}/endre/"
    hers.post(path, {"read": 1, "rationale": WHY})
    hers.post(path, {"read": 1, "rationale": WHY, "remove": "1"})
    assert ActivityAnchor.objects.exists()
    hers.post(path, {"read": 2, "remove": "1"})
    assert not ActivityAnchor.objects.exists()
    assert hers.get(path).status_code == 404


WHO = {
    "colleague": (lambda school: person(KIND.COLLEAGUE, school), 403),
    "another school": (lambda school: person(KIND.COORDINATOR, OrganisationFactory()), 404),
    "county editor": (
        lambda school: person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True)),
        403,
    ),
}


@pytest.mark.parametrize("who", WHO)
def test_others_neither_anchor_nor_change(
    school: Organisation, activity: Activity, document: PolicyDocument, who: str
) -> None:
    find, expected = WHO[who]
    client = browser(find(school))
    anchor = own_anchor(activity, target_document=DocumentFactory())
    form = {"targets": ["dokument"], "rationale": WHY, "read": 1}
    for path in (f"{HERE}erklaering/", f"{HERE}{anchor.pk}/endre/"):
        assert client.get(path).status_code == expected
        assert client.post(path, form).status_code == expected
        assert client.post(path, {**form, "remove": "1"}).status_code == expected
    assert client.get(HERE).status_code == expected
    assert targets() == [str(anchor.target)]


def test_anchor_of_another_activity_is_not_found(hers: Client, activity: Activity) -> None:
    other = own_anchor(ActivityFactory(), target_document=DocumentFactory())
    path = f"{HERE}{other.pk}/endre/"
    assert hers.get(path).status_code == 404
    assert hers.post(path, {"read": 1, "remove": "1"}).status_code == 404
    assert ActivityAnchor.objects.exists()
