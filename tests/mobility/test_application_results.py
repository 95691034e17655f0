"""An application tells what came of the activity, and of the round before it, with the aim."""

import pytest
from django.test import Client

from mobility.models import Activity
from network.models import Organisation, Role
from tests.factories import (
    ActivityFactory,
    ActivityResultFactory,
    AimFactory,
    ApplicationSectionFactory,
    DocumentFactory,
    OrganisationFactory,
)
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

HERE = "/aktiviteter/tur/soknadstekst/skjema/nb/"


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    ApplicationSectionFactory(form__slug="skjema", slug="behov", content="needs")
    return browser(person(Role.Kind.COORDINATOR, school))


@pytest.fixture
def former(school: Organisation) -> Activity:
    return ActivityFactory(organisation=school, lang="nb", published_at=None)


@pytest.fixture
def activity(school: Organisation, former: Activity) -> Activity:
    return ActivityFactory(
        slug="tur", organisation=school, lang="nb", former=former, published_at=None
    )


def test_results_of_the_round_before_are_told_with_the_aim_they_moved(
    hers: Client, school: Organisation, activity: Activity, former: Activity
) -> None:
    plan = DocumentFactory(plan=True, organisation=school, title="Skolens strategi")
    ActivityResultFactory(
        activity=former,
        changed="Elevene snakker mer engelsk.",
        for_whom="Vg2 helse",
        evidence="Lærerne har spurt dem.",
        aim=AimFactory(document=plan, text_nb="Bedre engelsk."),
    )
    page = text_of(hers.get(HERE))
    assert (
        "Resultat av forrige runde: Elevene snakker mer engelsk. For hvem: Vg2 helse. "
        "Slik vet vi det: Lærerne har spurt dem. Målet det gjelder: Bedre engelsk. [1]"
    ) in page
    assert "Skolens strategi" in page


def test_own_results_are_told_as_such_and_need_neither_evidence_nor_aim(
    hers: Client, activity: Activity
) -> None:
    ActivityResultFactory(
        activity=activity, changed="Flere reiser", for_whom="Lærere", evidence="", aim=None
    )
    assert "Resultat så langt: Flere reiser. For hvem: Lærere." in text_of(hers.get(HERE))


def test_results_of_other_activities_are_not_told(
    hers: Client, school: Organisation, activity: Activity
) -> None:
    other = ActivityFactory(organisation=school)
    ActivityResultFactory(activity=other, changed="Noe annet")
    assert "Noe annet" not in text_of(hers.get(HERE))
