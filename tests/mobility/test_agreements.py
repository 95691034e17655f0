"""A coordinator adds an agreement, says with whom, publishes it, and is told before it runs out."""

import datetime
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from mobility.agreements import remove_party
from mobility.models import Accreditation, Partnership, Party
from network.choices import RoleKind
from network.models import Organisation
from tests.agreement_factories import (
    AccreditationFactory,
    AccreditationMemberFactory,
    AgreementPartyFactory,
    PartnershipFactory,
)
from tests.factories import (
    DocumentFactory,
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


def stranger() -> Client:
    client = Client()
    client.force_login(RoleFactory(kind=RoleKind.COORDINATOR).user)
    return client


def send(client: Client, address: str, **values: Any) -> HttpResponse:
    """The form of a page as it stands there, with some fields changed."""
    form = soup_of(client, address).select_one("main form.form[action]")
    sent = {
        field["name"]: field.get("value", "on" if field.get("type") == "checkbox" else "")
        for field in form.select("input[name]")
        if field.get("type") != "checkbox" or field.has_attr("checked")
    }
    for area in form.select("textarea"):
        sent[area["name"]] = area.get_text().removeprefix("\n")
    for choice in form.select("select"):
        chosen = choice.select_one("option[selected]")
        sent[choice["name"]] = chosen["value"] if chosen else ""
    return client.post(address, sent | values)


def errors(response: HttpResponse) -> str:
    return " ".join(response.context["form"].errors.as_text().split())


def test_agreement_is_begun_given_parties_and_published(kari: Client, school: Organisation) -> None:
    begun = send(kari, "/samarbeid/ny/", title="Utveksling med Rouen", kind="exchange")
    assert begun["Location"] == "/samarbeid/utveksling-med-rouen/rediger/"
    edited = send(
        kari,
        begun["Location"],
        about="Elever reiser begge veier.",
        approval="approved",
        approved_from="2026-08-01",
        approved_to="2029-07-31",
        next="on",
    )
    assert edited["Location"] == "/samarbeid/utveksling-med-rouen/parter/"
    send(kari, edited["Location"], name="Lycée", place="Rouen", country="FR")
    other = OrganisationFactory(name="Naboskolen")
    send(kari, edited["Location"], organisation=str(other.pk))
    agreement = Partnership.objects.get()
    assert (agreement.organisation, agreement.published_at) == (school, None)
    assert [(str(party), party.country) for party in agreement.parties.all()] == [
        ("Lycée", "FR"), ("Naboskolen", "NO"),
    ]  # fmt: skip
    page = agreement.get_absolute_url()
    assert Client().get(page).status_code == stranger().get(page).status_code == 404
    kari.post(f"{page}vis/", {"read": Partnership.objects.get().version, "publish": "on"})
    text = " ".join(soup_of(Client(), page).main.get_text().split())
    for said in ("Vår skole", "Lycée", "Rouen, Frankrike", "Naboskolen", "Godkjent"):
        assert said in text


def test_same_form_sent_twice_adds_one(kari: Client) -> None:
    values = {"title": "Avtale", "kind": "cooperation", "lang": "nb", "submission": uuid.uuid4()}
    first, second = (kari.post("/samarbeid/ny/", values) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Partnership.objects.count() == 1
    party = {"name": "Kuusi", "country": "FI", "submission": uuid.uuid4()}
    for _ in range(2):
        kari.post("/samarbeid/avtale/parter/", party)
    assert Party.objects.count() == 1


def test_two_agreements_of_one_name_have_two_addresses(kari: Client) -> None:
    for _ in range(2):
        send(kari, "/samarbeid/ny/", title="Akkrediteringer", kind="cooperation")
    assert set(Partnership.objects.values_list("slug", flat=True)) == {
        "akkrediteringer-2", "akkrediteringer-3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"approval": "applied"}, "Bare utvekslingssamarbeid på Vg2"),
        ({"kind": "exchange", "approval": "approved"}, "Skriv fra når samarbeidet er godkjent."),
        (
            {"starts_on": "2026-02-01", "ends_on": "2026-01-01"},
            "Siste dag kan ikke komme før den første",
        ),
        ({"title": ""}, "Skriv hva avtalen heter."),
        ({"approved_to": "2026-01-01"}, "Tøm datoen, eller velg"),
        ({"about": "Ring 01010750160"}, "fødselsnummer"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(
    kari: Client, school: Organisation, values: dict[str, str], said: str
) -> None:
    agreement = PartnershipFactory(organisation=school, title="Før")
    address = f"{agreement.get_absolute_url()}rediger/"
    answer = send(kari, address, contact_role="Koordinator", **values)
    assert said in errors(answer)
    assert 'value="Koordinator"' in answer.text
    assert Partnership.objects.get().title == "Før"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Velg fra listen, eller skriv navnet under."),
        ({"name": "Kuusi"}, "Velg landet"),
        ({"name": "Kuusi", "country": "XX"}, "XX er ikke et av de tilgjengelige valgene"),
        (
            {"name": "Kuusi", "country": "FI", "joined_on": "2026-02-01", "left_on": "2026-01-01"},
            "kan ikke gå ut før",
        ),
    ],
)
def test_party_that_cannot_be_is_refused_with_the_reason(
    kari: Client, school: Organisation, values: dict[str, str], said: str
) -> None:
    agreement = PartnershipFactory(organisation=school)
    answer = send(kari, f"{agreement.get_absolute_url()}parter/", **values)
    assert said in errors(answer)
    assert not Party.objects.exists()


def test_party_chosen_and_named_at_once_is_refused(kari: Client, school: Organisation) -> None:
    other, agreement = OrganisationFactory(), PartnershipFactory(organisation=school)
    address = f"{agreement.get_absolute_url()}parter/"
    answer = send(kari, address, organisation=str(other.pk), name="Kuusi", country="FI")
    assert "ikke begge deler" in errors(answer)


def test_member_that_leaves_gets_a_last_day_and_stays(kari: Client, school: Organisation) -> None:
    party = AccreditationMemberFactory(agreement__organisation=school, joined_on="2025-01-01")
    address = f"{party.agreement.get_absolute_url()}parter/{party.pk}/"
    send(kari, address, left_on="2026-06-30")
    party.refresh_from_db()
    assert party.left_on == datetime.date(2026, 6, 30)


def test_party_that_was_never_one_is_removed(kari: Client, school: Organisation) -> None:
    party = AgreementPartyFactory(agreement__organisation=school)
    address = f"{party.agreement.get_absolute_url()}parter/{party.pk}/"
    send(kari, address, remove="on")
    assert not Party.objects.exists()


def test_party_changed_by_two_is_asked_of_the_second_again_and_nothing_is_lost(
    kari: Client, school: Organisation
) -> None:
    party = AgreementPartyFactory(agreement__organisation=school, name="Før")
    address = f"{party.agreement.get_absolute_url()}parter/{party.pk}/"
    values = {"name": "Etter", "country": "FI", "read": party.version}
    kari.post(address, values | {"name": "Første"})
    answer = kari.post(address, values | {"name": "Andre", "place": "Oulu"})
    party.refresh_from_db()
    assert party.name == "Første"
    page = BeautifulSoup(answer.content, "lxml")
    assert "Første" in page.select_one(".ds-alert[data-color=warning]").get_text()
    assert page.select_one("[name=name]")["value"] == "Andre"
    assert page.select_one("[name=place]")["value"] == "Oulu"
    send_again = {row["name"]: row.get("value", "") for row in page.select("form.form input[name]")}
    kari.post(address, send_again | {"country": "FI"})
    party.refresh_from_db()
    assert (party.name, party.place) == ("Andre", "Oulu")


def test_change_of_the_agreement_does_not_stand_in_the_way_of_a_partys(
    kari: Client, school: Organisation
) -> None:
    party = AgreementPartyFactory(agreement__organisation=school, name="Før")
    page = party.agreement.get_absolute_url()
    values = {"name": "Etter", "country": "FI", "read": party.version}
    send(kari, f"{page}rediger/", about="Nytt")
    kari.post(f"{page}parter/{party.pk}/", values)
    party.refresh_from_db()
    assert party.name == "Etter"


def test_one_cannot_be_a_party_twice_but_can_come_back(kari: Client, school: Organisation) -> None:
    other = OrganisationFactory()
    agreement = PartnershipFactory(organisation=school)
    address = f"{agreement.get_absolute_url()}parter/"
    send(kari, address, organisation=str(other.pk))
    again = send(kari, address, organisation=str(other.pk))
    assert "Den er med fra før." in errors(again)
    Party.objects.update(left_on="2025-01-01")
    send(kari, address, organisation=str(other.pk))
    assert Party.objects.count() == 2


def test_another_party_in_a_form_sent_before_is_not_lost(
    kari: Client, school: Organisation
) -> None:
    first, second = (PartnershipFactory(organisation=school) for _ in range(2))
    values = {"name": "Kuusi", "country": "FI", "submission": uuid.uuid4()}
    kari.post(f"{first.get_absolute_url()}parter/", values)
    for agreement, name in ((first, "Lind"), (second, "Kuusi")):
        answer = kari.post(f"{agreement.get_absolute_url()}parter/", values | {"name": name})
        assert "Skjemaet er sendt før med noe annet i." in errors(answer)
        number = answer.context["form"].data["submission"]
        again = values | {"name": name, "submission": number}
        kari.post(f"{agreement.get_absolute_url()}parter/", again)
    assert [str(party) for party in Party.objects.order_by("pk")] == ["Kuusi", "Lind", "Kuusi"]


def test_two_clicks_on_remove_are_no_fault(school: Organisation) -> None:
    party = AgreementPartyFactory(agreement__organisation=school)
    for _ in range(2):
        remove_party(party, version=1)
    assert not Party.objects.exists()


def test_one_who_leaves_later_is_a_party_still(kari: Client, school: Organisation) -> None:
    other, agreement = OrganisationFactory(), PartnershipFactory(organisation=school)
    address = f"{agreement.get_absolute_url()}parter/"
    leaves = str(timezone.localdate() + datetime.timedelta(days=30))
    send(kari, address, organisation=str(other.pk), left_on=leaves)
    again = send(kari, address, organisation=str(other.pk))
    assert "Den er med fra før." in errors(again)


def test_countys_accreditation_has_a_plan_of_the_region() -> None:
    role = RoleFactory(county=True, user__is_demo=True)
    client = Client()
    client.force_login(role.user)
    plan = DocumentFactory(level="regional")
    own = AccreditationFactory(organisation=role.organisation)
    page = soup_of(client, f"{own.get_absolute_url()}rediger/")
    values = [option["value"] for option in page.select("[name=plan] option")]
    assert values == ["", str(plan.pk)]


def test_two_who_write_in_different_fields_are_both_kept(
    kari: Client, school: Organisation
) -> None:
    agreement = PartnershipFactory(organisation=school, title="Avtale")
    address = f"{agreement.get_absolute_url()}rediger/"
    base = {"title": "Avtale", "kind": "cooperation", "lang": "nb", "read": agreement.version}
    kari.post(address, base | {"about": "Vi besøker hverandre."})
    kari.post(address, base | {"contact_role": "Koordinator"})
    agreement.refresh_from_db()
    assert (agreement.about, agreement.contact_role) == ("Vi besøker hverandre.", "Koordinator")


def test_published_agreement_is_taken_back_before_it_is_deleted(
    kari: Client, school: Organisation
) -> None:
    agreement = PartnershipFactory(organisation=school)
    page = agreement.get_absolute_url()
    assert kari.post(f"{page}slett/", {"read": 1})["Location"] == f"{page}rediger/"
    kari.post(f"{page}vis/", {"read": 1})
    kari.post(f"{page}slett/", {"read": 2})
    assert not Partnership.objects.exists()


def test_accreditation_is_added_with_its_code_and_its_plan(
    kari: Client, school: Organisation
) -> None:
    plan = DocumentFactory(plan=True, organisation=school, title="Erasmus-plan")
    foreign = DocumentFactory(plan=True)
    begun = send(kari, "/samarbeid/akkrediteringer/ny/", field="vet", is_consortium="on")
    assert begun["Location"] == "/samarbeid/akkrediteringer/var-skole-vet/rediger/"
    wrong = send(kari, begun["Location"], code="KA120", plan=str(foreign.pk))
    assert "Koden ser slik ut" in errors(wrong)
    assert "plan" in wrong.context["form"].errors
    code = "2023-1-no01-ka120-vet-000123456"
    send(kari, begun["Location"], code=code, plan=str(plan.pk))
    found = Accreditation.objects.get()
    assert (found.code, found.plan, found.is_consortium) == (code.upper(), plan, True)


def test_code_that_another_has_published_is_refused_and_a_drafts_is_not_told_of(
    kari: Client, school: Organisation
) -> None:
    code = "2023-1-NO01-KA120-VET-000123456"
    other = AccreditationFactory(code=code, published_at=None)
    own = AccreditationFactory(organisation=school)
    address = f"{own.get_absolute_url()}rediger/"
    assert send(kari, address, code=code).status_code == 302
    other.published_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    Accreditation.objects.filter(pk=own.pk).update(published_at=None)
    other.save()
    own.refresh_from_db()
    shown = f"{own.get_absolute_url()}vis/"
    answer = kari.post(shown, {"read": own.version, "publish": "on"}, follow=True)
    assert "En annen akkreditering med denne koden er publisert." in answer.text
    own.refresh_from_db()
    assert own.published_at is None


def test_two_who_choose_another_plan_and_another_code_are_both_kept(
    kari: Client, school: Organisation
) -> None:
    first, second = (DocumentFactory(plan=True, organisation=school) for _ in range(2))
    own = AccreditationFactory(organisation=school, plan=first)
    address = f"{own.get_absolute_url()}rediger/"
    base = {"field": "vet", "plan": first.pk, "read": own.version}
    kari.post(address, base | {"code": "2023-1-NO01-KA120-VET-000123456"})
    kari.post(address, base | {"plan": second.pk})
    own.refresh_from_db()
    assert (own.code[-3:], own.plan) == ("456", second)


def test_plan_that_is_a_draft_is_not_told_of(school: Organisation) -> None:
    plan = DocumentFactory(plan=True, organisation=school, published_at=None, title="Hemmelig")
    found = AccreditationFactory(organisation=school, plan=plan)
    text = Client().get(found.get_absolute_url()).text
    assert "Hemmelig" not in text


def test_nobody_changes_what_is_anothers(school: Organisation) -> None:
    agreement = PartnershipFactory(organisation=school)
    client, page = stranger(), agreement.get_absolute_url()
    for ending in ("rediger/", "parter/", "slett/"):
        assert client.get(page + ending).status_code == 403
    assert client.post(f"{page}vis/", {"read": 1}).status_code == 403
    agreement.refresh_from_db()
    assert agreement.published_at


def test_control_signs_are_left_out_of_what_is_written(kari: Client, school: Organisation) -> None:
    send(kari, "/samarbeid/ny/", title="Avtale\x01 med\x0b Oulu", kind="cooperation")
    assert Partnership.objects.get().title == "Avtale med Oulu"
