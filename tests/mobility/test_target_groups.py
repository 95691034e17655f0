"""An activity says whom it is for and which education programmes it belongs to."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mobility.models import Activity
from network.models import Organisation, Role
from tests.factories import ActivityFactory, ApplicationSectionFactory, OrganisationFactory
from tests.network.test_people_page import browser, person, text_of
from tests.portal.test_coverage_pages import soup_of

pytestmark = pytest.mark.django_db

WHAT, REVIEW = "/aktiviteter/tur/rediger/hva-og-hvorfor/", "/aktiviteter/tur/se-over/"
GROUPS, PROGRAMMES = "target_groups", "education_programmes"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school, name="Kari"))


@pytest.fixture
def tour(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", title="Tur", kind="course", organisation=school)


def what(read: object = 1, **more: object) -> dict[str, object]:
    return {"title": "Tur", "kind": "course", "summary": "", "lang": "nb", "read": read, **more}


def ticked(page: BeautifulSoup, name: str) -> list[str]:
    return [box["value"] for box in page.select(f"input[name={name}][checked]")]


def facts_of(page: BeautifulSoup) -> dict[str, list[str]]:
    return {row.dt.get_text(): list(row.dd.stripped_strings) for row in page.select("dl > div")}


def test_several_are_chosen_and_all_are_taken_away_again(hers: Client, tour: Activity) -> None:
    hers.post(WHAT, what(target_groups=["pupils", "teachers"], education_programmes=["food"]))
    page = soup_of(hers, WHAT)
    assert ticked(page, GROUPS) == ["pupils", "teachers"]
    assert ticked(page, PROGRAMMES) == ["food"]
    hers.post(WHAT, what(2))
    tour.refresh_from_db()
    assert (tour.target_groups, tour.education_programmes) == ([], [])


@pytest.mark.parametrize("name", [GROUPS, PROGRAMMES])
def test_what_is_not_in_the_list_is_told_at_the_field(
    hers: Client, tour: Activity, name: str
) -> None:
    page = BeautifulSoup(hers.post(WHAT, what(**{name: ["ukjent"]})).content, "lxml")
    assert page.find(id=f"id_{name}_error").get_text(strip=True)
    assert page.select_one(f".ds-error-summary a[href='#id_{name}_0']")
    tour.refresh_from_db()
    assert tour.version == 1


def test_what_was_chosen_stays_when_something_else_is_wrong(hers: Client, tour: Activity) -> None:
    given = what(title="", target_groups=["leaders"], education_programmes=["arts", "stage"])
    page = BeautifulSoup(hers.post(WHAT, given).content, "lxml")
    assert ticked(page, GROUPS) == ["leaders"]
    assert ticked(page, PROGRAMMES) == ["arts", "stage"]


def test_groups_of_one_and_programmes_of_the_other_are_both_kept(
    hers: Client, tour: Activity
) -> None:
    hers.post(WHAT, what(target_groups=["pupils", "teachers"]))
    assert hers.post(WHAT, what(education_programmes=["food", "nature"])).status_code == 302
    tour.refresh_from_db()
    assert tour.target_groups == ["pupils", "teachers"]
    assert tour.education_programmes == ["food", "nature"]


def test_what_one_takes_away_stays_away_when_the_other_writes_a_title(
    hers: Client, tour: Activity
) -> None:
    hers.post(WHAT, what(target_groups=["pupils"]))
    hers.post(WHAT, what(2))
    hers.post(WHAT, what(2, title="Ny tittel", target_groups=["pupils"]))
    tour.refresh_from_db()
    assert (tour.title, tour.target_groups) == ("Ny tittel", [])


def test_where_both_have_chosen_the_second_sees_what_the_first_chose(
    hers: Client, tour: Activity
) -> None:
    hers.post(WHAT, what(target_groups=["pupils", "teachers"]))
    page = BeautifulSoup(hers.post(WHAT, what(target_groups=["leaders"])).content, "lxml")
    assert [row.get_text() for row in page.select(".others dt")] == ["Målgruppe"]
    assert list(page.select_one(".others dd").stripped_strings) == ["Elever", "Lærere"]
    assert ticked(page, GROUPS) == ["leaders"]
    tour.refresh_from_db()
    assert tour.target_groups == ["pupils", "teachers"]


def test_everybody_reads_them_in_the_order_of_the_lists(hers: Client, tour: Activity) -> None:
    assert not {"Målgruppe", "Utdanningsprogram"} & set(
        facts_of(soup_of(Client(), "/aktiviteter/tur/"))
    )
    hers.post(WHAT, what(target_groups=["teachers", "pupils"], education_programmes=["arts"]))
    for page in (soup_of(Client(), "/aktiviteter/tur/"), soup_of(hers, REVIEW)):
        assert facts_of(page)["Målgruppe"] == ["Elever", "Lærere"]
        assert facts_of(page)["Utdanningsprogram"] == ["Kunst, design og arkitektur"]


@pytest.mark.parametrize(
    ("lang", "groups", "programmes"),
    [
        ("nn", ["Elevar", "Lærarar"], ["Medium og kommunikasjon"]),
        ("en", ["Pupils", "Teachers"], ["Media and communication"]),
    ],
)
def test_they_are_read_in_the_readers_language(
    tour: Activity, lang: str, groups: list[str], programmes: list[str]
) -> None:
    Activity.objects.update(target_groups=["pupils", "teachers"], education_programmes=["media"])
    facts = facts_of(soup_of(Client(), f"/{lang}/aktiviteter/tur/"))
    assert groups in facts.values()
    assert programmes in facts.values()


def test_they_are_columns_of_their_own_in_what_is_taken_away(tour: Activity) -> None:
    Activity.objects.update(target_groups=["teachers", "pupils"], education_programmes=["arts"])
    [row] = json.loads(Client().get("/aktiviteter/last-ned.json").content)["activities"]
    assert row[GROUPS] == ["elever", "lærere"]
    assert row[PROGRAMMES] == ["kunst, design og arkitektur"]
    sheet = Client().get("/aktiviteter/last-ned.csv").content.decode("utf-8-sig")
    assert "elever; lærere" in sheet
    assert "Utdanningsprogram" in sheet.splitlines()[0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gruppe=pupils", {"Tur", "Alle"}),
        ("gruppe=leaders", {"Alle"}),
        ("utdanning=food", {"Tur"}),
        ("gruppe=leaders&utdanning=food", set()),
    ],
)
def test_list_is_cut_down_to_a_group_or_a_programme(query: str, found: set[str]) -> None:
    ActivityFactory(title="Tur", target_groups=["pupils"], education_programmes=["food", "health"])
    ActivityFactory(title="Alle", target_groups=["pupils", "leaders"])
    ActivityFactory(title="Ingen")
    page = soup_of(Client(), f"/aktiviteter/?{query}")
    assert {row.get_text(strip=True) for row in page.select(".activities h3")} == found
    for name, value in (part.split("=") for part in query.split("&")):
        assert page.select_one(f"select[name={name}] [selected]")["value"] == value


@pytest.mark.parametrize("query", ["gruppe=alle", "utdanning=x"])
def test_group_or_programme_that_is_not_offered_is_said_to_be_unknown(query: str) -> None:
    assert soup_of(Client(), f"/aktiviteter/?{query}").select_one(".ds-alert")


@pytest.mark.parametrize(
    ("lang", "line"), [("nb", "For hvem: elever, lærere"), ("en", "For whom: pupils, teachers")]
)
def test_application_says_whom_it_is_for_in_its_own_language(
    hers: Client, tour: Activity, lang: str, line: str
) -> None:
    section = ApplicationSectionFactory(content="activities")
    address = f"/aktiviteter/tur/soknadstekst/{section.form.slug}/{lang}/"
    assert "For hvem:" not in text_of(hers.get(address))
    Activity.objects.update(target_groups=["pupils", "teachers"])
    assert line in text_of(hers.get(address))
