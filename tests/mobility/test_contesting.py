"""The county contests what an activity rests on; those who run the activity answer."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client

from mobility.models import Activity, ActivityAnchor
from network.models import Organisation, Role, User
from plans.contest_forms import AnswerForm
from tests.dialogue_factories import ActivityDialogueFactory
from tests.factories import (
    NOW,
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    SuccessionFactory,
)
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind
PAGE = "/aktiviteter/tur/"
HERE = f"{PAGE}forankring/"
REASON = "Målet gjelder lærere, ikke elever."
ANSWER = "To lærere reiser med og lærer det samme."


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
def activity(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", organisation=school)


@pytest.fixture
def anchor(activity: Activity) -> ActivityAnchor:
    document = DocumentFactory(title="Erklæringen", level="european")
    return ActivityAnchorFactory(activity=activity, target_document=document, confirmed=True)


def contest(client: Client, anchor: ActivityAnchor, reason: str = REASON, read: int = 1) -> object:
    form = {"read": read, "contest_reason": reason}
    return client.post(f"{HERE}{anchor.pk}/bestrid/", form, follow=True)


def answer(client: Client, anchor: ActivityAnchor, text: str = ANSWER, read: int = 2) -> object:
    form = {"read": read, "contest_answer": text}
    return client.post(f"{HERE}{anchor.pk}/svar/", form, follow=True)


def take_back(client: Client, anchor: ActivityAnchor, read: int) -> object:
    form = {"read": read, "take_back": "1"}
    return client.post(f"{HERE}{anchor.pk}/bestrid/", form, follow=True)


def soup_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


def read_in(response: object) -> str:
    return soup_of(response).main.find("input", {"name": "read"})["value"]


def said(anchor: ActivityAnchor) -> tuple[str, str]:
    anchor.refresh_from_db()
    return anchor.contest_reason, anchor.contest_answer


def reached_firmly(client: Client) -> bool:
    """Whether the activity's page shows a European aim that confirmed steps alone lead to."""
    return bool(soup_of(client.get(PAGE)).select(".reached > [data-state=confirmed]"))


def test_county_contests_from_the_activitys_page_with_a_reason(
    countys: Client, frida: User, anchor: ActivityAnchor
) -> None:
    page = soup_of(countys.get(PAGE)).main
    path = f"{HERE}{anchor.pk}/bestrid/"
    assert page.find("a", href=path).get_text(strip=True) == "Erklæringen"
    assert "Planen svarer på målet." in text_of(countys.get(path))
    told = text_of(contest(countys, anchor))
    assert "Forankringen er bestridt. Den vises som foreslått så lenge." in told
    assert REASON in told
    anchor.refresh_from_db()
    assert (anchor.contest_reason, anchor.contested_by, anchor.version) == (REASON, frida, 2)
    assert (anchor.status, anchor.is_confirmed) == ("confirmed", False)


def test_chain_is_proposed_while_contested_and_confirmed_again_afterwards(
    countys: Client, anchor: ActivityAnchor
) -> None:
    visitor = Client()
    assert reached_firmly(visitor)
    contest(countys, anchor)
    assert not reached_firmly(visitor)
    take_back(countys, anchor, read=2)
    assert reached_firmly(visitor)


