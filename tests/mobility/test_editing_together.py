"""Two who work on the same step: nothing that either has written is lost."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mobility.models import Activity
from network.models import Organisation, Role, User
from tests.factories import ActivityFactory, OrganisationFactory, ThemeFactory
from tests.network.test_people_page import browser, person, text_of

pytestmark = pytest.mark.django_db

KIND = Role.Kind


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def kari(school: Organisation) -> User:
    return person(KIND.COORDINATOR, school, name="Kari")


@pytest.fixture
def hers(kari: User) -> Client:
    return browser(kari)


@pytest.fixture
def draft(school: Organisation) -> Activity:
    return ActivityFactory(slug="tur", title="Tur", kind="", organisation=school, published_at=None)


WHAT, WHOM = "/aktiviteter/tur/rediger/hva-og-hvorfor/", "/aktiviteter/tur/rediger/med-hvem-og-nar/"


def what(read: int = 1, **more: object) -> dict[str, object]:
    return {"title": "Tur", "kind": "", "summary": "", "lang": "nb", "read": read, **more}


def with_whom(read: int = 1, **more: object) -> dict[str, object]:
    return {"status": "idea", "read": read, **more}


def test_who_saves_second_sees_what_the_first_wrote_and_loses_nothing(
    hers: Client, draft: Activity
) -> None:
    hers.post(WHAT, what(title="Den første", summary="Felles"))
    response = hers.post(WHAT, what(title="Den andre", summary="Felles"))
    assert "Noen andre lagret mens du skrev" in text_of(response)
    page = BeautifulSoup(response.content, "lxml")
    assert [row.get_text() for row in page.select(".others dt")] == ["Tittel"]
    assert page.select_one(".others dd").get_text(strip=True) == "Den første"
    assert page.find("input", {"name": "title"})["value"] == "Den andre"
    draft.refresh_from_db()
    assert draft.title == "Den første"
    hers.post(WHAT, what(page.find("input", {"name": "read"})["value"], title="Den andre"))
    draft.refresh_from_db()
    assert draft.title == "Den andre"


def test_two_who_write_in_different_fields_are_both_kept(hers: Client, draft: Activity) -> None:
    hers.post(WHAT, what(summary="Av den første."))
    assert hers.post(WHAT, what(title="Av den andre")).status_code == 302
    draft.refresh_from_db()
    assert (draft.summary, draft.title) == ("Av den første.", "Av den andre")


def test_only_what_both_have_written_in_is_shown_as_the_others(
    hers: Client, draft: Activity
) -> None:
    hers.post(WHAT, what(title="Den første", summary="Av den første."))
    page = BeautifulSoup(hers.post(WHAT, what(title="Den andre")).content, "lxml")
    assert [row.get_text() for row in page.select(".others dt")] == ["Tittel"]
    assert page.find("textarea", {"name": "summary"}).text.strip() == "Av den første."
    hers.post(
        WHAT,
        what(
            page.find("input", {"name": "read"})["value"],
            title="Den andre",
            summary="Av den første.",
        ),
    )
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Den andre", "Av den første.")


def test_days_that_one_has_written_stay_when_the_other_writes_a_place(
    hers: Client, draft: Activity
) -> None:
    hers.post(WHOM, with_whom(starts_on="2027-03-01"))
    assert hers.post(WHOM, with_whom(place="Tartu")).status_code == 302
    draft.refresh_from_db()
    assert (str(draft.starts_on), draft.place) == ("2027-03-01", "Tartu")


def test_row_that_was_only_given_to_somebody_else_is_no_conflict(
    hers: Client, draft: Activity
) -> None:
    Activity.objects.filter(pk=draft.pk).update(responsible=None, version=2)
    assert hers.post(WHAT, what(title="Ny tittel")).status_code == 302


def test_same_step_sent_twice_is_no_conflict(hers: Client, draft: Activity) -> None:
    theme = ThemeFactory()
    form = what(title="Ny tittel", themes=[theme.pk])
    assert [hers.post(WHAT, form).status_code for _ in range(2)] == [302, 302]
    draft.refresh_from_db()
    assert draft.version == 2


def test_another_step_saved_meanwhile_stays_as_it_was_saved(hers: Client, draft: Activity) -> None:
    hers.post(WHOM, with_whom(place="Tartu"))
    assert hers.post(WHAT, what(title="Ny tittel")).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.place) == ("Ny tittel", "Tartu")
