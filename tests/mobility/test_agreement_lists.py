"""Where agreements are found: lists, files, a school's page, and Min side before they run out."""

import datetime
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mobility.models import Accreditation, AccreditationMember, Party
from network.choices import RoleKind
from network.models import Organisation
from network.ownership import SOON
from tests.agreement_factories import (
    AccreditationFactory,
    AccreditationMemberFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    RoleFactory,
)
from tests.portal.test_coverage_pages import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Organisation:
    return OrganisationFactory(name="Vår skole", slug="var")


@pytest.fixture
def kari(school: Organisation) -> Client:
    client = Client()
    client.force_login(RoleFactory(organisation=school, kind=RoleKind.COORDINATOR).user)
    return client


def titles(query: str, client: Client | None = None) -> list[str]:
    rows = soup_of(client or Client(), f"/samarbeid/?{query}").select(".docs h3")
    return [row.get_text(strip=True) for row in rows]


def test_agreements_are_chosen_by_kind_country_and_whom_they_concern(school: Organisation) -> None:
    own = PartnershipFactory(organisation=school, title="Egen", kind="exchange")
    AgreementPartyFactory(agreement=own, country="FR")
    with_us = PartnershipFactory(title="Med oss", kind="consortium")
    AgreementPartyFactory(agreement=with_us, organisation=school, name="", country="NO")
    PartnershipFactory(title="Utkast", organisation=school, published_at=None)
    assert titles("slag=exchange") == titles("land=FR") == ["Egen"]
    assert titles("hos=var") == ["Egen", "Med oss"]
    assert titles("") == ["Egen", "Med oss"]


def test_what_has_ended_comes_last_and_is_said(school: Organisation) -> None:
    PartnershipFactory(title="A", ends_on="2020-01-01")
    PartnershipFactory(title="B")
    assert titles("") == ["B", "A"]
    rows = soup_of(Client(), "/samarbeid/").select(".docs > li")
    assert ["gått ut" in row.get_text() for row in rows] == [False, True]


def test_schools_page_shows_what_it_has_and_what_it_is_a_party_of(school: Organisation) -> None:
    PartnershipFactory(organisation=school, title="Egen")
    AgreementPartyFactory(agreement__title="Med oss", organisation=school, name="", country="NO")
    AccreditationMember.objects.create(
        agreement=AccreditationFactory(),
        organisation=school,
        country="NO",
        submission=uuid.uuid4(),
    )
    rows = soup_of(Client(), school.get_absolute_url()).select(".agreements h3")
    assert [row.get_text(strip=True) for row in rows] == [
        "Erasmus-akkreditering: fag- og yrkesopplæring", "Egen", "Med oss",
    ]  # fmt: skip


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def ending(column: str, days: int) -> dict[str, Any]:
    """An agreement with its last day so many days from now."""
    last = in_days(days)
    if column == "approved_to":
        approved = {"kind": "exchange", "approval": "approved", "approved_from": "2020-01-01"}
        return approved | {"approved_to": last}
    return {column: last}


def to_look_after(client: Client) -> list[str]:
    rows = soup_of(client, "/min-side/").select("section:has(#avtaler) h3")
    return [row.get_text(strip=True) for row in rows]


def test_what_ends_first_stands_first_accreditations_too(
    kari: Client, school: Organisation
) -> None:
    PartnershipFactory(organisation=school, title="Rapport", report_due=in_days(-400))
    PartnershipFactory(
        organisation=school, title="To dager", ends_on=in_days(150), report_due=in_days(20)
    )
    AccreditationFactory(organisation=school, ends_on=in_days(10))
    PartnershipFactory(organisation=school, title="Sist", **ending("approved_to", 90))
    assert to_look_after(kari) == [
        "Rapport", "Erasmus-akkreditering: fag- og yrkesopplæring", "To dager", "Sist",
    ]  # fmt: skip


