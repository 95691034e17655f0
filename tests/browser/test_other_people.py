"""Pages about one person: in every language, by keyboard, and without a script."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving_over
from tests.browser.test_accessible import NARROW, objections
from tests.browser.test_keyboard import pass_every_stop
from tests.databases import WorkerDatabases

PEOPLE = "/organisasjoner/opplaeringskontoret-kvernstein-eksempel/personer/"
REQUESTS = "/fylket/tilgang/"
HAS_FACTOR = """
    INSERT INTO mfa_authenticator (user_id, type, data, created_at)
    SELECT id, 'totp', '{}', now() FROM network_user
    WHERE id IN (
        SELECT user_id FROM network_role JOIN network_organisation
        ON network_organisation.id = organisation_id
        WHERE network_organisation.slug = 'opplaeringskontoret-kvernstein-eksempel'
        AND network_role.kind = 'office_staff'
    )
"""
ASKS = """
    INSERT INTO network_accessrequest
        (kind, email, language, name, home, asker, message, submission, created_at, organisation_id)
    SELECT 'coordinator', 'ny@example.org', 'nb', 'Ny Koordinator (eksempel)', 'skole.example',
        'somebody', 'Jeg tar over etter Ola.', gen_random_uuid(), now(), id
    FROM network_organisation WHERE slug = 'fjordvik-videregaende-skole-eksempel'
"""
# Whose page, where the list of people or requests is, and which of its links.
STEPS = {
    "hand over": ("leader", PEOPLE, "/overlat/"),
    "remove": ("leader", PEOPLE, "/fjern/"),
    "lost factor": ("leader", PEOPLE, "/engangskode/"),
    "refuse": ("county", REQUESTS, "/avsla/"),
}


@pytest.fixture(scope="module")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One where somebody has a second factor and somebody asks for access."""
    with databases.fresh("full") as name:
        database = databases.run.address(name)
        with psycopg.connect(database) as connection:
            connection.execute(HAS_FACTOR)
            connection.execute(ASKS)
        with serving_over(database) as address:
            yield address


def step(page: Page, which: str) -> str:
    """The address of the page behind the first such link, as whoever may open it."""
    who, there, end = STEPS[which]
    log_in(page, who)
    page.goto(there)
    return page.locator(f"main a[href$='{end}']").last.get_attribute("href")


@pytest.mark.parametrize("which", STEPS)
def test_page_is_for_everybody_in_every_language(
    open_browser: Callable[..., Page], which: str
) -> None:
    page = open_browser(viewport=NARROW)
    path = step(page, which)
    for prefix, language in (("", "nb"), ("/nn", "nn"), ("/en", "en")):
        page.goto(prefix + path)
        assert page.locator("html").get_attribute("lang") == language
        assert not objections(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("which", STEPS)
def test_page_is_passed_by_keyboard(open_browser: Callable[..., Page], which: str) -> None:
    page = open_browser()
    page.goto(step(page, which))
    pass_every_stop(page)


def test_factor_is_removed_without_a_script(open_browser: Callable[..., Page]) -> None:
    page = open_browser(java_script_enabled=False)
    page.goto(step(page, "lost factor"))
    page.get_by_role("button", name="Fjern engangskoden").click()
    expect(page.get_by_role("status")).to_contain_text("er fjernet")


def test_request_is_refused_without_a_script(open_browser: Callable[..., Page]) -> None:
    page = open_browser(java_script_enabled=False)
    page.goto(step(page, "refuse"))
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("status")).to_contain_text("avslått")
