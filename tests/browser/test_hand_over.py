"""A coordinator leaves her role to a colleague, in the browser, and both see what that means."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving_over
from tests.browser.test_accessible import objections
from tests.databases import WorkerDatabases

DRAFT = "/aktiviteter/helsefagelever-i-praksis-i-braga/"
DRAFT_TITLE = "Helsefagelever i praksis"
PLAN = "Internasjonal strategi"
MAKE_A_DRAFT = "UPDATE mobility_activity SET published_at = NULL WHERE slug = %s"
SCHOOL = "/skoler/fjordvik-videregaende-skole-eksempel/"
NOTE = "Sykehjemmet i Braga vil ha navnene før jul."


@pytest.fixture
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of this test's own, where an activity is a draft: afterwards the people are others."""
    with databases.fresh("full") as name:
        database = databases.run.address(name)
        with psycopg.connect(database) as connection:
            connection.execute(MAKE_A_DRAFT, [DRAFT.split("/")[2]])
        with serving_over(database) as address:
            yield address


@pytest.mark.parametrize("script", [True, False])
def test_coordinator_hands_over_and_everything_follows(
    open_browser: Callable[..., Page], script: bool
) -> None:
    hers = open_browser(java_script_enabled=script)
    colleagues = open_browser(java_script_enabled=script)
    log_in(hers, "fjordvik")
    log_in(colleagues, "colleague")
    hers.goto(DRAFT)
    expect(hers.get_by_role("heading", level=1)).to_contain_text(DRAFT_TITLE)
    hers.goto(SCHOOL)
    hers.get_by_role("link", name="Personer og roller").click()
    people = hers.url
    hers.get_by_role("link", name="Overlat rollen Kari Koordinator").click()
    moves = hers.locator("section[aria-labelledby=folger]")
    expect(moves).to_contain_text(DRAFT_TITLE)
    expect(moves).to_contain_text("utkast")
    expect(moves).to_contain_text(PLAN)
    hers.get_by_role("button", name="Overlat rollen").click()
    expect(hers).to_have_title("Feil: Overlat rollen – Forankring")
    if script:
        assert not objections(hers)
    hers.get_by_label("Hvem tar over?").select_option(label="Kine Kollega (eksempel) (kollega)")
    hers.get_by_label("Beskjed").fill(NOTE)
    hers.get_by_role("button", name="Overlat rollen").click()
    expect(hers.get_by_role("status")).to_contain_text("er overlatt til Kine Kollega")
    for gone in (people, DRAFT):
        hers.goto(gone)
        expect(hers.get_by_role("heading", level=1)).to_contain_text("finnes ikke")
    colleagues.goto(people)
    expect(colleagues.locator("main")).to_contain_text(NOTE)
    expect(colleagues.get_by_role("button", name="Send invitasjonen")).to_be_visible()
    colleagues.get_by_role(
        "link", name="Overlat rollen Kine Kollega (eksempel), internasjonal koordinator"
    ).click()
    expect(moved := colleagues.locator("section[aria-labelledby=folger]")).to_contain_text(PLAN)
    expect(moved).to_contain_text(DRAFT_TITLE)
    moved.get_by_role("link", name=DRAFT_TITLE).click()
    expect(colleagues.get_by_role("heading", level=1)).to_contain_text(DRAFT_TITLE)