def test_school_answers_and_the_county_takes_it_back_and_history_keeps_both(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    page = soup_of(hers.get(HERE)).main
    assert REASON in page.get_text()
    assert "ikke besvart ennå" in page.get_text()
    assert page.find("a", href=f"{HERE}{anchor.pk}/svar/")
    told = text_of(answer(hers, anchor))
    assert "Svaret er lagret." in told
    assert ANSWER in told
    assert ANSWER in text_of(countys.get(f"{HERE}{anchor.pk}/bestrid/"))
    assert "ikke lenger bestridt" in text_of(take_back(countys, anchor, read=3))
    assert said(anchor) == ("", "")
    assert (anchor.contested_by, anchor.answered_by, anchor.is_confirmed) == (None, None, True)
    kept = anchor.events.order_by("pgh_id").values_list("contest_reason", "contest_answer")
    assert list(kept) == [("", ""), (REASON, ""), (REASON, ANSWER), ("", "")]


def test_answer_is_changed_while_the_contest_stands(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    answer(hers, anchor)
    path = f"{HERE}{anchor.pk}/svar/"
    assert soup_of(hers.get(path)).main.textarea.get_text().strip() == ANSWER
    answer(hers, anchor, "Tre lærere.", read=3)
    assert said(anchor) == (REASON, "Tre lærere.")


def test_another_reason_of_the_county_waits_for_another_answer(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    answer(hers, anchor)
    contest(countys, anchor, "Hvilke lærere?", read=3)
    assert said(anchor) == ("Hvilke lærere?", "")
    assert "ikke besvart ennå" in text_of(hers.get(HERE))


def test_each_form_sent_twice_is_kept_once(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    for _ in range(2):
        contest(countys, anchor)
    for _ in range(2):
        answer(hers, anchor)
    contest(countys, anchor, read=3)
    assert said(anchor) == (REASON, ANSWER)
    for _ in range(2):
        told = text_of(take_back(countys, anchor, read=3))
        assert "Forankringen er ikke lenger bestridt." in told
    assert said(anchor) == ("", "")
    assert anchor.version == 4


def test_contest_of_an_anchor_that_changed_meanwhile_shows_what_it_says_now(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    hers.post(f"{HERE}{anchor.pk}/endre/", {"read": 1, "rationale": "En annen grunn."})
    response = contest(countys, anchor)
    page = soup_of(response).main
    assert "En annen grunn." in page.find(role="alert").get_text()
    assert page.textarea.get_text().strip() == REASON
    assert said(anchor) == ("", "")
    contest(countys, anchor, read=read_in(response))
    assert said(anchor) == (REASON, "")


def test_of_two_answers_the_second_is_shown_the_first(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    answer(hers, anchor)
    response = answer(hers, anchor, "Et annet svar.")
    page = soup_of(response).main
    assert ANSWER in page.find(role="alert").get_text()
    assert page.textarea.get_text().strip() == "Et annet svar."
    answer(hers, anchor, "Et annet svar.", read=read_in(response))
    assert said(anchor) == (REASON, "Et annet svar.")


def test_contest_is_not_taken_back_over_an_answer_that_nobody_has_read(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    answer(hers, anchor)
    told = text_of(take_back(countys, anchor, read=2))
    assert "Se på den på nytt." in told
    assert ANSWER in told
    assert said(anchor) == (REASON, ANSWER)


def test_what_is_contested_no_longer_is_not_answered(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    take_back(countys, anchor, read=2)
    told = text_of(hers.get(f"{HERE}{anchor.pk}/svar/", follow=True))
    assert "Forankringen er ikke lenger bestridt." in told


@pytest.mark.parametrize(("text", "read"), [(ANSWER, 2), (ANSWER, 3), ("x" * 2001, 2)])
def test_late_answer_is_shown_again_and_not_stored(
    hers: Client, countys: Client, anchor: ActivityAnchor, text: str, read: int
) -> None:
    contest(countys, anchor)
    take_back(countys, anchor, read=2)
    response = answer(hers, anchor, text, read=read)
    page = soup_of(response)
    assert response.status_code == 200
    assert page.title.get_text().startswith("Feil:")
    assert page.main.textarea.get_text().strip() == text
    assert "Fylkeskommunen bestrider ikke lenger forankringen. Svaret er ikke lagret." in (
        text_of(response)
    )
    assert not page.main.find("button", type="submit")
    assert said(anchor) == ("", "")


def test_answer_that_meets_the_contest_being_taken_back_is_shown_again(
    countys: Client, frida: User, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    read = ActivityAnchor.objects.of(anchor.activity).get()
    take_back(countys, anchor, read=2)
    form = AnswerForm(QueryDict(urlencode({"read": 2, "contest_answer": ANSWER})), anchor=read)
    assert form.is_valid()
    assert not form.keep(frida)
    assert form.is_late
    assert form.non_field_errors()
    assert said(anchor) == ("", "")


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 2001, "Eleven 01010750160"])
def test_what_cannot_be_is_told_at_the_field(
    hers: Client, countys: Client, anchor: ActivityAnchor, text: str
) -> None:
    assert error_at(contest(countys, anchor, text), "contest_reason")
    assert said(anchor) == ("", "")
    contest(countys, anchor)
    assert error_at(answer(hers, anchor, text), "contest_answer")
    assert said(anchor) == (REASON, "")


def test_form_without_its_version_is_not_taken(countys: Client, anchor: ActivityAnchor) -> None:
    assert "Skjemaet kunne ikke leses" in text_of(contest(countys, anchor, read=""))
    contest(countys, anchor)
    assert "Se på den på nytt." in text_of(take_back(countys, anchor, read=""))
    assert said(anchor) == (REASON, "")


def test_another_reason_of_the_school_leaves_the_contest(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    path = f"{HERE}{anchor.pk}/endre/"
    assert "bestrider forankringen til den selv trekker det tilbake" in text_of(hers.get(path))
    hers.post(path, {"read": 2, "rationale": "En annen grunn."})
    assert said(anchor) == (REASON, "")
    assert anchor.status == "proposed"
    assert "En annen grunn." in text_of(countys.get(f"{HERE}{anchor.pk}/bestrid/"))


def test_another_target_leaves_the_contest(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    new = DocumentFactory(title="Den nye", status="in_force")
    SuccessionFactory(predecessor_document=anchor.target_document, successor_document=new)
    anchor.target_document.status = "replaced"
    anchor.target_document.save()
    contest(countys, anchor)
    form = {"read": 2, "target": new.pk, "rationale": "Fordi."}
    hers.post(f"{HERE}{anchor.pk}/flytt/", form)
    assert said(anchor) == (REASON, "")
    assert anchor.target == new


def test_contest_is_gone_with_the_anchor_and_kept_in_history(
    hers: Client, countys: Client, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    events = anchor.events.model.objects.filter(pgh_obj_id=anchor.pk)
    hers.post(f"{HERE}{anchor.pk}/endre/", {"read": 2, "remove": "1"})
    assert not ActivityAnchor.objects.exists()
    assert events.order_by("-pgh_id").first().contest_reason == REASON
    assert REASON not in text_of(countys.get(PAGE))
    assert contest(countys, anchor, read=2).status_code == 404


def test_contested_anchor_is_not_confirmed_until_the_contest_is_taken_back(
    hers: Client, countys: Client, activity: Activity
) -> None:
    ActivityDialogueFactory(activity=activity)
    anchor = ActivityAnchorFactory(activity=activity, target_document=DocumentFactory())
    contest(countys, anchor)
    page = hers.get(HERE)
    assert "kan ikke bekreftes så lenge fylkeskommunen bestrider den" in text_of(page)
    assert not soup_of(page).find("input", {"name": "picked"})
    hers.post(f"{HERE}bekreft/", {"picked": [f"{anchor.pk}-2"]})
    anchor.refresh_from_db()
    assert anchor.status == "proposed"
    take_back(countys, anchor, read=2)
    hers.post(f"{HERE}bekreft/", {"picked": [f"{anchor.pk}-3"]})
    anchor.refresh_from_db()
    assert anchor.is_confirmed


def test_next_round_begins_without_the_contest(
    hers: Client, countys: Client, activity: Activity, anchor: ActivityAnchor
) -> None:
    contest(countys, anchor)
    page = soup_of(hers.get(f"{PAGE}neste-runde/"))
    submission = page.find("input", {"name": "submission"})["value"]
    hers.post(f"{PAGE}neste-runde/", {"title": "Turen igjen", "submission": submission})
    (again,) = ActivityAnchor.objects.filter(activity__former=activity)
    assert again.target == anchor.target
    assert said(again) == ("", "")


def test_contest_is_something_new_for_who_looks_the_activity_over(
    countys: Client, activity: Activity, anchor: ActivityAnchor
) -> None:
    Activity.objects.update(updated_at=NOW)
    before = Activity.objects.get()
    contest(countys, anchor)
    now = Activity.objects.get()
    assert now.version == before.version + 1
    assert now.updated_at > before.updated_at
