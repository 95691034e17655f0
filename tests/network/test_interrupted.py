"""A form sent after the session ran out comes back, as it was typed, to whoever logs in."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mobility.models import Activity
from network.models import Role, User
from plans.models import PolicyDocument
from tests.factories import ActivityFactory, DocumentFactory, OrganisationFactory
from tests.network.test_people_page import person, text_of

pytestmark = pytest.mark.django_db

PASSWORD = "fire ord etter hverandre"
STEP = "/aktiviteter/tur/rediger/hva-og-hvorfor/"
TYPED = "Elevene lager mat i Bretagne i to uker."


@pytest.fixture
def draft(db: None) -> Activity:
    return ActivityFactory(slug="tur", title="Tur", published_at=None)


@pytest.fixture
def kari(draft: Activity) -> User:
    user = person(Role.Kind.COORDINATOR, draft.organisation, name="Kari")
    user.set_password(PASSWORD)
    user.save()
    return user


def form(**more: object) -> dict[str, object]:
    return {"title": "Tur", "kind": "course", "summary": TYPED, "lang": "nb", "read": 1, **more}


def log_in(client: Client, user: User, to: str) -> object:
    return client.post(to, {"login": user.email, "password": PASSWORD}, follow=True)


def typed_in(page: BeautifulSoup) -> dict[str, str]:
    return {field["name"]: field["value"] for field in page.select("main form input[type=hidden]")}


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_what_was_typed_comes_back_after_log_in_and_is_saved(
    client: Client, draft: Activity, kari: User, prefix: str
) -> None:
    sent_to = client.post(prefix + STEP, form())["Location"]
    response = log_in(client, kari, sent_to)
    page = BeautifulSoup(response.content, "lxml")
    assert TYPED in text_of(response)
    given = typed_in(page)
    given.pop("csrfmiddlewaretoken")
    client.post(page.select_one("main form")["action"], given)
    draft.refresh_from_db()
    assert (draft.summary, draft.kind) == (TYPED, "course")


def test_it_is_shown_until_it_is_sent(client: Client, kari: User) -> None:
    log_in(client, kari, client.post(STEP, form())["Location"])
    client.get("/min-side/")
    again = client.get(STEP)
    assert "Send det på nytt" in text_of(again)
    client.post(STEP, typed_in(BeautifulSoup(again.content, "lxml")))
    assert "Send det på nytt" not in text_of(client.get(STEP))


def test_it_is_shown_until_it_is_let_go(client: Client, kari: User) -> None:
    page = log_in(client, kari, client.post(STEP, form())["Location"])
    link = BeautifulSoup(page.content, "lxml").find("a", string="Forkast det jeg skrev")
    assert TYPED not in client.get(link["href"], follow=True).content.decode()
    assert TYPED not in client.get(STEP).content.decode()


def test_log_in_page_says_that_it_is_kept(client: Client, kari: User) -> None:
    assert "er tatt vare på" in text_of(client.post(STEP, form(), follow=True))
    assert "er tatt vare på" not in text_of(Client().post(STEP, form(summary=""), follow=True))


def test_press_that_removes_is_not_kept(client: Client, kari: User) -> None:
    client.post(STEP, form(remove="1"))
    assert "interrupted" not in client.session


def test_visitor_fills_the_table_of_sessions_no_further_than_so(db: None) -> None:
    kept = ["interrupted" in session_after(Client()) for _ in range(25)]
    assert kept == [True] * 20 + [False] * 5


def session_after(visitor: Client) -> object:
    visitor.post(STEP, form())
    return visitor.session


def test_text_for_what_somebody_has_removed_is_shown_to_be_copied(
    client: Client, draft: Activity, kari: User
) -> None:
    client.force_login(kari)
    draft.delete()
    answer = client.post(STEP, form())
    assert answer.status_code == 404
    assert TYPED in text_of(answer)
    assert "Det du skrev, er ikke lagret." in text_of(answer)


def test_who_removes_what_is_removed_already_is_told_of_no_text(
    client: Client, draft: Activity, kari: User
) -> None:
    client.force_login(kari)
    draft.delete()
    answer = client.post(STEP, {**form(), "remove": "on"})
    assert answer.status_code == 404
    assert "Det du skrev" not in text_of(answer)


def test_after_an_hour_it_is_not_given_back(client: Client, kari: User) -> None:
    sent_to = client.post(STEP, form())["Location"]
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        assert TYPED not in log_in(client, kari, sent_to).content.decode()


@pytest.mark.parametrize("prefix", ["", "/nn"])
def test_button_without_a_page_of_its_own_leads_back_to_where_it_was_pressed(
    client: Client, draft: Activity, kari: User, prefix: str
) -> None:
    page = f"{prefix}/aktiviteter/tur/forankring/?q=Tartu"
    press = f"{prefix}/aktiviteter/tur/forankring/bekreft/"
    sent_to = client.post(press, {"picked": "1-1"}, HTTP_REFERER=f"http://testserver{page}")
    response = log_in(client, kari, sent_to["Location"])
    assert response.redirect_chain[-1][0] == page
    assert response.status_code == 200


def test_button_pressed_on_another_site_leads_nowhere_else(client: Client, draft: Activity) -> None:
    press = "/aktiviteter/tur/forankring/bekreft/"
    for referer in ("https://example.org/falsk/", "//example.org/", "javascript:alert(1)"):
        sent_to = client.post(press, {"picked": "1-1"}, HTTP_REFERER=referer)["Location"]
        assert sent_to == f"/logg-inn/?next={press}"


def test_codes_of_what_was_chosen_are_not_shown_as_text(client: Client, kari: User) -> None:
    chosen = "international_strategy"
    response = log_in(client, kari, client.post(STEP, form(kind=chosen))["Location"])
    assert TYPED in text_of(response)
    assert chosen not in text_of(response)
    assert typed_in(BeautifulSoup(response.content, "lxml"))["kind"] == chosen


def test_other_pages_are_as_ever(client: Client, kari: User) -> None:
    client.post(STEP, form())
    log_in(client, kari, "/logg-inn/?next=/min-side/")
    assert TYPED not in client.get("/min-side/").content.decode()
    assert TYPED in client.get(STEP).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        form(summary="Eleven har nummer 01010750160."),
        form(summary="x" * 200_001),
        form(summary=""),
        {"oldpassword": "fire ord etter hverandre"},
    ],
)
def test_numbers_of_people_secrets_and_nothing_written_are_not_kept(
    client: Client, kari: User, given: dict
) -> None:
    client.post(STEP, given)
    assert "interrupted" not in client.session


def test_somebody_who_may_not_see_the_page_does_not_see_what_was_typed(
    client: Client, draft: Activity
) -> None:
    other = person(Role.Kind.COORDINATOR, OrganisationFactory())
    other.set_password(PASSWORD)
    other.save()
    response = log_in(client, other, client.post(STEP, form())["Location"])
    assert response.status_code == 404
    assert TYPED not in response.content.decode()
    assert "interrupted" not in client.session


PLAN = "/planverk/strategi/rediger/"
PDF = b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture
def plan(draft: Activity) -> PolicyDocument:
    return DocumentFactory(
        plan=True, slug="strategi", title="Strategien", organisation=draft.organisation
    )


def about(**more: object) -> dict[str, object]:
    """A plan's form without a word of the length that is kept."""
    return {
        "title": "Strategi",
        "kind": "international_strategy",
        "status": "in_force",
        "title_lang": "nb",
        "read": 1,
        **more,
    }


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.pdf", PDF, content_type="application/pdf")


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "Velg den på nytt"), ("/nn", "Vel henne på nytt"), ("/en", "Choose it again")],
)
def test_form_that_comes_back_asks_for_the_file_that_was_lost(
    client: Client, plan: PolicyDocument, kari: User, prefix: str, said: str
) -> None:
    response = log_in(client, kari, client.post(prefix + PLAN, about(pdf=upload()))["Location"])
    assert said in text_of(response)
    page = BeautifulSoup(response.content, "lxml").select_one("main form")
    assert page["enctype"] == "multipart/form-data"
    chosen = page.select_one("input[type=file]")
    assert page.select_one(f"label[for={chosen['id']}]")
    given = typed_in(BeautifulSoup(response.content, "lxml"))
    assert client.post(page["action"], {**given, chosen["name"]: upload()}).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.pdf.size) == ("Strategi", len(PDF))


def test_without_the_file_the_rest_is_saved(
    client: Client, plan: PolicyDocument, kari: User
) -> None:
    response = log_in(client, kari, client.post(PLAN, about(pdf=upload()))["Location"])
    assert client.post(PLAN, typed_in(BeautifulSoup(response.content, "lxml"))).status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.pdf) == ("Strategi", None)


def test_form_that_had_no_file_asks_for_none(client: Client, kari: User) -> None:
    response = log_in(client, kari, client.post(STEP, form())["Location"])
    assert not BeautifulSoup(response.content, "lxml").select("input[type=file], [enctype]")
