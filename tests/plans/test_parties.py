"""Who does what in a point, under which name."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from plans.models import PoliticalTreatment
from portal.templatetags.portal import named
from tests.factories import (
    ActionFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    TreatmentFactory,
)

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def test_organisation_is_called_what_it_is_called_today() -> None:
    governor = OrganisationFactory(
        name="Statsforvalteren", former_names=["Fylkesmannen i Trøndelag (til 2020)"]
    )
    party = PartyFactory(organisation=governor, name_in_programme="Fylkesmannen i Trøndelag")
    with override("nb"):
        assert named(party) == "Statsforvalteren (tidligere Fylkesmannen i Trøndelag)"


def test_short_name_in_the_programme_is_no_former_name() -> None:
    association = OrganisationFactory(name="Kommunesektorens organisasjon")
    party = PartyFactory(organisation=association, name_in_programme="KS")
    assert named(party) == "Kommunesektorens organisasjon"


def test_organisation_that_is_not_checked_keeps_the_programmes_name() -> None:
    unsure = OrganisationFactory(name="Opplæringskontorene", confidence="low")
    party = PartyFactory(organisation=unsure, name_in_programme="OKIT")
    with override("nb"):
        assert named(party) == "OKIT"


def test_name_in_another_language_says_which() -> None:
    party = PartyFactory(organisation__name="Høgfjell vidaregåande skule")
    party.organisation.name_lang = "nn"
    with override("nb"):
        assert named(party) == '<span lang="nn">Høgfjell vidaregåande skule</span>'


def test_responsible_stand_before_partners() -> None:
    action = ActionFactory()
    partner = PartyFactory(action=action)
    responsible = PartyFactory(action=action, kind="responsible")
    assert list(action.parties.named()) == [responsible, partner]
    assert action.responsible == [responsible]
    assert action.partners == [partner]


def test_treatment_stands_in_the_order_of_its_dates_and_only_where_sure() -> None:
    programme = ProgrammeFactory()
    late = TreatmentFactory(programme=programme)
    early = TreatmentFactory(programme=programme, body="Fylkesutvalget", date_on="2020-02-11")
    unsure = TreatmentFactory(programme=programme, date_on="2020-05-01", confidence="medium")
    TreatmentFactory()
    rows = PoliticalTreatment.objects
    assert list(rows.of(programme, unsure_too=False)) == [early, late]
    assert list(rows.of(programme, unsure_too=True)) == [early, late, unsure]
