"""However long what people write is, no page is wider than the screen."""

import contextvars
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from network.choices import RoleKind
from network.models import Organisation
from plans.models import PolicyDocument
from portal.samples.made_up import LONG_TITLE, LONG_WORD
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    DocumentFactory,
    FundingProgrammeFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MeasureFactory,
    OrganisationFactory,
    PartyFactory,
    PlanFileFactory,
    ProgrammeFactory,
    ReportFactory,
    RoleFactory,
    SuccessionFactory,
    ThemeFactory,
    TreatmentFactory,
    anchor,
    towards,
)

NARROW = {"width": 320, "height": 640}
ADDRESS = f"https://example.org/{'a' * 200}"
PAGES = [
    "/",
    "/planverk/",
    f"/planverk/?q={LONG_WORD}",
    "/planverk/?tema=langt",
    "/planverk/erklaering/",
    "/planverk/plan/",
    "/planverk/program/",
    "/tiltak/",
    "/tiltak/1/",
    "/tiltak/1/1/",
    "/skoler/",
    "/skoler/skole/",
    "/aktiviteter/",
    "/aktiviteter/aktivitet/",
    "/program/",
    "/forankring/",
    "/forankring/tiltak/",
    "/forankring/mangler/",
    "/forankring/planer/",
    "/planverk/kart/",
]

# What the school's own people alone see.
OWN = [
    *(f"/planverk/plan/{step}" for step in ("rediger/", "rediger/mal/", "bygger-pa/", "ledelsen/")),
    *(f"/aktiviteter/aktivitet/{step}/" for step in ("forankring", "rediger/hva-og-hvorfor")),
]


def make_everything_long(text: str) -> None:
    """One of each thing with a page, and every text of it as given."""
    school = OrganisationFactory(
        slug="skole", name=text[:200], municipality=text[:60], former_names=[text[:200]]
    )
    declaration = DocumentFactory(
        slug="erklaering",
        title=text,
        short_title=text[:200],
        short_title_lang="nb",
        translated_title_nb=text,
        title_in_deck=text,
        title_in_deck_lang="nb",
        statement_in_deck=text,
        statement_in_deck_lang="nb",
        url_in_deck=ADDRESS,
        issuer_text=text,
        reference=text[:300],
        url=ADDRESS,
        url_confidence="seen",
        sources=[ADDRESS, text],
    )
    declaration.themes.add(ThemeFactory(key="langt", name_nb=text[:80]))
    later = DocumentFactory(title=text)
    SuccessionFactory(predecessor_document=declaration, successor_document=later)
    aim = AimFactory(document=declaration, text_nb=text)
    programme = ProgrammeFactory(
        document__slug="program", document__title=text, area_nb=text[:100], status_note_nb=text
    )
    TreatmentFactory(programme=programme, body=text[:120], decision_nb=text, source=text)
    measure = MeasureFactory(programme=programme, number=1, title_nb=text[:300])
    point = measure.actions.create(number=1, text_nb=text)
    PartyFactory(action=point, organisation=school, source=text)
    ReportFactory(action=point, text_nb=text)
    indicator = IndicatorFactory(
        measure=measure, name_nb=text[:200], unit_nb=text[:60], source=text
    )
    IndicatorValueFactory.create_batch(8, indicator=indicator, value=123456789, note=text)
    plan = DocumentFactory(plan=True, slug="plan", organisation=school, title=text)
    AimFactory(document=plan, text_nb=text)
    why = {"rationale_nb": text, "basis": text}
    anchor(point, aim, **why)
    anchor(plan, point, **why)
    anchor(plan, later, **why)
    activity = ActivityFactory(
        slug="aktivitet",
        organisation=school,
        title=text[:300],
        summary=text,
        funding=text[:100],
        partner=text[:200],
        place=text[:100],
        country="PT",
    )
    ActivityAnchorFactory(activity=activity, **towards(plan), **why)
    FundingProgrammeFactory(name_nb=text[:120], funds_nb=text, for_whom_nb=text, url=ADDRESS)


@pytest.fixture
def page(db: None, client: Client, browser: Browser) -> Iterator[Page]:
    """A narrow browser that is answered out of the test's own database."""
    # The browser's driver calls back in a context of its own, where Django has no connection yet.
    here = contextvars.copy_context()

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url)
        response = here.run(client.get, f"{asked.path}?{asked.query}")
        route.fulfill(
            status=response.status_code,
            content_type=response.headers["Content-Type"],
            body=response.getvalue(),
        )

    context = browser.new_context(base_url="http://localhost", viewport=NARROW)
    context.route("**/*", answer)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("text", [LONG_WORD * 5, LONG_TITLE], ids=["no space", "300 characters"])
def test_no_page_scrolls_sideways(client: Client, page: Page, text: str) -> None:
    make_everything_long(text)
    assert too_wide(page, PAGES) == {}
    school = Organisation.objects.get(slug="skole")
    client.force_login(RoleFactory(organisation=school, kind=RoleKind.COORDINATOR).user)
    PlanFileFactory(document=PolicyDocument.objects.get(slug="plan"), name=f"{text[:150]}.pdf")
    assert too_wide(page, OWN) == {}


def too_wide(page: Page, addresses: list[str]) -> dict[str, int]:
    """The pages that are wider than the screen, and how wide."""
    wide = {}
    for address in addresses:
        assert page.goto(address).status == 200, address
        page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            wide[address] = width
    return wide


def test_a_wide_page_would_be_seen(page: Page) -> None:
    page.goto("/om/")
    page.evaluate("document.querySelector('h1').style.width = '400px'")
    assert page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]
