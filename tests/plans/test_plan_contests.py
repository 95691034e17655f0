"""The county contests what a school's own plan rests on; the school answers, and nobody else sees.

The forms are those of activities' contests: see tests/mobility/test_contesting.py for the rest.
"""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from network.models import Organisation, Role, User
from plans.models import Anchor, PolicyDocument
from tests.dialogue_factories import LeaderDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    OrganisationFactory,
    anchor,
    towards,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
PLAN = "/planverk/strategi/"
HERE = f"{PLAN}bygger-pa/"
DESK = "/fylket/bestridt/?hva=planer"
REASON = "Målet gjelder lærere, ikke elever."
ANSWER = "To lærere reiser med og lærer det samme."
STILL = "fylkeskommunen bestrider det fortsatt"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(KIND.COORDINATOR, school))


@pytest.fixture
def frida() -> User:
    return person(KIND.COUNTY_EDITOR, OrganisationFactory(county_council=True), name="Frida Fylke")


@pytest.fixture
def countys(frida: User) -> Client:
    return browser(frida)


@pytest.fixture
def plan(school: Organisation) -> PolicyDocument:
    return DocumentFactory(plan=True, slug="strategi", title="Strategien", organisation=school)


@pytest.fixture
def link(plan: PolicyDocument) -> Anchor:
    document = DocumentFactory(slug="erklaeringen", title="Erklæringen")
    return anchor(plan, document, confirmed=True)


def contest(client: Client, link: Anchor, reason: str = REASON, read: int = 1) -> object:
    form = {"read": read, "contest_reason": reason}
    return client.post(f"{HERE}{link.pk}/bestrid/", form, follow=True)


def answer(client: Client, link: Anchor, text: str = ANSWER, read: int = 2) -> object:
    form = {"read": read, "contest_answer": text}
    return client.post(f"{HERE}{link.pk}/svar/", form, follow=True)


def take_back(client: Client, link: Anchor, read: int) -> object:
    form = {"read": read, "take_back": "1"}
    return client.post(f"{HERE}{link.pk}/bestrid/", form, follow=True)


def remove(client: Client, link: Anchor) -> object:
    link.refresh_from_db()
    form = {"read": link.version, "remove": "1"}
    return client.post(f"{HERE}{link.pk}/endre/", form, follow=True)


def add(client: Client, target: str = "dokument") -> object:
    form = {"targets": [target], "rationale": "Fordi."}
    return client.post(f"{HERE}erklaeringen/", form, follow=True)


def soup_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


def said(link: Anchor) -> tuple[str, str]:
    link.refresh_from_db()
    return link.contest_reason, link.contest_answer


def removed(client: Client) -> list[str]:
    page = soup_of(client.get(f"{DESK}&vis=fjernet")).main
    return [" ".join(row.get_text().split()) for row in page.select(".contested > li")]


def test_county_contests_from_the_plans_page_and_the_school_answers_and_history_keeps_both(
    hers: Client, countys: Client, frida: User, link: Anchor
) -> None:
    path = f"{HERE}{link.pk}/bestrid/"
    assert soup_of(countys.get(PLAN)).main.find("a", href=path).get_text(strip=True)
    told = text_of(contest(countys, link))
    assert "Forankringen er bestridt. Den vises som foreslått så lenge." in told
    assert REASON in told
    link.refresh_from_db()
    assert (link.contested_by, link.is_confirmed, link.version) == (frida, False, 2)
    step = soup_of(hers.get(HERE)).main
    assert REASON in step.get_text()
    assert step.find("a", href=f"{HERE}{link.pk}/svar/")
    assert ANSWER in text_of(answer(hers, link))
    assert ANSWER in text_of(countys.get(path))
    assert "ikke lenger bestridt" in text_of(take_back(countys, link, read=3))
    assert said(link) == ("", "")
    assert link.is_confirmed
    kept = link.events.order_by("pgh_id").values_list("contest_reason", "contest_answer")
    assert list(kept) == [("", ""), (REASON, ""), (REASON, ANSWER), ("", "")]


def test_chains_through_the_plan_are_proposed_while_it_is_contested(
    countys: Client, school: Organisation, plan: PolicyDocument, link: Anchor
) -> None:
    activity = ActivityFactory(slug="tur", organisation=school)
    ActivityAnchorFactory(activity=activity, confirmed=True, **towards(plan))

    def states() -> set[str]:
        page = soup_of(Client().get("/aktiviteter/tur/"))
        return {row["data-state"] for row in page.select(".reached > [data-state]")}

    assert states() == {"confirmed"}
    contest(countys, link)
    assert "confirmed" not in states()
    take_back(countys, link, read=2)
    assert states() == {"confirmed"}


