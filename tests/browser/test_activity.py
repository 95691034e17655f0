"""A coordinator begins an activity, writes it step by step and publishes it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, serving
from tests.browser.test_accessible import NARROW, objections
from tests.browser.test_keyboard import pass_every_stop, tab_to
from tests.databases import WorkerDatabases

WHAT = "Hva og hvorfor"


@pytest.fixture(scope="module")
def server(databases: WorkerDatabases) -> Iterator[str]:
    """One of these tests' own, where activities are begun."""
    with serving(databases) as address:
        yield address


@pytest.mark.parametrize("script", [True, False])
def test_draft_becomes_a_published_activity(
    open_browser: Callable[..., Page], script: bool
) -> None:
    page = open_browser(java_script_enabled=script, viewport=NARROW)
    log_in(page, "fjordvik")
    page.get_by_role("link", name="Ny aktivitet").click()
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page).to_have_title("Feil: Ny aktivitet – Forankring")
    page.get_by_label("Tittel").fill(f"Kokker i Bretagne {script}")
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHAT)
    page.get_by_label("Hva slags aktivitet").select_option(label="Hospitering")
    page.get_by_label("Kort om").fill("To elever lager mat i Bretagne.")
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.get_by_label("Land").select_option(label="Frankrike")
    page.get_by_label("Fra").fill("2027-03-01")
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.get_by_role("link", name="Gå videre").click()
    page.get_by_role("link", name="Gå videre til Se over").click()
    expect(page.locator("main")).to_contain_text("Teksten nevner svært få personer")
    expect(page.locator("main")).to_contain_text("1. mars 2027")
    page.get_by_role("button", name="Publiser").click()
    expect(page.get_by_role("status")).to_contain_text("Aktiviteten er publisert.")
    visitor = open_browser()
    visitor.goto(page.url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(f"Kokker i Bretagne {script}")
    assert visitor.get_by_role("link", name="Rediger").count() == 0


def test_keyboard_alone_begins_a_draft_and_saves_a_step(open_browser: Callable[..., Page]) -> None:
    page = open_browser()
    log_in(page, "leader")
    page.goto("/min-side/")
    tab_to(page, page.get_by_role("link", name="Ny aktivitet"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Tittel"))
    page.keyboard.type("Lærlinger til Aalborg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WHAT)
    tab_to(page, page.get_by_label("Kort om"))
    page.keyboard.type("Et opphold i hver sin bedrift.")
    tab_to(page, page.get_by_role("button", name="Lagre og avslutt"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Et opphold i hver sin bedrift.")


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_two_colleagues_at_one_step_lose_nothing(
    open_browser: Callable[..., Page], prefix: str
) -> None:
    first, second = open_browser(), open_browser(viewport=NARROW, color_scheme="dark")
    step = f"{prefix}/aktiviteter/gjenbruk-i-byggfag-sammen-med-tartu/rediger/hva-og-hvorfor/"
    for page in (first, second):
        log_in(page, "fjordvik")
        page.goto(step)
    first.locator("#id_title").fill(f"Den første {prefix}")
    first.locator("main form button[type=submit]").last.click()
    second.locator("#id_title").fill(f"Den andre {prefix}")
    second.locator("main form button[type=submit]").last.click()
    expect(second.get_by_role("alert").first).to_contain_text(f"Den første {prefix}")
    expect(second.locator("#id_title")).to_have_value(f"Den andre {prefix}")
    assert not objections(second)
    assert second.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    second.locator("main form button[type=submit]").last.click()
    expect(second.get_by_role("heading", level=1)).to_have_text(f"Den andre {prefix}")


@pytest.mark.parametrize("script", [True, False])
def test_six_suggestions_are_taken_with_reasons(
    open_browser: Callable[..., Page], script: bool
) -> None:
    page = open_browser(java_script_enabled=script, viewport=NARROW)
    log_in(page, "hogfjell")
    page.goto("/aktiviteter/ny/")
    page.get_by_label("Tittel").fill("Bærekraft i byggfag")
    page.get_by_role("button", name="Lagre utkastet").click()
    for theme in ("Bærekraft", "Mobilitet", "Kvalitet"):
        page.get_by_label(theme, exact=True).check()
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forankring")
    step = page.url
    for number in range(1, 7):
        page.locator("section[aria-labelledby=forslag] a").nth(0).click()
        expect(page.get_by_label("Hvorfor?")).to_be_visible()
        page.locator("main input[type=checkbox]").nth(0).check()
        if script:
            assert not objections(page)
        page.get_by_role("button", name="Legg til forankringen").click()
        expect(page).to_have_title(re.compile("^Feil: "))
        expect(page.locator("main input[type=checkbox]").nth(0)).to_be_checked()
        page.get_by_label("Hvorfor?").fill(f"Grunn nummer {number}.")
        page.get_by_role("button", name="Legg til forankringen").click()
        expect(page.locator(".chosen-anchors > li")).to_have_count(number)
    if script:
        assert not objections(page)
    page.get_by_role("link", name="Endre eller fjern").first.click()
    page.get_by_role("button", name="Fjern forankringen").click()
    expect(page.locator(".chosen-anchors > li")).to_have_count(5)
    page.goto(f"{step}?q=herning")
    page.get_by_role("link", name=re.compile("^Velg .*Herning")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Herning")
    page.goto(step)
    page.get_by_role("link", name="Se hele kjeden").click()
    expect(page.locator("main")).to_contain_text("Grunn nummer")


@pytest.mark.parametrize("script", [True, False])
def test_next_round_is_begun_and_thrown_away(
    open_browser: Callable[..., Page], script: bool
) -> None:
    page = open_browser(java_script_enabled=script, viewport=NARROW, color_scheme="dark")
    log_in(page, "fjordvik")
    page.goto("/aktiviteter/helsefagelever-i-praksis-i-braga/")
    page.get_by_role("link", name="Lag neste runde").click()
    page.get_by_label("Tittel").fill("")
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page).to_have_title("Feil: Neste runde – Forankring")
    page.get_by_label("Tittel").fill(f"Braga igjen {script}")
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHAT)
    page.get_by_role("link", name="Se over").click()
    page.get_by_role("link", name="Slett utkastet").click()
    expect(page.locator("main")).to_contain_text("forankringer forsvinner med det")
    if script:
        assert not objections(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    delete = page.get_by_role("button", name="Slett utkastet")
    # Where there is a script, a double click is a click; a deleted draft is not looked for again.
    delete.dblclick() if script else delete.click()
    expect(page.get_by_role("status")).to_contain_text("Utkastet er slettet.")


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_changing_an_anchor_is_for_everybody(
    open_browser: Callable[..., Page], prefix: str
) -> None:
    page = open_browser(viewport=NARROW)
    log_in(page, "fjordvik")
    page.goto(f"{prefix}/aktiviteter/helsefagelever-i-praksis-i-braga/forankring/")
    page.locator(".chosen-anchors a[href*='/endre/']").first.click()
    page.wait_for_url("**/endre/")
    assert not objections(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    pass_every_stop(page)


@pytest.mark.parametrize("script", [True, False])
def test_leaders_say_yes_and_the_coordinator_confirms(
    open_browser: Callable[..., Page], script: bool
) -> None:
    page = open_browser(java_script_enabled=script, viewport=NARROW)
    log_in(page, "fjordvik")
    page.goto("/aktiviteter/ny/")
    page.get_by_label("Tittel").fill(f"Studiebesøk i Lyon {script}")
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHAT)
    step = page.url.replace("rediger/hva-og-hvorfor/", "forankring/")
    page.goto(f"{step}herning-declaration-2025/")
    page.locator("main input[type=checkbox]").nth(1).check()
    page.get_by_label("Hvorfor?").fill("Lærerne ser hvordan en kokkelinje drives.")
    page.get_by_role("button", name="Legg til forankringen").click()
    page.get_by_role("link", name="Skriv inn hva dere ble enige om").click()
    page.get_by_role("button", name="Lagre").click()
    expect(page).to_have_title("Feil: Dialog med ledelsen – Forankring")
    if script:
        assert not objections(page)
    page.get_by_label("Når?").fill("2026-10-01")
    page.get_by_label("Hvor?").fill("Ledermøtet")
    page.get_by_label("Med hvem").fill("rektor")
    page.get_by_label("Hva ble dere").fill("To vikardager.")
    page.get_by_label("Ledelsen sier ja").check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("main")).to_contain_text("To vikardager.")
    page.goto(step)
    page.get_by_label("Bekreft").check()
    if script:
        assert not objections(page)
    page.get_by_role("button", name="Bekreft de avkryssede").click()
    expect(page.get_by_role("status")).to_contain_text("1 forankring er bekreftet.")
    expect(page.locator(".chosen-anchors")).to_contain_text("Bekreftet")


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_text_for_a_draft_that_a_colleague_deletes_is_shown_to_be_copied(
    open_browser: Callable[..., Page], prefix: str
) -> None:
    first, second = open_browser(), open_browser(viewport=NARROW, java_script_enabled=prefix != "")
    log_in(first, "leader")
    first.goto("/aktiviteter/ny/")
    first.get_by_label("Tittel").fill("Et utkast som slettes")
    first.get_by_role("button", name="Lagre utkastet").click()
    expect(first.get_by_role("heading", level=1)).to_have_text(WHAT)
    log_in(second, "kvernstein")
    second.goto(prefix + first.url.removeprefix(first.url.split("/aktiviteter")[0]))
    second.locator("#id_summary").fill("En tekst som tok lang tid å skrive.")
    first.goto(first.url.replace("rediger/hva-og-hvorfor/", "slett/"))
    first.get_by_role("button", name="Slett utkastet").click()
    expect(first.get_by_role("status")).to_contain_text("Utkastet er slettet.")
    with second.expect_response(lambda answer: answer.status == 404):
        second.locator("main form button[type=submit]").last.click()
    expect(second.locator("main")).to_contain_text("En tekst som tok lang tid å skrive.")
    if prefix:
        assert not objections(second)
    assert second.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
