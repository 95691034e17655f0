"""An aim says the page it stands on: typed, pasted, shown and cited."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override

from network.models import Organisation, Role
from plans.citing import Citation
from plans.models import Aim, PolicyDocument
from plans.pages import Pages
from plans.pasting import aims_in
from tests.factories import (
    AimFactory,
    AnchorFactory,
    DocumentFactory,
    OrganisationFactory,
    PlanFileFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

PLAN = "/planverk/strategi/"
AIMS = f"{PLAN}rediger/mal/"
HERE = "https://portal.example/planverk/strategi/"


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(plan=True, slug="strategi", title="Strategien", organisation=school)


@pytest.mark.parametrize(
    ("text", "aims"),
    [
        ("Alle reiser (s. 12)\nVi tar imot, s. 3", [("Alle reiser", 12), ("Vi tar imot", 3)]),
        ("Alle reiser (side 12).", [("Alle reiser.", 12)]),
        ("Alle reiser. s. 12.", [("Alle reiser.", 12)]),
        ("All travel (p. 4)\nAll stay – page 5", [("All travel", 4), ("All stay", 5)]),
        ("1. Alle får\n   reise ut s.9\n2. Vi", [("Alle får reise ut", 9), ("Vi", None)]),
        ("Alle reiser\nSide 12\nVi tar imot", [("Alle reiser", 12), ("Vi tar imot", None)]),
        ("1. Alle\ns. 12\n2. Vi", [("Alle", 12), ("Vi", None)]),
        ("Planen gjelder til 2027", [("Planen gjelder til 2027", None)]),
        ("Se kapittelet, side 2027", [("Se kapittelet, side 2027", None)]),
        ("Alle (s. 12) reiser", [("Alle (s. 12) reiser", None)]),
        ("Alle reiser, se s. 12", [("Alle reiser, se s. 12", None)]),
        ("Alle reiser (se også s. 12)", [("Alle reiser (se også s. 12)", None)]),
        ("Alle reiser, s. 4 og s. 12", [("Alle reiser, s. 4 og s. 12", None)]),
        ("Alle reiser, s. 12–14", [("Alle reiser", (12, 14))]),
        ("Alle reiser (side 12 - 14).", [("Alle reiser.", (12, 14))]),
        ("All travel, pp. 12-14", [("All travel", (12, 14))]),
        ("1. Alle\ns. 12–14\n2. Vi", [("Alle", (12, 14)), ("Vi", None)]),
        ("Alle reiser (s. 12–12)", [("Alle reiser", 12)]),
        ("Alle reiser, s. 14–12", [("Alle reiser, s. 14–12", None)]),
        ("Alle reiser, side 2025–2027", [("Alle reiser, side 2025–2027", None)]),
        ("Vi har 5 elevers. 12", [("Vi har 5 elevers. 12", None)]),
        ("s. 12", [("s. 12", None)]),
        ("Alle (s. 1)\nAlle (s. 2)", [("Alle", 1)]),
    ],
)
def test_page_at_the_end_of_a_pasted_aim_is_read_and_nothing_else(
    text: str, aims: list[tuple[str, int | tuple[int, int] | None]]
) -> None:
    found = [
        (aim.text, aim.pages and (aim.pages if aim.pages.last else aim.pages.first))
        for aim in aims_in(text)
    ]
    assert found == aims


def test_pasted_pages_are_kept_and_shown_to_be_looked_over(
    hers: Client, plan: PolicyDocument
) -> None:
    answer = hers.post(AIMS, {"pasted": "Alle reiser (s. 12)\nVi tar imot"}, follow=True)
    said = text_of(answer)
    assert "1 av dem har fått sidetall fra teksten." in said
    assert "Side 12" in said
    kept = Aim.objects.order_by("position").values_list("text_nb", "page")
    assert list(kept) == [("Alle reiser", 12), ("Vi tar imot", None)]


def test_aim_pasted_again_with_a_page_gets_it_where_it_had_none(
    hers: Client, plan: PolicyDocument
) -> None:
    for pasted in ("Alle reiser\nVi tar imot (s. 3)", "Alle reiser (s. 14–15)\nVi tar imot (s. 4)"):
        said = text_of(hers.post(AIMS, {"pasted": pasted}, follow=True))
    assert "0 mål er lagt til. 1 mål som sto her fra før, har fått sidetall." in said
    kept = Aim.objects.order_by("position").values_list("text_nb", "page", "page_to", "version")
    assert list(kept) == [("Alle reiser", 14, 15, 2), ("Vi tar imot", 3, None, 1)]


def test_page_is_typed_changed_and_taken_out(hers: Client, plan: PolicyDocument) -> None:
    aim = AimFactory(document=plan, key="1", text_nb="Alle reiser")
    for read, page, kept in ((1, "12", 12), (2, "13", 13), (3, "", None)):
        hers.post(f"{AIMS}1/", {"read": read, "text": "Alle reiser", "page": page})
        aim.refresh_from_db()
        assert aim.page == kept


@pytest.mark.parametrize("typed", ["14–15", "14-15", "s. 14 – 15", "side 14—15"])
def test_from_and_to_are_typed_with_any_dash(
    hers: Client, plan: PolicyDocument, typed: str
) -> None:
    aim = AimFactory(document=plan, key="1", text_nb="Alle reiser")
    assert (
        hers.post(f"{AIMS}1/", {"read": 1, "text": "Alle reiser", "page": typed}).status_code == 302
    )
    aim.refresh_from_db()
    assert (aim.page, aim.page_to) == (14, 15)
    form = BeautifulSoup(hers.get(f"{AIMS}1/").content, "lxml")
    assert form.select_one("input[name=page]")["value"] == "14–15"


@pytest.mark.parametrize("page", ["0", "-1", "10000", "tolv", "1.5", "15–14", "14–10000", "14–"])
def test_what_is_no_page_is_told_at_the_field_and_stays(
    hers: Client, plan: PolicyDocument, page: str
) -> None:
    AimFactory(document=plan, key="1", text_nb="Alle reiser")
    answer = hers.post(f"{AIMS}1/", {"read": 1, "text": "Alle får reise", "page": page})
    assert "fra 1 til 9999" in error_at(answer, "page")
    form = BeautifulSoup(answer.content, "lxml")
    assert form.select_one("input[name=page]")["value"] == page
    assert "Alle får reise" in form.textarea.text


def test_of_two_who_give_a_page_the_second_sees_the_first(
    hers: Client, plan: PolicyDocument
) -> None:
    AimFactory(document=plan, key="1", text_nb="Alle reiser")
    form = {"read": 1, "text": "Alle reiser"}
    hers.post(f"{AIMS}1/", {**form, "page": "12"})
    assert hers.post(f"{AIMS}1/", {**form, "page": "12"}).status_code == 302
    said = text_of(hers.post(f"{AIMS}1/", {**form, "page": "13"}))
    assert "Alle reiser (s. 12)" in said


@pytest.mark.parametrize(
    ("prefix", "last", "said"),
    [
        ("", None, "Side 12"),
        ("/nn", None, "Side 12"),
        ("/en", None, "Page 12"),
        ("", 14, "Side 12–14"),
        ("/en", 14, "Pages 12–14"),
    ],
)
def test_plans_page_says_where_the_aim_stands(
    plan: PolicyDocument, prefix: str, last: int | None, said: str
) -> None:
    AimFactory(document=plan, key="1", page=12, page_to=last)
    page = BeautifulSoup(Client().get(f"{prefix}{PLAN}").content, "lxml")
    assert said in page.select_one("#mal-1").get_text(" ", strip=True)
    assert not page.select("#mal-1 a[href*=pdf]")


def test_page_leads_into_the_file_where_there_is_one(plan: PolicyDocument) -> None:
    AimFactory(document=plan, key="1", page=12)
    PlanFileFactory(document=plan)
    page = BeautifulSoup(Client().get(PLAN).content, "lxml")
    link = page.select_one("#mal-1 a[href='/planverk/strategi/plan.pdf#page=12']")
    assert " ".join(link.get_text().split()) == "Side 12 (PDF)"


@pytest.mark.parametrize(
    ("language", "pages", "said"),
    [
        ("nb", {Pages(12)}, "Nes skole (u.å.). Strategien, s. 12. Omtalt på "),
        ("nn", {Pages(14), Pages(12)}, "Nes skole (u.å.). Strategien, s. 12, 14. Omtalt på "),
        ("en", {Pages(12)}, "Nes skole (n.d.). Strategien, p. 12. Described at "),
        ("en", {Pages(14), Pages(12)}, "Nes skole (n.d.). Strategien, pp. 12, 14. Described at "),
        ("nb", {Pages(14, 15), Pages(3)}, "Nes skole (u.å.). Strategien, s. 3, 14–15. Omtalt på "),
        ("en", {Pages(14, 15)}, "Nes skole (n.d.). Strategien, pp. 14–15. Described at "),
    ],
)
def test_reference_has_the_pages_it_is_about(
    plan: PolicyDocument, language: str, pages: set[Pages], said: str
) -> None:
    with override(language):
        assert Citation(plan, HERE, frozenset(pages)).text == f"{said}{HERE}"


def test_reference_leads_to_the_file_where_no_link_is_known(plan: PolicyDocument) -> None:
    PlanFileFactory(document=plan)
    assert Citation(plan, HERE).text.endswith(f" {HERE}plan.pdf")
    plan.url, plan.url_confidence = "https://nes.example.org/plan", "seen"
    assert Citation(plan, HERE).text.endswith(" https://nes.example.org/plan")


def test_text_for_an_application_has_the_page_after_each_aim(plan: PolicyDocument) -> None:
    AimFactory(document=plan, key="1", text_nb="Alle reiser.", page=12)
    AimFactory(document=plan, key="2", text_nb="Vi tar imot.")
    AimFactory(document=plan, key="3", text_nb="Vi leser.", page=14, page_to=15)
    lines = Citation(plan, HERE).for_application.split("\n")
    assert "Mål 1: Alle reiser. (s. 12)" in lines
    assert "Mål 2: Vi tar imot." in lines
    assert "Mål 3: Vi leser. (s. 14–15)" in lines


def test_download_of_the_library_has_the_pages_in_a_column(plan: PolicyDocument) -> None:
    for key, page in (("1", 12), ("2", None), ("3", 4)):
        AimFactory(document=plan, key=key, position=int(key), page=page)
    DocumentFactory(slug="annet")
    rows = Client().get("/planverk/last-ned.json").json()["documents"]
    pages = {row["slug"]: row["aim_pages"] for row in rows}
    assert pages == {"strategi": ["mål 1 (s. 12)", "mål 3 (s. 4)"], "annet": None}


def test_chain_says_the_pages_of_the_aim_it_leads_to(plan: PolicyDocument) -> None:
    aim = AimFactory(document=plan, key="1", text_nb="Alle reiser.", page=14, page_to=15)
    above = DocumentFactory(plan=True, slug="under", title="Det som bygger på den")
    AnchorFactory(source_document=above, target_document=None, target_aim=aim)
    assert "Mål 1 (s. 14–15): Alle reiser." in text_of(Client().get("/planverk/under/"))
