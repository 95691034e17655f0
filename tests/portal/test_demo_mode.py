"""The invented people are let in only while a local run shows demo data."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from network.models import User
from tests.cast import CAST
from tests.portal.test_accounts import PASSWORD

DEMO_OFF = [{"DEMO": False}, {"LOCAL": False}, {"LOCAL": False, "DEMO": False}]
REAL = "ekte@example.org"


@pytest.fixture(params=DEMO_OFF, ids=str)
def switch_off(request: pytest.FixtureRequest, settings: object) -> object:
    def switch() -> None:
        for name, value in request.param.items():
            setattr(settings, name, value)

    return switch


def log_in(client: Client, email: str) -> object:
    return client.post("/logg-inn/", {"login": email, "password": PASSWORD})


@pytest.mark.parametrize("email", [email for email in CAST.values() if email])
def test_invented_person_is_refused_as_a_wrong_password_is(
    content: None, switch_off: object, email: str
) -> None:
    switch_off()
    client = Client()
    assert "E-postadressen eller passordet er feil" in log_in(client, email).content.decode()
    assert "_auth_user_id" not in client.session


def test_invented_person_who_is_in_is_out_at_the_next_page(
    content: None, switch_off: object
) -> None:
    client = Client()
    log_in(client, CAST["county"])
    assert client.get("/").context["user"].is_authenticated
    switch_off()
    assert not client.get("/").context["user"].is_authenticated


def test_real_person_is_let_in(content: None, switch_off: object) -> None:
    switch_off()
    User.objects.create_user(REAL, PASSWORD, name="Ekte")
    client = Client()
    log_in(client, REAL)
    assert client.get("/").context["user"].is_authenticated


def complaints() -> list[str]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [complaint.id for complaint in found if complaint.is_serious()]


def test_production_complains_of_invented_people(content: None, settings: object) -> None:
    assert complaints() == []
    settings.LOCAL = False
    assert complaints() == ["portal.E003"]


@pytest.mark.django_db
def test_production_without_them_has_no_complaint(settings: object) -> None:
    settings.LOCAL = False
    User.objects.create_user(REAL, PASSWORD, name="Ekte")
    assert complaints() == []


def test_a_database_without_tables_has_none_of_them(
    django_db_setup: None, django_db_blocker: object, databases: object, settings: object
) -> None:
    settings.LOCAL = False
    with django_db_blocker.unblock(), databases.connected("template1"):
        assert "portal.E003" not in complaints()


@pytest.mark.django_db
def test_demo_data_are_not_loaded_where_nobody_would_see_them(switch_off: object) -> None:
    switch_off()
    with pytest.raises(CommandError, match="local run"):
        call_command("load_demo_data")
