"""A school adds its own plans: with aims in their own words, shown to all when it says so."""

from __future__ import annotations

import uuid
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from docx import Document

from network.models import Organisation, Role, User
from plans.models import Aim, PolicyDocument
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    ThemeFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
NEW = "/planverk/ny/"
PLAN = "/planverk/strategi/"
EDIT, AIMS, SHOW = f"{PLAN}rediger/", f"{PLAN}rediger/mal/", f"{PLAN}rediger/vis/"


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
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(
        plan=True,
        slug="strategi",
        title="Strategien",
        kind="international_strategy",
        organisation=school,
        published_at=None,
    )


def beginning(**more: object) -> dict[str, object]:
    return {
        "title": "Internasjonal strategi",
        "kind": "international_strategy",
        "title_lang": "nb",
        "submission": uuid.uuid4(),
        **more,
    }


def about(read: int = 1, **more: object) -> dict[str, object]:
    return {
        "title": "Strategien",
        "kind": "international_strategy",
        "status": "in_force",
        "title_lang": "nb",
        "read": read,
        **more,
    }


def test_plan_is_added_with_a_title_and_seen_by_its_own_alone(
    hers: Client, kari: User, school: Organisation
) -> None:
    answer = hers.post(NEW, beginning(), follow=True)
    assert answer.request["PATH_INFO"] == "/planverk/internasjonal-strategi/rediger/mal/"
    plan = PolicyDocument.objects.get()
    assert (plan.level, plan.organisation, plan.responsible) == ("school", school, kari)
    assert "utkast" in text_of(hers.get("/skoler/nes-skole/"))
    assert Client().get(plan.get_absolute_url()).status_code == 404


def test_same_form_sent_twice_adds_one_plan(hers: Client) -> None:
    form = beginning()
    assert [hers.post(NEW, form).status_code for _ in range(2)] == [302, 302]
    assert PolicyDocument.objects.count() == 1


@pytest.mark.parametrize("title", ["Ny", "Kart"])
def test_plan_never_takes_the_address_of_a_page(hers: Client, title: str) -> None:
    hers.post(NEW, beginning(title=title))
    assert hers.get(PolicyDocument.objects.get().get_absolute_url()).status_code == 200
    assert hers.get("/planverk/kart/").status_code == 200


@pytest.mark.parametrize("title", ["", " ", "\u200b", "x" * 301])
def test_title_that_cannot_be_is_told_at_the_field(hers: Client, title: str) -> None:
    assert error_at(hers.post(NEW, beginning(title=title)), "title")
    assert not PolicyDocument.objects.exists()


def test_somebody_at_two_places_chooses_whose_it_is(hers: Client, kari: User) -> None:
    office = OrganisationFactory(office=True)
    kari.roles.create(organisation=office, kind=KIND.OFFICE_LEADER)
    assert error_at(hers.post(NEW, beginning()), "organisation")
    hers.post(NEW, beginning(organisation=office.pk))
    assert PolicyDocument.objects.get().organisation == office


def test_nobody_adds_a_plan_for_others(hers: Client, kari: User) -> None:
    kari.roles.create(organisation=OrganisationFactory(office=True), kind=KIND.OFFICE_LEADER)
    assert error_at(
        hers.post(NEW, beginning(organisation=OrganisationFactory().pk)), "organisation"
    )


def test_pasted_aims_are_numbered_and_kept_in_their_own_words(
    hers: Client, plan: PolicyDocument
) -> None:
    pasted = "1. Alle elever får reise.\r\n2. Vi tar imot gjester."
    assert "2 mål er lagt til." in text_of(hers.post(AIMS, {"pasted": pasted}, follow=True))
    hers.post(AIMS, {"pasted": "• Lærerne lærer ute."})
    assert [(aim.key, aim.text_nb) for aim in Aim.objects.order_by("position")] == [
        ("1", "Alle elever får reise."),
        ("2", "Vi tar imot gjester."),
        ("3", "Lærerne lærer ute."),
    ]


def test_aims_sent_twice_are_added_once(hers: Client, plan: PolicyDocument) -> None:
    for _ in range(2):
        hers.post(AIMS, {"pasted": "Alle får reise.\nVi tar imot."})
    assert Aim.objects.count() == 2


