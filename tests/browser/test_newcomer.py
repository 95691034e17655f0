"""From an invitation to one's own page by a second factor; and back in when that is lost."""

import re
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving_over
from tests.browser.test_accessible import NARROW, objections
from tests.codes import code_now
from tests.databases import WorkerDatabases

PEOPLE = "/organisasjoner/opplaeringskontoret-kvernstein-eksempel/personer/"
EMAIL = "ny.ansatt@example.org"
PASSWORD = "fire ord etter hverandre"
LETTER = """
    SELECT args_kwargs -> 'kwargs' ->> 'text' FROM django_tasks_database_dbtaskresult
    ORDER BY enqueued_at DESC LIMIT 1
"""


@pytest.fixture
def database(databases: WorkerDatabases) -> Iterator[str]:
    """One of this test's own: letters are read from its queue."""
    with databases.fresh("full") as name:
        yield databases.run.address(name)


@pytest.fixture
def server(database: str) -> Iterator[str]:
    with serving_over(database) as address:
        yield address


def link_in_last_letter(database: str) -> str:
    with psycopg.connect(database) as connection:
        (text,) = connection.execute(LETTER).fetchone()
    (link,) = re.findall(r"https?://\S+", text)
    return link


def set_up_factor(page: Page) -> None:
    """Set the app up as the page says, and keep the spare codes."""
    expect(page.locator("code.secret")).to_be_visible()
    assert not objections(page)
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Kode fra autentiseringsappen").fill(code_now(secret))
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservekoder")
    assert not objections(page)
    page.get_by_role("link", name="Videre til Min side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Min side")


def test_invited_person_comes_to_her_own_page_and_back_when_the_factor_is_lost(
    open_browser: Callable[..., Page], database: str
) -> None:
    leaders, hers = open_browser(), open_browser(viewport=NARROW)
    log_in(leaders, "leader")
    leaders.goto(PEOPLE)
    leaders.get_by_label("Rolle").select_option(label="ansatt ved opplæringskontoret")
    leaders.get_by_label("E-post", exact=True).fill(EMAIL)
    leaders.get_by_role("button", name="Send invitasjonen").click()
    expect(leaders.get_by_role("status")).to_contain_text(EMAIL)

    hers.goto(link_in_last_letter(database))
    hers.get_by_label("Navn").fill("Ny Ansatt (eksempel)")
    hers.get_by_label("Passord").fill(PASSWORD)
    hers.get_by_role("button", name="Ta imot rollen").click()
    set_up_factor(hers)
    hers.get_by_label("Forankre ideen").check()
    hers.get_by_role("button", name="Lagre").click()
    expect(hers.get_by_label("Forankre ideen")).to_be_checked()
    assert not objections(hers)

    leaders.goto(PEOPLE)
    leaders.get_by_role("link", name="Har mistet engangskoden Ny Ansatt").click()
    leaders.get_by_role("button", name="Fjern engangskoden").click()
    hers.reload()
    expect(hers.get_by_role("link", name="Logg inn").first).to_be_visible()
    hers.goto("/logg-inn/")
    form = hers.locator("main form").first
    form.get_by_label("E-post").fill(EMAIL)
    form.get_by_label("Passord").fill(PASSWORD)
    form.get_by_role("button").click()
    set_up_factor(hers)
    expect(hers.get_by_label("Forankre ideen")).to_be_checked()
