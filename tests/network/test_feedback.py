"""Feedback on accessibility is stored once, and nothing typed is lost."""

import datetime
import uuid

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from network.models import Feedback
from portal.views.ways_in import FEEDBACK_AN_HOUR
from tests.factories import NOW
from tests.portal.page import Page

pytestmark = pytest.mark.django_db

TEXT = "Jeg finner ikke filteret med tastaturet."
IDENTITY_NUMBER = "13097248022"


def sent(client: Client, **changed: str) -> HttpResponse:
    values = {"submission": str(uuid.uuid4()), "message": TEXT, "page": "/planverk/", "email": ""}
    return client.post(Page("accessibility").url(), {**values, **changed})


def page(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "lxml")


def test_feedback_is_stored_and_thanked_for_on_a_page_of_its_own(client: Client) -> None:
    response = sent(client, email="ola@example.org")
    stored = Feedback.objects.get()
    assert (stored.message, stored.page, stored.email) == (TEXT, "/planverk/", "ola@example.org")
    assert stored.answered_at is None
    assert response.status_code == 302
    assert response.url == Page("feedback_thanks").url()


def test_same_form_sent_twice_is_one_record(client: Client) -> None:
    number = str(uuid.uuid4())
    answers = [sent(client, submission=number, message=text) for text in (TEXT, "En gang til")]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Feedback.objects.get().message == TEXT


def test_every_form_has_a_number_of_its_own(client: Client) -> None:
    forms = [page(client.get(Page("accessibility").url())) for _ in range(2)]
    first, second = (form.find("input", {"name": "submission"})["value"] for form in forms)
    assert uuid.UUID(first) != uuid.UUID(second)


def test_error_stands_after_a_question_without_a_colon_and_after_a_name_with_one(
    client: Client,
) -> None:
    soup = page(sent(client, message=" ", email="feil"))
    told = [" ".join(link.get_text().split()) for link in soup.select(".ds-error-summary a")]
    assert told == [
        "Hva er vanskelig? Skriv hva som er vanskelig.",
        "E-post: Oppgi en gyldig e-postadresse",
    ]


def test_error_keeps_what_was_typed_and_links_to_the_field(client: Client) -> None:
    number = str(uuid.uuid4())
    soup = page(sent(client, submission=number, message=" ", page="/tiltak/", email="feil"))
    links = [link["href"] for link in soup.select(".ds-error-summary a")]
    assert soup.title.get_text().startswith("Feil:")
    assert links == ["#id_message", "#id_email"]
    assert all(soup.find(id=link.removeprefix("#")) for link in links)
    assert soup.find("input", {"name": "submission"})["value"] == number
    assert soup.find(id="id_page")["value"] == "/tiltak/"
    assert soup.find(id="id_email")["value"] == "feil"
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("number", [IDENTITY_NUMBER, "130972 48022"])
@pytest.mark.parametrize("field", ["message", "page"])
def test_national_identity_number_is_refused_before_it_is_stored(
    client: Client, field: str, number: str
) -> None:
    response = sent(client, **{field: f"Nummeret mitt er {number}."})
    assert response.status_code == 200
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("number", ["12345678901", "1309724802", "113097248022"])
def test_other_numbers_are_taken_in(client: Client, number: str) -> None:
    assert sent(client, message=f"Saken har nummer {number}.").status_code == 302


@pytest.mark.parametrize("number", ["", "ikke-et-nummer"])
def test_form_without_its_number_says_how_to_go_on(client: Client, number: str) -> None:
    soup = page(sent(client, submission=number))
    assert "Åpne siden på nytt" in soup.select_one(".ds-error-summary").get_text()
    assert soup.find(id="id_message").get_text().strip() == TEXT


def test_flood_is_stopped_and_ebbs(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        Feedback.objects.bulk_create(
            Feedback(submission=uuid.uuid4(), message=TEXT) for _ in range(FEEDBACK_AN_HOUR)
        )
        refused = sent(client)
    assert refused.status_code == 429
    assert page(refused).find(id="id_message").get_text().strip() == TEXT
    with time_machine.travel(NOW + datetime.timedelta(minutes=61), tick=False):
        assert sent(client).status_code == 302


def test_deadline_and_statement_are_the_countys_to_set(client: Client, settings: object) -> None:
    settings.FEEDBACK_DEADLINE_DAYS = 21
    settings.ACCESSIBILITY_STATEMENT_URL = "https://uustatus.no/nb/erklaringer/eksempel"
    soup = page(client.get(Page("accessibility").url()))
    assert "innen 21 dager" in soup.get_text()
    assert soup.find("a", href=settings.ACCESSIBILITY_STATEMENT_URL)


def test_missing_statement_is_said_to_be_missing(client: Client) -> None:
    assert "ikke lagt inn adressen" in page(client.get(Page("accessibility").url())).get_text()


def test_line_break_counts_as_one_sign_as_the_browser_counts(client: Client) -> None:
    lines = ["x" * 49] * 100
    assert sent(client, message="\r\n".join(lines)).status_code == 302
    assert Feedback.objects.get().message == "\n".join(lines)


@pytest.mark.parametrize("message", ["\u200b", " \u00ad \u200b ", "\ufeff"])
def test_marks_that_nobody_sees_are_no_message(client: Client, message: str) -> None:
    soup = page(sent(client, message=message))
    assert "Skriv hva som er vanskelig." in soup.select_one("#id_message_error").get_text()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("method", ["trace", "put", "delete", "options"])
def test_form_takes_no_other_method(client: Client, method: str) -> None:
    assert getattr(client, method)(Page("accessibility").url()).status_code == 405