def test_aims_are_in_the_language_of_the_plan(hers: Client, plan: PolicyDocument) -> None:
    PolicyDocument.objects.filter(pk=plan.pk).update(title_lang="nn")
    hers.post(AIMS, {"pasted": "Alle får reise."})
    assert Aim.objects.get().text_nn == "Alle får reise."


@pytest.mark.parametrize(
    "pasted", ["", " \n ", "x" * 1001, "\n".join(f"Mål {n}" for n in range(61)), "Ola 01010750160"]
)
def test_what_are_no_aims_is_told_at_the_field_and_stays(
    hers: Client, plan: PolicyDocument, pasted: str
) -> None:
    answer = hers.post(AIMS, {"pasted": pasted})
    assert error_at(answer, "pasted")
    field = BeautifulSoup(answer.content, "lxml").select_one("textarea")
    assert field.text.strip() == pasted.strip()
    assert not Aim.objects.exists()


def test_plan_says_what_it_is_how_long_it_holds_and_where_it_is_found(
    hers: Client, plan: PolicyDocument
) -> None:
    theme = ThemeFactory(name_nb="Mat")
    hers.post(
        EDIT,
        about(
            valid_from_on="2025",
            valid_to_on="2028",
            url="www.nes.example.org/plan",
            reference="Kapittel 3, side 12",
            themes=[theme.pk],
        ),
    )
    page = hers.get(PLAN)
    for said in ("2025", "2028", "Kapittel 3, side 12"):
        assert said in text_of(page)
    soup = BeautifulSoup(page.content, "lxml")
    assert soup.select_one("main a[href='https://www.nes.example.org/plan']")
    plan.refresh_from_db()
    assert (str(plan.valid_from_on), str(plan.valid_to_on)) == ("2025-01-01", "2028-12-31")
    assert plan.valid_to_precision == "year"
    assert list(plan.themes.all()) == [theme]


