"""The form of one section: numbers follow the page, nothing is cut, and nothing is silent."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mobility.models import Activity, ApplicationForm, WrittenSection
from network.models import Role
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    ApplicationFormFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    WrittenSectionFactory,
)
from tests.mobility.test_application_text import PAGE, answer, fields, read
from tests.network.test_people_page import browser, error_at, person, text_of

pytestmark = pytest.mark.django_db

OWN = f"{PAGE}eget/"


@pytest.fixture
def activity() -> Activity:
    activity = ActivityFactory(slug="tur", published_at=None)
    for title in ("Den ene planen", "Den andre planen"):
        ActivityAnchorFactory(activity=activity, target_document=DocumentFactory(title=title))
    return activity


@pytest.fixture
def hers(activity: Activity) -> Client:
    return browser(person(Role.Kind.COORDINATOR, activity.organisation))


@pytest.fixture
def form() -> ApplicationForm:
    form = ApplicationFormFactory(slug="skjema")
    for slug in ("forst", "eget"):
        ApplicationSectionFactory(form=form, slug=slug, content="")
    return form


def sources(page: BeautifulSoup) -> dict[str, str]:
    rows = page.select(".sources li")
    return {row["id"].removeprefix("kilde-"): " ".join(row.get_text().split()) for row in rows}


def test_words_that_are_shown_again_refer_by_the_numbers_of_the_page(
    hers: Client, activity: Activity, form: ApplicationForm
) -> None:
    sent = fields(hers, OWN) | {"words": "Som i [1].", "max_length": "0"}
    second = activity.anchors.get(target_document__title="Den andre planen").target_document
    WrittenSectionFactory(
        activity=activity, section=form.sections.get(slug="forst"), words=f"Se [[{second.pk}]]."
    )
    page = BeautifulSoup(hers.post(OWN, sent).content, "lxml")
    assert page.select_one("textarea").text.strip() == "Som i [2]."
    assert "Den ene planen" in sources(page)["2"]
    again = {each["name"]: each.get("value", "") for each in page.select("main form input")}
    hers.post(OWN, again | {"words": "Som i [2].", "max_length": ""})
    page = read(hers)
    number = answer(page, "eget").removeprefix("Som i [").removesuffix("].")
    assert "Den ene planen" in sources(page)[number]


def test_words_are_not_lost_in_silence_where_the_other_has_emptied_the_section(
    hers: Client, activity: Activity, form: ApplicationForm
) -> None:
    hers.post(OWN, fields(hers, OWN) | {"words": "Gamle ord."})
    first, second = fields(hers, OWN), fields(hers, OWN)
    hers.post(OWN, first | {"words": ""})
    said = text_of(hers.post(OWN, second | {"words": "Mine ord."}))
    assert "Noen andre lagret mens du skrev" in said
    assert "ingenting" in said


def test_text_that_is_too_long_is_told_of_and_not_cut(
    hers: Client, activity: Activity, form: ApplicationForm
) -> None:
    field = read(hers, OWN).select_one("textarea")
    assert not field.has_attr("maxlength")
    assert field["lang"] == "nb"
    assert error_at(hers.post(OWN, fields(hers, OWN) | {"words": "x" * 20_001}), "words")
    assert not WrittenSection.objects.exists()


def test_what_is_copied_is_what_is_counted(
    hers: Client, activity: Activity, form: ApplicationForm
) -> None:
    words = "En linje.\nEn  til."
    hers.post(OWN, fields(hers, OWN) | {"words": words})
    section = read(hers).select_one("section[aria-labelledby=eget]")
    assert section.select_one(".plain[hidden]").text == words
    assert f"{len(words)} tegn" in section.text
