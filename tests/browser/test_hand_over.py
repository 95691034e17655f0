"""A coordinator leaves her role to a colleague, in the browser, and both see what that means."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving
from tests.browser.test_accessible import objections
from tests.databases import WorkerDatabases

SCHOOL = "/skoler/fjordvik-videregaende-skole-eksempel/"
NOTE = "Sykehjemmet i Braga vil ha navnene før jul."


@pytest.fixture
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of this test's own: afterwards the people are no longer what the others expect."""
    with serving(databases) as address:
        yield address


def test_coordinator_hands_over_and_everything_follows(open_browser: Callable[..., Page]) -> None:
    hers, colleagues = open_browser(), open_browser()
    log_in(hers, "fjordvik")
    log_in(colleagues, "colleague")
    hers.goto(SCHOOL)
    hers.get_by_role("link", name="Personer og roller").click()
    people = hers.url
    hers.get_by_role("link", name="Overlat rollen Kari Koordinator").click()
    moves = hers.locator("section[aria-labelledby=folger]")
    expect(moves).to_contain_text("Helsefagelever i praksis")
    hers.get_by_role("button", name="Overlat rollen").click()
    expect(hers).to_have_title("Feil: Overlat rollen – Forankring")
    assert not objections(hers)
    hers.get_by_label("Hvem tar over?").select_option(label="Kine Kollega (eksempel) (kollega)")
    hers.get_by_label("Beskjed").fill(NOTE)
    hers.get_by_role("button", name="Overlat rollen").click()
    expect(hers.get_by_role("status")).to_contain_text("er overlatt til Kine Kollega")
    hers.goto(people)
    expect(hers.get_by_role("heading", level=1)).to_contain_text("finnes ikke")
    colleagues.goto(people)
    expect(colleagues.locator("main")).to_contain_text(NOTE)
    expect(colleagues.get_by_role("button", name="Send invitasjonen")).to_be_visible()
