"""With Feide in a browser: by invitation, without script, and pages that everybody can use."""

import hashlib
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, serving_over
from tests.browser.test_accessible import NARROW, objections
from tests.databases import WorkerDatabases
from tests.feide import CLIENT_ID, REALM, Provider

SCHOOL = "fjordvik-videregaende-skole-eksempel"
INVITE = """
    INSERT INTO network_invitation
        (kind, email, language, token_digest, submission, created_at, expires_at,
         invited_by_id, organisation_id)
    SELECT 'colleague', %s, 'nb', %s, gen_random_uuid(), now(), now() + interval '1 day',
        network_user.id, network_organisation.id
    FROM network_user, network_organisation
    WHERE network_user.email = 'kari.koordinator@example.org' AND network_organisation.slug = %s
"""


@pytest.fixture(scope="module")
def database(databases: WorkerDatabases) -> Iterator[str]:
    with databases.fresh("full") as name:
        yield databases.run.address(name)


@pytest.fixture(scope="module")
def portal(database: str, feide_server: Provider) -> Iterator[str]:
    """The portal with Feide, which sends people on to another host as the real one does."""
    port = feide_server.address.rpartition(":")[2]
    feide_server.discovery = {"authorization_endpoint": f"http://localhost:{port}/elsewhere"}
    feide_server.knows("nora")
    told = {
        "FEIDE_DISCOVERY_URL": f"{feide_server.address}/.well-known/openid-configuration",
        "FEIDE_CLIENT_ID": CLIENT_ID,
        "FEIDE_CLIENT_SECRET": "hemmelig",
        "FEIDE_REALMS": REALM,
    }
    with serving_over(database, **told) as address:
        yield address
    feide_server.discovery = {}


@pytest.fixture
def visit(browser: Browser, portal: str) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def start(**options: object) -> Page:
        asked = {"base_url": portal, "locale": "nb-NO", "viewport": DESKTOP, **options}
        contexts.append(browser.new_context(**asked))
        return contexts[-1].new_page()

    yield start
    for context in contexts:
        context.close()


def invite(database: str, token: str) -> None:
    digest = hashlib.sha256(token.encode()).hexdigest()
    with psycopg.connect(database) as connection:
        connection.execute(INVITE, [f"{token}@example.org", digest, SCHOOL])


def log_in_at_feide(page: Page, subject: str = "nora") -> None:
    page.wait_for_url("**/oauth2/authorize**")
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


@pytest.mark.parametrize("has_script", [True, False])
def test_invitation_is_taken_with_feide_and_opens_the_portal_later(
    visit: Callable[..., Page], database: str, feide_server: Provider, has_script: bool
) -> None:
    subject = f"nora-{has_script}".lower()
    invite(database, subject)
    feide_server.knows(subject)
    page = visit(java_script_enabled=has_script)
    page.goto(f"/invitasjon/{subject}/")
    page.get_by_role("button", name="Ta imot rollen med Feide").click()
    log_in_at_feide(page, subject)
    page.wait_for_url(lambda url: url.endswith("/min-side/"))
    page.get_by_role("button", name="Logg ut").first.click()
    page.goto("/logg-inn/?next=/planverk/")
    page.get_by_role("button", name="Logg inn med Feide").click()
    log_in_at_feide(page, subject)
    page.wait_for_url(lambda url: url.endswith("/planverk/"))
    expect(page.get_by_role("button", name="Logg ut").first).to_be_visible()


def test_log_in_given_up_at_feide_leads_back(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/nn/logg-inn/")
    page.get_by_role("button", name="Logg inn med Feide").click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(lambda url: url.endswith("/nn/logg-inn/feide/avbrutt/"))
    page.get_by_role("link", name="Til innlogginga").click()
    expect(page.get_by_role("button", name="Logg inn med Feide")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/logg-inn/", "/logg-inn/feide/feil/", "/en/logg-inn/feide/annet-sted/"]
)
@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "viewport": NARROW}])
def test_everybody_can_use_the_pages(visit: Callable[..., Page], path: str, options: dict) -> None:
    page = visit(**options)
    page.goto(path)
    assert not objections(page)
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everybody_can_use_an_invitation_with_feide(
    visit: Callable[..., Page], database: str
) -> None:
    invite(database, "axe")
    page = visit(viewport=NARROW)
    page.goto("/invitasjon/axe/")
    assert not objections(page)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "viewport": NARROW}])
def test_stranger_asks_for_access_and_takes_it_back(
    visit: Callable[..., Page], feide_server: Provider, options: dict
) -> None:
    feide_server.knows("ukjent")
    page = visit(**options)
    page.goto("/logg-inn/")
    page.get_by_role("button", name="Logg inn med Feide").click()
    log_in_at_feide(page, "ukjent")
    expect(page.get_by_role("heading", level=1)).to_have_text("Be om tilgang")
    page.get_by_label("Hvor arbeider du?").select_option(SCHOOL)
    page.get_by_label("E-post på jobben").fill("ukjent@example.org")
    page.get_by_role("button", name="Be om tilgang").click()
    expect(page).to_have_title("Feil: Be om tilgang – Forankring")
    assert not objections(page)
    page.get_by_label("kollega").check()
    page.get_by_role("button", name="Be om tilgang").click()
    expect(page.locator("main")).to_contain_text("Du ba om tilgang")
    assert not objections(page)
    page.get_by_role("button", name="Trekk forespørselen tilbake").click()
    expect(page.get_by_label("Hvor arbeider du?")).to_be_visible()
