"""axe finds nothing to object to, in light and dark, on wide and narrow screens."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.portal.page import Page as Address
from tests.portal.pages import BEHIND_LOG_IN, SHOWN

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
NARROW = {"width": 320, "height": 640}
EACH_TEMPLATE = list({address.name: address for address in SHOWN}.values())
EACH_BEHIND_LOG_IN = list({page.name: (who, page) for who, page in BEHIND_LOG_IN}.values())
MISSING = "/finnes-ikke/"
WHITE = "rgb(255, 255, 255)"  # what a camera reads a QR code on


def objections(page: Page) -> str:
    """What axe says of the page as it now is; empty when it has nothing to say."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return "\n".join(
        f"{rule['id']}: {node['html']} {node.get('failureSummary', '')}"
        for rule in page.evaluate(RUN)
        for node in rule["nodes"]
    )


def paths(addresses: list[Address]) -> list[str]:
    return [*(address.url() for address in addresses), MISSING]


@pytest.mark.parametrize("path", paths(SHOWN))
def test_page_in_light(page: Page, path: str) -> None:
    page.goto(path)
    assert not objections(page)


@pytest.mark.parametrize("path", paths(EACH_TEMPLATE))
def test_page_in_dark(open_browser: Callable[..., Page], path: str) -> None:
    page = open_browser(color_scheme="dark")
    page.goto(path)
    assert not objections(page)


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize("address", [page for page in EACH_TEMPLATE if page.has_languages], ids=str)
def test_page_in_another_language(page: Page, address: Address, language: str) -> None:
    page.goto(address.url(language))
    assert not objections(page)


@pytest.mark.parametrize("path", paths(EACH_TEMPLATE))
def test_page_on_a_narrow_screen(open_browser: Callable[..., Page], path: str) -> None:
    page = open_browser(viewport=NARROW)
    page.goto(path)
    assert not objections(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize(
    "path", paths([address for address in SHOWN if address not in EACH_TEMPLATE])
)
def test_nothing_scrolls_sideways_on_a_narrow_screen(
    open_browser: Callable[..., Page], path: str
) -> None:
    page = open_browser(viewport=NARROW)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


SIGNED_IN = [
    ("county", "/"),
    ("county", "/planverk/herning-declaration-2025/"),
    ("county", "/tiltak/"),
    ("county", "/skoler/fjordvik-videregaende-skole-eksempel/"),
    ("county", "/logg-ut/"),
    ("fjordvik", "/aktiviteter/helsefagelever-i-praksis-i-braga/"),
    *((who, address.url()) for who, address in BEHIND_LOG_IN),
]


@pytest.mark.parametrize(("who", "path"), SIGNED_IN)
def test_page_of_someone_who_is_logged_in(
    open_browser: Callable[..., Page], signed_in: Callable, who: str, path: str
) -> None:
    page = open_browser(storage_state=signed_in(who))
    page.goto(path)
    assert page.get_by_role("button", name="Logg ut").first.is_visible()
    assert not objections(page)


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize(("who", "address"), EACH_BEHIND_LOG_IN, ids=str)
def test_page_behind_the_log_in_in_another_language(
    open_browser: Callable[..., Page],
    signed_in: Callable,
    who: str,
    address: Address,
    language: str,
) -> None:
    page = open_browser(storage_state=signed_in(who))
    page.goto(address.url(language))
    assert page.locator("html").get_attribute("lang") == language
    assert not objections(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("who", "path"), [(who, page.url()) for who, page in BEHIND_LOG_IN])
def test_page_behind_the_log_in_on_a_narrow_screen(
    open_browser: Callable[..., Page], signed_in: Callable, who: str, path: str, scheme: str
) -> None:
    page = open_browser(storage_state=signed_in(who), viewport=NARROW, color_scheme=scheme)
    page.goto(path)
    assert not objections(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_setting_up_the_second_factor_on_a_narrow_screen(
    open_browser: Callable[..., Page], signed_in: Callable, scheme: str
) -> None:
    page = open_browser(
        storage_state=signed_in("administrator"), viewport=NARROW, color_scheme=scheme
    )
    page.goto("/konto/engangskode/")
    code = page.get_by_alt_text("QR-kode")
    assert code.evaluate("image => getComputedStyle(image).backgroundColor") == WHITE
    assert not objections(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_log_in_with_errors(page: Page) -> None:
    page.goto("/logg-inn/")
    form = page.locator("main form").first
    form.get_by_label("E-post").fill("ukjent@example.org")
    form.get_by_label("Passord").fill("feil")
    form.get_by_role("button").click()
    expect(page).to_have_title(re.compile("^Feil:"))
    assert not objections(page)


def test_opened_details_of_a_long_chain(page: Page) -> None:
    page.goto("/aktiviteter/helsefagelever-i-praksis-i-braga/")
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    assert not objections(page)
