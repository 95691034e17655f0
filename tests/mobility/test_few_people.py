"""So few that somebody may be known again are warned of before everybody reads of them."""

import pytest
from django.test import Client

from mobility.models import Activity
from network.models import Role
from tests.factories import ActivityFactory, OrganisationFactory
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

WHAT, REVIEW = "/aktiviteter/tur/rediger/hva-og-hvorfor/", "/aktiviteter/tur/se-over/"


@pytest.fixture
def draft() -> Activity:
    return ActivityFactory(slug="tur", title="Tur", kind="", published_at=None)


@pytest.fixture
def hers(draft: Activity) -> Client:
    return browser(person(Role.Kind.COORDINATOR, draft.organisation))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("To elever reiser", ["To elever"]),
        ("Vi sender 3 lærlinger.", ["3 lærlinger"]),
        ("Tre unge lærlingar", ["Tre unge lærlingar"]),
        ("Two students and 4 apprentices", ["Two students", "4 apprentices"]),
        ("To byggfagelever og ein elev", ["To byggfagelever", "ein elev"]),
        ("to Vg2-elever, fire ungdommer", ["to Vg2-elever", "fire ungdommer"]),
        ("To jenter, tre ansatte, 3 personer", ["To jenter", "tre ansatte", "3 personer"]),
        ("to av dem, to lærarar", ["to av dem", "to lærarar"]),
        ("Tre (3) elever, 2 stk. elever", ["Tre (3) elever", "2 stk. elever"]),
        ("de to lærlingene, to praksisbrevkandidater", ["to lærlingene"]),
        ("2-3 elever", ["2-3 elever"]),
        ("En gruppe elever, ei klasse elevar", []),
        ("1 000 elever og en lærer", []),
        ("two of them and 3 teachers", ["two of them", "3 teachers"]),
        ("We show this to students, to our learners and to them.", []),
        ("A student learns to work with the apprentices.", []),
        ("Det er viktig å si til dei to: dei lærer", []),
        ("Tolv elever fra Vg2", []),
        ("12 elever, 24 lærlinger", []),
        ("Elever på Vg1 og Vg2", []),
        ("Vg2 elever", []),
        ("Punkt 1.2 elever", []),
    ],
)
def test_few_people_in_a_text_are_warned_of(
    hers: Client, draft: Activity, text: str, found: list[str]
) -> None:
    Activity.objects.filter(pk=draft.pk).update(summary=text, kind="course")
    page = text_of(hers.get(REVIEW))
    assert ("Teksten nevner svært få personer" in page) is bool(found)
    for words in found:
        assert words in page


def test_text_that_everybody_reads_is_warned_of_when_it_is_saved(hers: Client) -> None:
    school = OrganisationFactory()
    ActivityFactory(slug="ute", title="Ute", organisation=school)
    client = browser(person(Role.Kind.COORDINATOR, school))
    form = {"title": "Ute", "kind": "course", "summary": "To elever.", "lang": "nb", "read": 1}
    path = "/aktiviteter/ute/rediger/hva-og-hvorfor/"
    assert "nevner svært få personer: «To elever»" in text_of(client.post(path, form, follow=True))
    draft = {"title": "Tur", "kind": "", "summary": "To elever.", "lang": "nb", "read": 1}
    assert "nevner svært få" not in text_of(hers.post(WHAT, draft, follow=True))
