"""The page of components: each is drawn, each shared one is there, and only builders see it."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from portal.samples.components import SAMPLES, Sample
from portal.samples.made_up import LONG_TITLE, LONG_WORD
from tests.portal.page import Page

FOLDER = settings.BASE_DIR / "templates"
INCLUDED = re.compile(r"{% include \"([^\"]+)\"")
STIL = Page("style_guide")
# Shared, and still no component.
NOT_SHOWN = {
    "partials/_page_number.html": "words in a page's title",
    "plans/_library_title.html": "words in a page's title",
    "plans/_chosen_count.html": "a number in a heading, beside its own words",
    "plans/_result_count.html": "words in a heading",
    "plans/_results.html": "the whole list of the library; its parts are shown",
    "plans/_map_choices.html": "the whole of what a map can be divided by",
    "plans/_map_shown.html": "a whole map with what is said of it",
    "plans/_map_table.html": "a whole map as a table",
    "portal/_member_key.html": "signs drawn as the coverage table's",
    "portal/_member_matrix.html": "a whole table, drawn as the coverage's",
    "mobility/_activity_crumb.html": "breadcrumbs with a fixed content",
    "plans/_plan_crumb.html": "breadcrumbs with a fixed content",
    "plans/_talks.html": "text with a form to remove it, drawn as a form's",
    "plans/_plan_steps.html": "links with a fixed content, drawn as an activity's",
    "mobility/_edit_crumb.html": "breadcrumbs with a fixed content",
    "mobility/_agreement_crumb.html": "breadcrumbs with a fixed content",
    "mobility/_agreement_steps.html": "links with a fixed content, drawn as an activity's",
    "mobility/_partnership_row.html": "a row of facts, drawn as an activity's",
    "mobility/_accreditation_row.html": "a row of facts, drawn as an activity's",
    "mobility/_parties.html": "rows of facts, drawn as a document's",
    "plans/_answer_link.html": "a link",
    "plans/_contest.html": "a list of facts, drawn as what others have written",
    "plans/_contests.html": "a list of those; its parts are shown",
    "mobility/_result.html": "text with a list of facts, drawn as the county's notes",
    "account/_account_crumb.html": "breadcrumbs with a fixed content",
    "portal/_desk_crumb.html": "breadcrumbs with a fixed content",
    "portal/_my_crumb.html": "breadcrumbs with a fixed content",
    "network/_people_crumb.html": "breadcrumbs with a fixed content",
}


def shared() -> set[str]:
    """Templates that lie among the partials, or that two others include."""
    users: Counter[str] = Counter()
    for path in FOLDER.rglob("*.html"):
        if path.parent.name != "style":
            users.update(set(INCLUDED.findall(path.read_text(encoding="utf-8"))))
    partials = {f"partials/{path.name}" for path in (FOLDER / "partials").glob("*.html")}
    pack = {name for name in users if name.startswith("designsystemet/")}
    return (partials | {name for name, count in users.items() if count > 1}) - pack


@pytest.fixture
def shown(db: None) -> set[str]:
    return {template.name or "" for template in Client().get(STIL.url()).templates}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.template)
def test_component_is_drawn_in_every_state_without_a_query(sample: Sample) -> None:
    drawn = sample.drawn(RequestFactory().get("/"))
    assert [state for state, _html in drawn] == list(sample.states)
    assert all(html.strip() for _state, html in drawn)


def test_every_shared_template_is_shown_or_known_not_to_be_a_component(shown: set[str]) -> None:
    missing = shared() - shown
    assert missing == NOT_SHOWN.keys()


def test_the_whole_pack_for_forms_is_tried(shown: set[str]) -> None:
    fields = {path.name for path in (FOLDER / "designsystemet").rglob("*.html")}
    tried = {name.rpartition("/")[2] for name in shown if name.startswith("designsystemet/")}
    assert tried == fields


def test_components_are_tried_with_the_longest_there_is() -> None:
    assert len(LONG_TITLE) == 300
    assert len(LONG_WORD) > 60
    assert " " not in LONG_WORD


@pytest.mark.django_db
def test_page_is_for_those_who_build_the_portal(client: Client) -> None:
    page = client.get(STIL.url()).content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert STIL.url() not in client.get("/").content.decode()


@pytest.mark.django_db
def test_page_does_not_exist_in_production(client: Client, settings: object) -> None:
    settings.LOCAL = False
    assert client.get(STIL.url()).status_code == 404


def test_a_form_is_made_anew_for_each_who_asks() -> None:
    """It remembers what of it is drawn, so two who ask at once cannot share one."""
    forms = [
        state["form"] for sample in SAMPLES for state in sample.states.values() if "form" in state
    ]
    assert forms
    for form in forms:
        assert form() is not form()
