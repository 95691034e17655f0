"""Visitors get a page as it was drawn until something it shows has changed, and nobody else's."""

from collections.abc import Callable

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import PolicyDocument
from portal.pages import PageStore
from tests.factories import ActivityFactory, DocumentFactory
from tests.portal.page import LANGUAGES, Page
from tests.portal.pages import PAGES
from tests.quality.test_public_pages import is_for_one_reader

pytestmark = pytest.mark.usefixtures("kept_pages")

PAGE = "/planverk/"
# A workbook tells the second it was made in.
SHARED = [
    page
    for page in PAGES
    if page.status_for("visitor") == 200 and page.kwargs.get("form") != "xlsx"
]


def ask(address: str = PAGE, **headers: str) -> HttpResponse:
    """As a browser that has never been here."""
    return Client(headers=headers).get(address)


def is_kept(address: str = PAGE, **headers: str) -> bool:
    """Whether the page costs no more than the one query for the version."""
    with CaptureQueriesContext(connection) as captured:
        assert ask(address, **headers).status_code == 200
    return len(captured) == 1


def has(text: str, address: str = PAGE) -> bool:
    return text in ask(address).text


# What is committed.


def test_change_is_public_on_the_next_request(own_database: str) -> None:
    document = DocumentFactory(title="Gammel tittel")
    assert has("Gammel tittel")
    assert is_kept()
    PolicyDocument.objects.filter(pk=document.pk).update(title="Ny tittel")
    assert has("Ny tittel")
    assert not has("Gammel tittel")
    document.delete()
    assert not has("Ny tittel")


def test_what_is_no_longer_published_is_gone_on_the_next_request(own_database: str) -> None:
    document = DocumentFactory(title="Publisert for tidlig")
    assert has("Publisert for tidlig")
    PolicyDocument.objects.filter(pk=document.pk).update(published_at=None)
    assert not has("Publisert for tidlig")


def test_what_the_loader_reads_is_public_on_the_next_request(own_database: str) -> None:
    assert not has("Herning")
    call_command("load_reference_data", verbosity=0)
    assert has("Herning")


def test_change_that_is_taken_back_is_never_public(own_database: str) -> None:
    document = DocumentFactory(title="Gammel tittel")
    assert has("Gammel tittel")
    with transaction.atomic():
        PolicyDocument.objects.filter(pk=document.pk).update(title="Ny tittel")
        transaction.set_rollback(True)
    assert is_kept()
    assert has("Gammel tittel")


# What the key tells apart.


@time_machine.travel("2026-11-30T12:00:00Z", tick=False)
@pytest.mark.parametrize("page", SHARED, ids=str)
def test_kept_page_is_the_page(content: None, kept_pages: PageStore, page: Page) -> None:
    """In every language, one after the other, as when it is drawn anew for each."""
    languages = LANGUAGES if page.has_languages else LANGUAGES[:1]
    twice = [ask(page.url(language)) for _ in range(2) for language in languages]
    assert len(kept_pages) == (0 if is_for_one_reader(page) else len(languages))
    drawn = []
    for language in languages:
        kept_pages.clear()
        drawn.append(ask(page.url(language)))
    for answer, right in zip(twice, drawn * 2, strict=True):
        assert dict(answer.headers) == dict(right.headers)
        assert without_token(answer) == without_token(right)


def without_token(response: HttpResponse) -> bytes:
    """The page without what is made anew for each reader of a form."""
    if not response["Content-Type"].startswith("text/html"):
        return response.content
    soup = BeautifulSoup(response.content, "lxml")
    for field in soup.select("[name=csrfmiddlewaretoken], [name=submission]"):
        del field["value"]
    return soup.encode()


def test_bar_offers_each_reader_her_own_language(content: None) -> None:
    offers = {"nb": None, "no": None, "nn": "nn", "en-GB,en;q=0.9": "en", "sv": None, "sv,nn": "nn"}
    for accepted, offered in [*offers.items(), *reversed(offers.items())]:
        page = BeautifulSoup(ask(**{"Accept-Language": accepted}).content, "lxml")
        bar = page.select_one(".notice a[hreflang]")
        assert (bar and bar["hreflang"]) == offered


def test_readers_who_are_offered_the_same_share_a_page(
    content: None, kept_pages: PageStore
) -> None:
    for accepted in ("", "nb", "no,nb;q=0.9", "sv", "de-AT"):
        ask(**{"Accept-Language": accepted})
    assert len(kept_pages) == 1
    for accepted in ("nn", "en", "sv"):
        ask("/en/planverk/", **{"Accept-Language": accepted})
    assert len(kept_pages) == 2


