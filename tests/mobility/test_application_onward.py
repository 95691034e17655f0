"""What an activity's anchors lead on to is told level by level, each source once."""

import pytest
from django.test import Client

from mobility.models import Activity
from network.models import Organisation, Role
from plans.models import PolicyDocument
from tests.factories import (
    ActionFactory,
    ActivityAnchorFactory,
    ActivityFactory,
    AimFactory,
    ApplicationFormFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    MeasureFactory,
    OrganisationFactory,
    anchor,
)
from tests.mobility.test_application_text import ENGLISH, PAGE, answer, read
from tests.network.test_people_page import browser, person

pytestmark = pytest.mark.django_db

NYNORSK = PAGE.replace("/nb/", "/nn/")


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def activity(school: Organisation) -> Activity:
    form = ApplicationFormFactory(slug="skjema")
    for content in ("anchoring", "objectives"):
        ApplicationSectionFactory(form=form, slug=content, content=content)
    return ActivityFactory(slug="tur", organisation=school)


@pytest.fixture
def plan(activity: Activity, school: Organisation) -> PolicyDocument:
    """The activity rests on the plan."""
    plan = DocumentFactory(plan=True, organisation=school, title="Nes sin strategi")
    ActivityAnchorFactory(activity=activity, target_document=plan, rationale_nb="Elevene øver.")
    return plan


def test_several_at_a_level_are_named_in_one_sentence_and_each_reason_has_its_source(
    hers: Client, plan: PolicyDocument
) -> None:
    for title in ("Traktaten", "Agendaen", "Erklæringen"):
        document = DocumentFactory(level="european", title=title)
        anchor(plan, document, rationale_nb=f"Planen svarer på {title}.")
    assert answer(read(hers), "anchoring") == (
        "Nes sin strategi. Elevene øver. [1] "
        "Gjennom dette bygger aktiviteten også på Erklæringen, Agendaen og Traktaten. "
        "Planen svarer på Erklæringen. [2] "
        "Planen svarer på Agendaen. [3] "
        "Planen svarer på Traktaten. [4]"
    )


def test_each_level_has_a_sentence_of_its_own_and_none_is_said_twice(
    hers: Client, plan: PolicyDocument
) -> None:
    for level in ("regional", "national", "european"):
        document = DocumentFactory(level=level, title=f"Det {level}")
        anchor(plan, document, rationale_nb="Fordi.")
    said = answer(read(hers), "anchoring")
    assert said.endswith(
        "Gjennom dette bygger aktiviteten også på Det regional. Fordi. [2] "
        "Nasjonalt bygger den på Det national. Fordi. [3] "
        "Internasjonalt bygger den på Det european. Fordi. [4]"
    )
    for path in (PAGE, NYNORSK, ENGLISH):
        told = answer(read(hers, path), "anchoring")
        leads = [told.split("Det ")[number].split("] ")[-1] for number in range(3)]
        assert len(set(leads)) == 3
        assert [told.count(f"[{number}]") for number in range(1, 5)] == [1, 1, 1, 1]


def test_aims_and_points_further_up_are_named_with_their_document_which_is_one_source(
    hers: Client, plan: PolicyDocument
) -> None:
    europe = DocumentFactory(level="european", title="Erklæringen")
    anchor(plan, AimFactory(document=europe, key="1", page=12), rationale_nb="Grunnen.")
    measure = MeasureFactory()
    for number in (2, 1):
        anchor(plan, ActionFactory(measure=measure, number=number), rationale_nb=f"Nr. {number}.")
    programme = measure.programme.document.heading.value
    assert answer(read(hers), "anchoring").endswith(
        "Gjennom dette bygger aktiviteten også på "
        f"punkt {measure.number}.1 og punkt {measure.number}.2 i {programme}. Nr. 1. Nr. 2. [2] "
        "Internasjonalt bygger den på mål 1 (s. 12) i Erklæringen. Grunnen. [3]"
    )


def test_aim_is_cited_with_its_page(hers: Client, activity: Activity, plan: PolicyDocument) -> None:
    aim = AimFactory(document=plan, key="3", page=14, text_nb="Alle får reise.")
    ActivityAnchorFactory(activity=activity, target_aim=aim, rationale_nb="Elevene reiser.")
    page = read(hers)
    assert "Nes sin strategi, mål 3 (s. 14): Alle får reise. Elevene reiser." in answer(
        page, "anchoring"
    )
    assert "Mål 1: Alle får reise (s. 14). [1]" in answer(page, "objectives")


def test_english_text_calls_a_document_by_its_official_english_title_where_the_short_is_norwegian(
    hers: Client, plan: PolicyDocument
) -> None:
    official = "Council Recommendation on key competences"
    document = DocumentFactory(
        level="european",
        title=official,
        title_lang="en",
        short_title="Nøkkelkompetanser",
        short_title_lang="nb",
    )
    anchor(plan, document, rationale_nb="Fordi.")
    assert "bygger aktiviteten også på Nøkkelkompetanser. Fordi." in answer(read(hers), "anchoring")
    assert f"{official}. Fordi." in answer(read(hers, ENGLISH), "anchoring")