def test_drafts_stand_on_min_side(kari: Client, school: Organisation) -> None:
    PartnershipFactory(organisation=school, title="Utkastet", published_at=None)
    AccreditationFactory(organisation=school, published_at=None)
    PartnershipFactory(published_at=None)
    rows = soup_of(kari, "/min-side/").select("section:has(#avtaleutkast) h3")
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("days", "is_told"), [(30, True), (-30, True), (SOON.days + 1, False), (-SOON.days - 1, False)]
)
@pytest.mark.parametrize("column", ["ends_on", "approved_to"])
def test_min_side_tells_of_what_has_its_last_day_within_half_a_year(
    kari: Client, school: Organisation, column: str, days: int, is_told: bool
) -> None:
    PartnershipFactory(organisation=school, title="Avtalen", **ending(column, days))
    PartnershipFactory(title="Andres", **ending(column, days))
    assert to_look_after(kari) == (["Avtalen"] if is_told else [])


def test_one_that_has_left_is_no_party_any_more(school: Organisation) -> None:
    party = AgreementPartyFactory(
        agreement__title="Med oss", organisation=school, name="", country="NO"
    )
    assert titles("hos=var") == ["Med oss"]
    Party.objects.update(left_on=in_days(-1))
    assert titles("hos=var") == titles("land=NO&slag=consortium") == []
    assert [row["parties"] for row in rows_in("json")] == [None]
    row = soup_of(Client(), party.agreement.get_absolute_url()).select_one(".parties li")
    assert "ikke med lenger" in row.get_text()


def test_colleague_sees_that_a_draft_is_one(school: Organisation) -> None:
    client = Client()
    role = RoleFactory(organisation=school, kind=RoleKind.COLLEAGUE)
    client.force_login(role.user)
    draft = PartnershipFactory(organisation=school, published_at=None)
    tags = soup_of(client, draft.get_absolute_url()).select("header .tag")
    assert [tag.get_text() for tag in tags] == ["utkast"]


def rows_in(form: str, query: str = "") -> list[dict[str, Any]]:
    content = Client().get(f"/samarbeid/last-ned.{form}?{query}").content
    return json.loads(content)["partnerships"]


def test_files_have_what_is_published_and_chosen_and_a_drafts_country_chooses_nothing(
    school: Organisation,
) -> None:
    own = PartnershipFactory(organisation=school, title="Egen")
    AgreementPartyFactory(agreement=own, name="Lycée", country="FR")
    draft = PartnershipFactory(organisation=school, published_at=None)
    AgreementPartyFactory(agreement=draft, country="JP")
    [row] = rows_in("json")
    assert (row["title"], row["parties"], row["countries"]) == ("Egen", ["Lycée"], ["Frankrike"])
    assert rows_in("json", "land=FR") == [row]
    assert rows_in("json", "land=JP") == []


def test_control_sign_in_a_partys_name_spoils_no_file(school: Organisation) -> None:
    AgreementPartyFactory(agreement__organisation=school, name="Kuusi\x01\x0b")
    for form in ("csv", "xlsx", "json"):
        assert Client().get(f"/samarbeid/last-ned.{form}").status_code == 200


def test_holder_of_a_published_accreditation_is_told_of_ka121(
    kari: Client, school: Organisation
) -> None:
    activity = ActivityFactory(organisation=school)
    address = f"{activity.get_absolute_url()}soknadstekst/"
    own = AccreditationFactory(organisation=school, published_at=None)
    assert "Portalen kjenner ingen akkreditering" in kari.get(address).text
    Accreditation.objects.filter(pk=own.pk).update(published_at=timezone.now())
    assert "Dere er akkreditert, så dere søker" in kari.get(address).text


def test_member_of_an_accredited_consortium_is_told_who_applies(
    kari: Client, school: Organisation
) -> None:
    activity = ActivityFactory(organisation=school)
    address = f"{activity.get_absolute_url()}soknadstekst/"
    member = AccreditationMemberFactory(
        organisation=school, name="", country="NO", agreement__is_consortium=True
    )
    assert "Dere er med i et akkreditert konsortium" in kari.get(address).text
    for change in ({"left_on": in_days(-1)}, {"left_on": None, "joined_on": in_days(1)}):
        AccreditationMember.objects.filter(pk=member.pk).update(**change)
        assert "Portalen kjenner ingen akkreditering" in kari.get(address).text
