"""What PostgreSQL refuses of treatment, parties, reports and indicators."""

import pytest

from tests.factories import (
    ActionFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MeasureFactory,
    PartyFactory,
    ReportFactory,
    TreatmentFactory,
)
from tests.raw import change, delete, foreign_key, insert, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("confidence", ["medium", "low"])
def test_nothing_unsure_is_a_decision(confidence: str) -> None:
    treatment = TreatmentFactory(confidence=confidence)
    with refused("treatment_decision_is_confirmed"):
        change(treatment, role="decision")


def test_decision_does_not_become_unsure() -> None:
    treatment = TreatmentFactory(role="decision")
    with refused("treatment_decision_is_confirmed"):
        change(treatment, confidence="medium")


def test_body_treats_a_programme_once_a_day() -> None:
    treatment = TreatmentFactory()
    with refused("treatment_once"):
        insert(TreatmentFactory.build(programme=treatment.programme))


def test_organisation_stands_once_at_a_point() -> None:
    party = PartyFactory()
    with refused("party_once_a_point"):
        insert(
            PartyFactory.build(
                action=party.action, organisation=party.organisation, kind="responsible"
            )
        )


def test_party_is_kept_in_the_network() -> None:
    party = PartyFactory()
    with refused(foreign_key(party, "organisation")):
        delete(party.organisation)


def test_point_has_one_report_a_day() -> None:
    report = ReportFactory()
    with refused("report_once_a_day"):
        insert(ReportFactory.build(action=report.action, status="done"))


def test_dropped_point_has_a_reason() -> None:
    with refused("report_dropped_with_a_reason"):
        insert(ReportFactory.build(action=ActionFactory(), status="dropped", text_nb=""))


def test_indicator_belongs_to_a_measure_or_a_point() -> None:
    indicator = IndicatorFactory()
    with refused("indicator_of_a_measure_or_a_point"):
        change(indicator, measure_id=None)
    with refused("indicator_of_a_measure_or_a_point"):
        change(indicator, action_id=ActionFactory(measure=MeasureFactory()).pk)


@pytest.mark.parametrize("name", ["baseline", "target"])
def test_number_has_a_year_and_a_year_a_number(name: str) -> None:
    indicator = IndicatorFactory()
    with refused(f"indicator_{name}_has_a_year"):
        change(indicator, **{name: 3})
    with refused(f"indicator_{name}_has_a_year"):
        change(indicator, **{f"{name}_year": 2026})
    change(indicator, **{name: 3, f"{name}_year": 2026})


def test_indicator_has_a_name() -> None:
    with refused("indicator_has_a_name"):
        change(IndicatorFactory(), name_nb="")


def test_year_has_one_value() -> None:
    value = IndicatorValueFactory()
    with refused("indicator_value_once_a_year"):
        insert(IndicatorValueFactory.build(indicator=value.indicator, year=value.year))