def test_dates_turn_at_midnight_in_norway(content: None) -> None:
    def name() -> str:
        return ask("/planverk/last-ned.csv").headers["Content-Disposition"]

    with time_machine.travel("2027-03-30T21:59:00Z", tick=False):
        assert "2027-03-30" in name()
    with time_machine.travel("2027-03-30T22:01:00Z", tick=False):
        assert "2027-03-31" in name()


def test_invented_row_is_shown_in_a_demo_only(content: None, settings: object) -> None:
    ActivityFactory(title="Oppdiktet", is_demo=True)
    for demo in (True, False, True):
        settings.DEMO = demo
        assert has("Oppdiktet", "/aktiviteter/") == demo


def test_part_and_page_are_kept_apart(content: None) -> None:
    part = {"HX-Request": "true"}
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    for _ in range(2):
        assert "<main" in ask().text
        assert "<main" not in ask(**part).text
        assert "<main" in ask(**restored).text
    assert is_kept(**part)
    assert ask(**part).headers["HX-Push-Url"] == PAGE


def test_each_host_has_its_own_addresses(content: None, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for host in ("a.example", "b.example", "a.example"):
        page = ask("/planverk/herning-declaration-2025/", host=host).text
        assert f"//{host}/" in page
    assert ask(host="c.example").status_code == 400


def test_unknown_parameters_and_their_order_make_no_new_page(
    content: None, kept_pages: PageStore
) -> None:
    for query in (
        "niva=european&side=1",
        "side=1&niva=european",
        "utm_source=x&side=1&niva=european&next=/om/",
    ):
        page = ask(f"/planverk/?{query}").text
        assert "utm_source" not in page
    assert len(kept_pages) == 1
    ask("/personvern/?side=2")
    assert is_kept("/personvern/?side=3")


def test_known_parameters_make_a_page_of_their_own(content: None) -> None:
    assert ask("/planverk/?side=1").content != ask("/planverk/?side=2").content
    assert ask("/planverk/?tema=vet").content != ask("/planverk/?tema=vet&tema=digital").content


def test_page_sees_no_more_of_the_request_than_its_key(
    content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}

    def look(request: object) -> dict[str, object]:
        seen.update(request.META, cookies=request.COOKIES, address=request.get_full_path())
        return {}

    monkeypatch.setattr("portal.context.sections", lambda request: look(request) or [])
    client = Client(headers={"user-agent": "Min leser", "x-mine": "1", "accept-language": "sv,nn"})
    client.cookies["mine"] = "1"
    client.get("/om/?mine=1")
    assert seen["address"] == "/om/"
    assert seen["cookies"] == {}
    assert seen["HTTP_ACCEPT_LANGUAGE"] == "nn"
    assert {"HTTP_USER_AGENT", "HTTP_X_MINE", "HTTP_COOKIE"}.isdisjoint(seen)


# What is never kept.


def test_page_of_somebody_signed_in_is_neither_kept_nor_taken_from_there(
    client_of: Callable, kept_pages: PageStore
) -> None:
    client = client_of("county")
    mine = client.get(PAGE)
    assert "Frida" in mine.text
    assert not kept_pages
    visitors = ask()
    assert "Frida" not in visitors.text
    again = client.get(PAGE, headers={"If-None-Match": visitors.headers["ETag"]})
    assert again.status_code == 200
    assert "Frida" in again.text
    assert "no-store" in again.headers["Cache-Control"]
    client.post("/logg-ut/")
    assert "Frida" not in client.get(PAGE).text
    assert "Frida" not in ask().text


def test_form_with_its_readers_token_is_drawn_for_each(
    content: None, kept_pages: PageStore
) -> None:
    one, other = ask("/tilgjengelighet/"), ask("/tilgjengelighet/")
    assert one.content != other.content
    assert "ETag" not in one.headers
    ask("/logg-inn/")
    assert not kept_pages


@pytest.mark.parametrize(
    ("address", "status"), [("/planverk", 301), ("/planverk/nei/", 404), ("/x/", 404)]
)
def test_only_pages_that_are_there_are_kept(
    content: None, kept_pages: PageStore, address: str, status: int
) -> None:
    assert ask(address).status_code == status
    assert not kept_pages


def test_what_is_sent_is_never_answered_from_there(content: None, kept_pages: PageStore) -> None:
    ask()
    assert Client().post(PAGE).status_code == 405
    assert len(kept_pages) == 1


def test_nul_in_an_unknown_parameter_is_still_refused(content: None) -> None:
    ask()
    assert ask("/planverk/?x=%00").status_code == 400
