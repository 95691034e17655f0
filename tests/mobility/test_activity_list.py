"""The list of activities can be that of one document, or of what is chosen on the page itself."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mobility.models import Activity
from network.models import Role
from tests.factories import ActivityFactory, OrganisationFactory
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.usefixtures("content")
RIGA = "riga-conclusions-2015"


def soup_of(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "lxml")


def test_number_on_a_document_leads_to_that_many_activities(client: Client) -> None:
    number = soup_of(client, f"/planverk/{RIGA}/").select_one("#aktiviteter a")
    rows = soup_of(client, number["href"]).select(".activities > li")
    assert len(rows) == int(number.get_text().strip("()\n ")) > 0


def test_document_that_is_not_there_is_said_to_be_unknown(client: Client) -> None:
    page = soup_of(client, "/aktiviteter/?dokument=finnes-ikke")
    everything = soup_of(client, "/aktiviteter/").select(".activities > li")
    assert page.select_one(".ds-alert")
    assert len(page.select(".activities > li")) == len(everything)


def chips(page: BeautifulSoup) -> list[tuple[str, str]]:
    """What is chosen, and the address without it."""
    return [
        (" ".join(link.get_text().split()), link["href"])
        for link in page.select(".chosen li:not(.all) a")
    ]


SCHOOL = "hogfjell-vidaregaande-skule-eksempel"


def test_what_is_chosen_is_said_and_each_choice_can_be_left_out(client: Client) -> None:
    address = f"/aktiviteter/?dokument={RIGA}&hos={SCHOOL}&styrke=bekreftet"
    assert chips(soup_of(client, address)) == [
        ("Fjern Når fram til: The Riga Conclusions (2015)", f"/aktiviteter/?hos={SCHOOL}"),
        (
            "Fjern Hos: Høgfjell vidaregåande skule (eksempel)",
            f"/aktiviteter/?dokument={RIGA}&styrke=bekreftet",
        ),
        (
            "Fjern Forankringen er: bekreftet hele veien",
            f"/aktiviteter/?dokument={RIGA}&hos={SCHOOL}",
        ),
    ]


def test_point_and_missing_level_are_said_too(client: Client) -> None:
    page = soup_of(client, "/aktiviteter/?punkt=2.2&mangler=school")
    assert [text for text, _without in chips(page)] == [
        "Fjern Når fram til: Tiltak 2, punkt 2.2",
        "Fjern Mangler: når ikke: Skolens egne planverk",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "punkt=9.9", "punkt=2", "punkt=x.y", "punkt=2.2.2", "hos=finnes-ikke", "mangler=alt",
        "styrke=bekreftet", f"dokument={RIGA}&styrke=kanskje",
    ],
)  # fmt: skip
def test_choice_that_cannot_be_is_told_and_left_out(client: Client, query: str) -> None:
    page = soup_of(client, f"/aktiviteter/?{query}")
    assert page.select_one(".ds-alert")
    assert len(chips(page)) == query.startswith("dokument")


def titles(page: BeautifulSoup) -> set[str]:
    return {link["href"] for link in page.select(".activities > li .title a")}


@pytest.mark.parametrize(
    "choice",
    ["slag=hospitation", "status=granted", "tema=vet", "land=PT", "land=PT&status=granted"],
)
def test_choices_narrow_the_list_to_what_meets_them_all(client: Client, choice: str) -> None:
    asked = dict(part.split("=") for part in choice.split("&"))
    columns = {"slag": "kind", "status": "status", "tema": "themes__key", "land": "country"}
    wanted = Activity.objects.exclude(published_at=None).filter(
        **{columns[name]: value for name, value in asked.items()}
    )
    page = soup_of(client, f"/aktiviteter/?{choice}")
    assert titles(page) == {activity.get_absolute_url() for activity in wanted}
    assert 0 < len(titles(page)) < len(titles(soup_of(client, "/aktiviteter/")))
    assert len(chips(page)) == len(asked)
    for name, value in asked.items():
        assert page.select_one(f"select[name={name}] [selected]")["value"] == value


def test_choosing_keeps_what_a_link_has_chosen(client: Client) -> None:
    page = soup_of(client, f"/aktiviteter/?dokument={RIGA}&styrke=bekreftet&status=granted")
    hidden = {box["name"]: box["value"] for box in page.select(".filters input[type=hidden]")}
    assert hidden == {"dokument": RIGA, "styrke": "bekreftet"}


def test_only_countries_that_somebody_sees_activities_in_are_offered(client: Client) -> None:
    school = OrganisationFactory()
    ActivityFactory(country="IS", organisation=school, published_at=None)
    her = browser(person(Role.Kind.COORDINATOR, school))

    def offered(client: Client) -> list[str]:
        page = soup_of(client, "/aktiviteter/")
        return [option["value"] for option in page.select("select[name=land] option")]

    assert offered(client)[0] == ""
    assert "PT" in offered(client)
    assert "IS" not in offered(client)
    assert "IS" in offered(her)


@pytest.mark.parametrize("choice", ["slag=tur", "status=x", "tema=finnes-ikke", "land=XX"])
def test_choice_that_is_not_offered_is_said_to_be_unknown(client: Client, choice: str) -> None:
    page = soup_of(client, f"/aktiviteter/?{choice}")
    assert page.select_one(".ds-alert")
    assert titles(page) == titles(soup_of(client, "/aktiviteter/"))


def test_own_draft_is_marked_and_what_is_public_is_not() -> None:
    school = OrganisationFactory()
    ActivityFactory(title="Utkastet", kind="", organisation=school, published_at=None)
    ActivityFactory(title="Den publiserte", organisation=school)
    page = browser(person(Role.Kind.COORDINATOR, school)).get("/aktiviteter/")
    rows = BeautifulSoup(page.content, "lxml").select("main li:has(h3)")
    marked = [row.h3.text.strip() for row in rows if "utkast" in row.get_text().split()]
    assert marked == ["Utkastet"]
    assert "· ·" not in text_of(page)