def test_year_that_is_not_touched_stays_as_exactly_known_as_it_was(
    hers: Client, plan: PolicyDocument
) -> None:
    exact = {"valid_from_on": "2025-08-15", "valid_from_precision": "day"}
    PolicyDocument.objects.filter(pk=plan.pk).update(**exact)
    hers.post(EDIT, about(valid_from_on="2025", title="Ny tittel"))
    plan.refresh_from_db()
    assert (str(plan.valid_from_on), plan.valid_from_precision) == ("2025-08-15", "day")
    hers.post(EDIT, about(2, valid_from_on="", title="Ny tittel"))
    plan.refresh_from_db()
    assert (plan.valid_from_on, plan.valid_from_precision) == (None, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "ikke en lenke"),
        ("url", "ftp://nes.example.org/plan"),
        ("url", "javascript:alert(1)"),
        ("valid_from_on", "i fjor"),
        ("valid_to_on", "99"),
        ("title", ""),
        ("status", "replaced"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_what_was_typed_stays(
    hers: Client, plan: PolicyDocument, field: str, value: str
) -> None:
    answer = hers.post(EDIT, about(reference="Side 12", **{field: value}))
    assert error_at(answer, field)
    assert answer.content.decode().count(f'href="#id_{field}"') == 1
    assert "Side 12" in answer.content.decode()


def test_end_before_the_beginning_is_told_at_the_end(hers: Client, plan: PolicyDocument) -> None:
    assert error_at(hers.post(EDIT, about(valid_from_on="2028", valid_to_on="2025")), "valid_to_on")


def test_two_who_write_in_different_fields_are_both_kept(
    hers: Client, plan: PolicyDocument
) -> None:
    hers.post(EDIT, about(valid_to_on="2029"))
    assert hers.post(EDIT, about(reference="Side 4")).status_code == 302
    plan.refresh_from_db()
    assert (str(plan.valid_to_on), plan.reference) == ("2029-12-31", "Side 4")


def test_what_both_have_written_in_is_shown_to_the_second(
    hers: Client, plan: PolicyDocument
) -> None:
    hers.post(EDIT, about(title="Den første"))
    answer = hers.post(EDIT, about(title="Den andre"))
    assert "Noen andre lagret mens du skrev" in text_of(answer)
    assert "Den første" in text_of(answer)


def test_published_plan_is_read_by_everybody_until_it_is_taken_back(
    hers: Client, plan: PolicyDocument
) -> None:
    hers.post(SHOW, {"read": 1, "publish": "on"})
    assert Client().get(PLAN).status_code == 200
    hers.post(SHOW, {"read": 2})
    assert Client().get(PLAN).status_code == 404


def test_plan_that_changed_since_it_was_read_is_not_published(
    hers: Client, plan: PolicyDocument
) -> None:
    hers.post(AIMS, {"pasted": "Alle får reise."})
    said = text_of(hers.post(SHOW, {"read": 1, "publish": "on"}, follow=True))
    assert "Noen har endret planen siden." in said
    assert Client().get(PLAN).status_code == 404


def test_aim_is_worded_anew_and_of_two_the_second_sees_the_first(
    hers: Client, plan: PolicyDocument
) -> None:
    aim = AimFactory(document=plan, key="1", text_nb="Gammelt")
    hers.post(f"{AIMS}1/", {"read": 1, "text": "Nytt"})
    aim.refresh_from_db()
    assert aim.text_nb == "Nytt"
    answer = hers.post(f"{AIMS}1/", {"read": 1, "text": "Et annet"})
    assert "Nytt" in text_of(answer)
    assert BeautifulSoup(answer.content, "lxml").select_one("textarea").text.strip() == "Et annet"


def test_aim_out_of_use_takes_nothing_new_and_keeps_what_rests_on_it(
    hers: Client, plan: PolicyDocument, school: Organisation
) -> None:
    aim = AimFactory(document=plan, key="1", text_nb="Gammelt mål")
    activity = ActivityFactory(slug="tur", organisation=school)
    ActivityAnchorFactory(activity=activity, target_aim=aim)
    other = ActivityFactory(slug="reise", organisation=school)
    path = f"/aktiviteter/{other.slug}/forankring/strategi/"
    assert "Gammelt mål" in text_of(hers.get(path))
    hers.post(f"{AIMS}1/", {"read": 1, "text": "Gammelt mål", "remove": "1"})
    assert "Gammelt mål" not in text_of(hers.get(path))
    assert activity.anchors.exists()
    hers.post(f"{AIMS}1/", {"read": 2, "text": "Gammelt mål", "again": "1"})
    assert "Gammelt mål" in text_of(hers.get(path))


def test_activity_rests_on_an_aim_that_was_pasted(
    hers: Client, plan: PolicyDocument, school: Organisation
) -> None:
    hers.post(AIMS, {"pasted": "Alle får reise."})
    ActivityFactory(slug="tur", organisation=school)
    reason = {"targets": ["mal-1"], "rationale": "Alle på trinnet reiser."}
    hers.post("/aktiviteter/tur/forankring/strategi/", reason)
    assert "Alle får reise." in text_of(hers.get("/aktiviteter/tur/"))


@pytest.mark.parametrize("path", [EDIT, AIMS, f"{AIMS}1/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 403), ("reader", 403), ("elsewhere", 404), ("county", 403), ("stranger", 302)],
)
def test_others_change_nothing(
    plan: PolicyDocument, school: Organisation, who: str, status: int, path: str
) -> None:
    AimFactory(document=plan, key="1")
    clients = {
        "colleague": lambda: browser(person(KIND.COLLEAGUE, school)),
        "reader": lambda: browser(person(KIND.READER, school)),
        "elsewhere": lambda: browser(person(KIND.COORDINATOR, OrganisationFactory())),
        "county": lambda: browser(
            person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True))
        ),
        "stranger": Client,
    }
    client = clients[who]()
    assert client.get(path).status_code == status
    assert client.post(path, about()).status_code == status


def test_countys_own_documents_are_no_schools_to_change(hers: Client) -> None:
    DocumentFactory(slug="strategi")
    assert hers.get(EDIT).status_code == 403


@pytest.mark.parametrize(
    ("prefix", "lang", "heading"),
    [("", "nb-NO", "Målene våre"), ("/nn", "nn-NO", "Måla våre"), ("/en", "en-GB", "Our aims")],
)
def test_who_has_no_strategy_gets_something_to_start_from(
    hers: Client, prefix: str, lang: str, heading: str
) -> None:
    page = BeautifulSoup(hers.get(f"{prefix}{NEW}").content, "lxml")
    link = page.select_one("a[href$=docx]")["href"]
    paper = Document(BytesIO(Client().get(link).content))
    assert paper.core_properties.language == lang
    headings = [each.text for each in paper.paragraphs if each.style.name == "Heading 1"]
    assert heading in headings
