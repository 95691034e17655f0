"""Who reads and writes an application's text, which says what the leaders said."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from mobility.models import Activity
from network.models import Organisation, Role
from tests.factories import (
    ActivityFactory,
    ApplicationFormFactory,
    ApplicationSectionFactory,
    OrganisationFactory,
)
from tests.mobility.test_application_text import BASE, NEEDS, PAGE, answer, read
from tests.network.test_people_page import browser, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(slug="nes-skole", name="Nes skole")


@pytest.fixture
def hers(school: Organisation) -> Client:
    return browser(person(Role.Kind.COORDINATOR, school, name="Kari"))


@pytest.fixture
def activity(school: Organisation) -> Activity:
    return ActivityFactory(
        slug="tur", summary="Vi drar til Tartu.", organisation=school, published_at=None
    )


@pytest.fixture
def form() -> None:
    form = ApplicationFormFactory(slug="skjema")
    ApplicationSectionFactory(form=form, slug="needs", content="needs")


def test_unknown_form_language_and_section_are_not_found(
    hers: Client, activity: Activity, form: object
) -> None:
    for path in (f"{BASE}annet/nb/", f"{BASE}skjema/de/", f"{PAGE}finnes-ikke/"):
        assert hers.get(path).status_code == 404


def test_reader_at_the_school_reads_and_does_not_write(
    school: Organisation, activity: Activity, form: object
) -> None:
    reader = browser(person(Role.Kind.READER, school, name="Rolf"))
    page = read(reader)
    assert answer(page, "needs") == "Vi drar til Tartu."
    assert not page.select(f"a[href='{NEEDS}'], .lacking a")
    assert reader.get(NEEDS).status_code == 403


def test_nobody_else_reads_what_the_leaders_said(
    activity: Activity, form: object, school: Organisation
) -> None:
    elsewhere = browser(person(Role.Kind.COORDINATOR, OrganisationFactory(), name="Siri"))
    assert elsewhere.get(PAGE).status_code == 404
    Activity.objects.filter(pk=activity.pk).update(published_at=datetime.datetime.now(datetime.UTC))
    assert elsewhere.get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