def test_contested_anchor_is_not_confirmed_until_the_contest_is_taken_back(
    hers: Client, countys: Client, plan: PolicyDocument
) -> None:
    LeaderDialogueFactory(plan=plan)
    link = anchor(plan, DocumentFactory())
    contest(countys, link)
    page = hers.get(HERE)
    assert "kan ikke bekreftes så lenge fylkeskommunen bestrider den" in text_of(page)
    assert not soup_of(page).find("input", {"name": "picked"})
    hers.post(f"{HERE}bekreft/", {"picked": [f"{link.pk}-2"]})
    link.refresh_from_db()
    assert link.status == "proposed"
    take_back(countys, link, read=2)
    hers.post(f"{HERE}bekreft/", {"picked": [f"{link.pk}-3"]})
    link.refresh_from_db()
    assert link.is_confirmed


def test_each_form_sent_twice_is_kept_once(hers: Client, countys: Client, link: Anchor) -> None:
    for _ in range(2):
        contest(countys, link)
    for _ in range(2):
        answer(hers, link)
    assert said(link) == (REASON, ANSWER)
    for _ in range(2):
        take_back(countys, link, read=3)
    assert said(link) == ("", "")
    assert link.version == 4


def test_what_was_written_in_another_tab_meanwhile_is_shown_and_nothing_is_lost(
    hers: Client, countys: Client, link: Anchor
) -> None:
    hers.post(f"{HERE}{link.pk}/endre/", {"read": 1, "rationale": "En annen grunn."})
    page = soup_of(contest(countys, link)).main
    assert "En annen grunn." in page.find(role="alert").get_text()
    assert page.textarea.get_text().strip() == REASON
    contest(countys, link, read=2)
    answer(hers, link, read=3)
    page = soup_of(answer(hers, link, "Et annet svar.", read=3)).main
    assert ANSWER in page.find(role="alert").get_text()
    assert page.textarea.get_text().strip() == "Et annet svar."
    assert "Se på den på nytt." in text_of(take_back(countys, link, read=3))
    assert said(link) == (REASON, ANSWER)
    take_back(countys, link, read=4)
    late = answer(hers, link, "For sent.", read=4)
    assert soup_of(late).main.textarea.get_text().strip() == "For sent."
    assert "Svaret er ikke lagret." in text_of(late)


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 2001, "Eleven 01010750160"])
def test_what_cannot_be_is_told_at_the_field(
    hers: Client, countys: Client, link: Anchor, text: str
) -> None:
    assert error_at(contest(countys, link, text), "contest_reason")
    contest(countys, link)
    assert error_at(answer(hers, link, text), "contest_answer")
    assert said(link) == (REASON, "")


def test_another_reason_of_the_school_leaves_the_contest(
    hers: Client, countys: Client, link: Anchor
) -> None:
    contest(countys, link)
    hers.post(f"{HERE}{link.pk}/endre/", {"read": 2, "rationale": "En annen grunn."})
    assert said(link) == (REASON, "")
    assert link.status == "proposed"


def test_county_sees_what_was_removed_with_its_own_words_and_the_answer(
    hers: Client, countys: Client, link: Anchor
) -> None:
    contest(countys, link)
    answer(hers, link, "Det har dere rett i.")
    told = text_of(remove(hers, link))
    assert "Forankringen er fjernet. Fylkeskommunen, som bestred den, ser det." in told
    page = soup_of(countys.get(DESK)).main
    assert page.find("a", href="/fylket/bestridt/?hva=planer&vis=fjernet")
    (row,) = removed(countys)
    for part in ("Strategien", "Nes skole", "Erklæringen", REASON, "Det har dere rett i."):
        assert part in row
    assert not soup_of(countys.get("/fylket/bestridt/?vis=fjernet")).select(".contested > li")


def test_what_is_added_again_is_contested_as_before_and_told_of(
    hers: Client, countys: Client, link: Anchor
) -> None:
    contest(countys, link)
    answer(hers, link, "Jo da.")
    remove(hers, link)
    assert STILL in text_of(add(hers))
    again = Anchor.objects.get()
    assert said(again) == (REASON, "Jo da.")
    assert removed(countys) == []
    take_back(countys, again, read=1)
    remove(hers, again)
    assert STILL not in text_of(add(hers))
    assert said(Anchor.objects.get()) == ("", "")


def test_another_aim_and_another_plan_are_something_else(
    hers: Client, countys: Client, school: Organisation, link: Anchor
) -> None:
    AimFactory(document=link.target_document, key="1")
    DocumentFactory(plan=True, slug="annen", organisation=school)
    contest(countys, link)
    remove(hers, link)
    assert STILL not in text_of(add(hers, "mal-1"))
    form = {"targets": ["dokument"], "rationale": "Fordi."}
    other = hers.post("/planverk/annen/bygger-pa/erklaeringen/", form, follow=True)
    assert STILL not in text_of(other)
    assert not Anchor.objects.filter(contested_at__isnull=False).exists()


