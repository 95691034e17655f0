"""What came of an activity is written by its own people and read by everybody once it is shown."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from mobility.models import Activity, ActivityResult
from mobility.result_forms import remove
from network.choices import RoleKind
from plans.models import Aim
from tests.factories import (
    ActivityFactory,
    ActivityResultFactory,
    AimFactory,
    OrganisationFactory,
    RoleFactory,
)
from tests.portal.test_coverage_pages import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory(organisation=OrganisationFactory(), title="Reisen")


@pytest.fixture
def kari(activity: Activity) -> Client:
    client = Client()
    role = RoleFactory(organisation=activity.organisation, kind=RoleKind.COORDINATOR)
    client.force_login(role.user)
    return client


def page_of(activity: Activity) -> str:
    return f"{activity.get_absolute_url()}resultater/"


def written(**more: Any) -> dict[str, Any]:
    """A filled form, without what is not ticked."""
    return {
        "submission": uuid.uuid4(),
        "read": 1,
        "changed": "Elevene snakker mer",
        "for_whom": "elevene på Vg2",
        **more,
    }


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def seen(client: Client, address: str) -> str:
    return " ".join(soup_of(client, address).main.get_text().split())


def test_result_is_written_with_the_aim_it_moved_and_shown(
    kari: Client, activity: Activity
) -> None:
    aim = AimFactory(
        document__plan=True, document__organisation=activity.organisation, text_nb="Mer språk"
    )
    data = written(aim=aim.pk, evidence="Spurte klassen", is_shown="on", names_nobody="on")
    assert kari.post(page_of(activity), data)["Location"] == page_of(activity)
    text = seen(Client(), activity.get_absolute_url())
    for said in ("Elevene snakker mer", "elevene på Vg2", "Spurte klassen", "Mer språk"):
        assert said in text
    assert "Elevene snakker mer" in seen(Client(), "/erfaringer/")


def test_what_is_not_to_be_shown_is_for_its_own_people_and_the_county(
    kari: Client, activity: Activity
) -> None:
    kari.post(page_of(activity), written())
    county, stranger = Client(), Client()
    county.force_login(RoleFactory(county=True, user__is_demo=True).user)
    stranger.force_login(RoleFactory(kind=RoleKind.COORDINATOR).user)
    address = activity.get_absolute_url()
    for client in (kari, county):
        assert "vises bare for dere og fylkeskommunen" in seen(client, address)
    for client in (Client(), stranger):
        assert "Elevene snakker mer" not in seen(client, address)
        assert "Elevene snakker mer" not in seen(client, "/erfaringer/")


def test_result_of_a_draft_is_shown_to_nobody_else(activity: Activity) -> None:
    ActivityResultFactory(activity=activity)
    Activity.objects.update(published_at=None)
    assert "Elevene snakker mer" not in seen(Client(), "/erfaringer/")


def test_nothing_is_shown_without_consent(kari: Client, activity: Activity) -> None:
    answer = kari.post(page_of(activity), written(is_shown="on"))
    assert errors(answer) == {
        "names_nobody": ["Kryss av for dette før resultatet kan vises for alle."]
    }
    assert "Elevene snakker mer" in answer.text
    with pytest.raises(IntegrityError, match="shown_with_consent"), transaction.atomic():
        ActivityResultFactory(activity=activity, names_nobody=False)


@pytest.mark.parametrize("missing", ["changed", "for_whom"])
def test_what_and_for_whom_are_asked_for(kari: Client, activity: Activity, missing: str) -> None:
    answer = kari.post(page_of(activity), written(**{missing: " "}))
    assert set(errors(answer)) == {missing}


def test_anothers_aim_cannot_be_moved(kari: Client, activity: Activity) -> None:
    answer = kari.post(page_of(activity), written(aim=AimFactory().pk))
    assert set(errors(answer)) == {"aim"}


def test_same_form_sent_twice_writes_one(kari: Client, activity: Activity) -> None:
    data = written()
    for _ in range(2):
        kari.post(page_of(activity), data)
    assert ActivityResult.objects.count() == 1


def test_two_who_change_it_are_told_and_nothing_is_lost(kari: Client, activity: Activity) -> None:
    result = ActivityResultFactory(activity=activity, is_shown=False, names_nobody=False)
    address = f"{page_of(activity)}{result.pk}/"
    kari.post(address, written(changed="Først"))
    answer = kari.post(address, written(changed="Så"))
    page = BeautifulSoup(answer.content, "lxml")
    assert "Først" in page.main.get_text()
    assert page.select_one("[name=changed]").get_text().strip() == "Så"
    result.refresh_from_db()
    assert result.changed == "Først"


def test_nobody_consents_to_words_that_somebody_else_wrote_meanwhile(
    kari: Client, activity: Activity
) -> None:
    result = ActivityResultFactory(activity=activity, is_shown=False, names_nobody=False)
    address = f"{page_of(activity)}{result.pk}/"
    kari.post(address, written(changed="Ola Nordmann fikk jobb"))
    consented = written(changed=result.changed, is_shown="on", names_nobody="on")
    answer = kari.post(address, consented)
    assert "Ola Nordmann fikk jobb" in answer.text
    result.refresh_from_db()
    assert not result.is_shown


def test_retired_aim_stays_with_what_moved_it(kari: Client, activity: Activity) -> None:
    aim = AimFactory(document__plan=True, document__organisation=activity.organisation)
    result = ActivityResultFactory(activity=activity, aim=aim)
    Aim.objects.update(retired_at="2026-01-01T12:00Z")
    address = f"{page_of(activity)}{result.pk}/"
    shown = soup_of(kari, address).select_one(f'option[value="{aim.pk}"]')
    assert shown.has_attr("selected")
    kari.post(address, written(aim=aim.pk, changed="Annet"))
    result.refresh_from_db()
    assert (result.aim, result.changed) == (aim, "Annet")


def test_other_text_in_a_form_sent_before_is_not_lost(kari: Client, activity: Activity) -> None:
    data = written()
    kari.post(page_of(activity), data)
    answer = kari.post(page_of(activity), data | {"changed": "Noe mer"})
    assert "Skjemaet er sendt før med noe annet i." in answer.text
    form = BeautifulSoup(answer.content, "lxml").select_one("form.form[action]")
    again = {row["name"]: row["value"] for row in form.select("input[type=hidden]")}
    kari.post(page_of(activity), data | again | {"changed": "Noe mer"})
    assert ActivityResult.objects.count() == 2


def test_two_clicks_on_remove_are_no_fault(kari: Client, activity: Activity) -> None:
    result = ActivityResultFactory(activity=activity)
    remove(result, version=1)
    remove(result, version=1)
    assert not ActivityResult.objects.exists()


def test_result_is_removed_unless_somebody_has_changed_it(kari: Client, activity: Activity) -> None:
    result = ActivityResultFactory(activity=activity)
    address = f"{page_of(activity)}{result.pk}/"
    kari.post(address, {"read": 7, "remove": "on"})
    assert ActivityResult.objects.exists()
    kari.post(address, {"read": 1, "remove": "on"})
    assert not ActivityResult.objects.exists()


def test_few_people_in_a_shown_result_are_warned_of(kari: Client, activity: Activity) -> None:
    data = written(changed="To elever fikk jobb", is_shown="on", names_nobody="on")
    answer = kari.post(page_of(activity), data, follow=True)
    assert "svært få personer: «To elever»" in answer.text