def at_school(kind: Role.Kind) -> Callable[[Organisation], User]:
    return lambda school: person(kind, school)


def of_the_county(kind: Role.Kind) -> Callable[[Organisation], User]:
    return lambda school: person(kind, OrganisationFactory(county_council=True))


WHO = {
    # reads the contest on the plan's page; gets the pages to edit and answer, the page to contest
    "coordinator": (at_school(KIND.COORDINATOR), True, 200, 403),
    "colleague": (at_school(KIND.COLLEAGUE), True, 403, 403),
    "reader": (at_school(KIND.READER), True, 403, 403),
    "county editor": (of_the_county(KIND.COUNTY_EDITOR), True, 403, 200),
    "county administrator": (of_the_county(KIND.COUNTY_ADMINISTRATOR), True, 403, 200),
    "county reader": (of_the_county(KIND.COUNTY_READER), True, 403, 403),
    "another school": (
        lambda school: person(KIND.COORDINATOR, OrganisationFactory()),
        False,
        403,
        403,
    ),
}


@pytest.mark.parametrize("who", WHO)
def test_who_reads_edits_answers_and_contests(
    school: Organisation, plan: PolicyDocument, link: Anchor, who: str
) -> None:
    find, reads, edits, contests = WHO[who]
    client = browser(find(school))
    other = anchor(plan, DocumentFactory(slug="annet"), contested=True)
    assert (other.contest_reason in text_of(client.get(PLAN))) is reads
    assert client.get(HERE).status_code == edits
    form = {"targets": ["dokument"], "rationale": "Fordi.", "read": 1}
    DocumentFactory(slug="nytt")
    for path in (f"{HERE}nytt/", f"{HERE}{other.pk}/endre/"):
        assert client.get(path).status_code == edits
        assert client.post(path, form, follow=True).status_code == edits
    assert Anchor.objects.count() == (3 if edits == 200 else 2)
    assert client.post(f"{HERE}bekreft/", follow=True).status_code == edits
    read = Anchor.objects.get(pk=other.pk).version
    assert answer(client, other, read=read).status_code == edits
    assert said(other)[1] == (ANSWER if edits == 200 else "")
    assert contest(client, link).status_code == contests
    assert said(link)[0] == (REASON if contests == 200 else "")
    assert take_back(client, other, read=other.version).status_code == contests
    assert (said(other)[0] == "") is (contests == 200)


def test_public_reads_neither_reason_nor_answer_nor_names(link: Anchor) -> None:
    other = anchor(
        link.source,
        DocumentFactory(),
        answered=True,
        confirmed=True,
        contested_by__name="Frida Fylke",
        answered_by__name="Kari Koordinator",
    )
    for path in (PLAN, f"{PLAN}grunnlag/", f"/planverk/kart/?fra={link.source.slug}"):
        page = Client().get(path).content.decode()
        for word in (other.contest_reason, other.contest_answer, "Frida", "Kari", "estrid"):
            assert word not in page
    strangers = (Client(), browser(person(KIND.COORDINATOR, OrganisationFactory())))
    for client in strangers:
        assert not soup_of(client.get(PLAN)).select("#bestridt, a[href*='/bygger-pa/']")
    for ending in ("bestrid", "svar", "endre"):
        response = Client().get(f"{HERE}{other.pk}/{ending}/")
        assert response["Location"].startswith("/logg-inn/")


def test_draft_is_found_by_its_own_people_and_the_county_alone(
    hers: Client, countys: Client, plan: PolicyDocument, link: Anchor
) -> None:
    PolicyDocument.objects.filter(pk=plan.pk).update(published_at=None)
    contest(countys, link)
    answer(hers, link)
    assert said(link) == (REASON, ANSWER)
    other = browser(person(KIND.COORDINATOR, OrganisationFactory()))
    assert other.get(HERE).status_code == 404
    for ending in ("bestrid", "svar", "endre"):
        assert other.get(f"{HERE}{link.pk}/{ending}/").status_code == 404


def test_guessed_number_of_another_plans_anchor_leads_nowhere(
    hers: Client, countys: Client, plan: PolicyDocument
) -> None:
    foreign = anchor(DocumentFactory(plan=True), DocumentFactory(), contested=True)
    gone = anchor(plan, DocumentFactory(), rejected=True, contested=True)
    frameworks = anchor(DocumentFactory(slug="nasjonal", level="national"), DocumentFactory())
    for row in (foreign, gone, frameworks):
        before = said(row)
        assert contest(countys, row, "Noe annet.").status_code == 404
        assert take_back(countys, row, read=1).status_code == 404
        assert answer(hers, row, read=1).status_code == 404
        assert remove(hers, row).status_code == 404
        assert said(row) == before
    path = f"/planverk/nasjonal/bygger-pa/{frameworks.pk}/bestrid/"
    assert countys.get(path).status_code == 404
