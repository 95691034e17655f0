"""Where the points of a measure stand, by their newest reports."""

import datetime

import pytest

from plans.models import Action, Indicator, Measure
from tests.factories import (
    NOW,
    ActionFactory,
    IndicatorFactory,
    MeasureFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
EARLIER = TODAY - datetime.timedelta(days=300)


@pytest.fixture
def measure() -> Measure:
    return MeasureFactory()


def found(measure: Measure) -> Measure:
    return Measure.objects.of(measure.programme).get(pk=measure.pk)


def progress(measure: Measure) -> list[tuple[str, int]]:
    return [(part.status, part.count) for part in found(measure).progress]


def test_points_are_counted_by_their_status_those_without_one_last(measure: Measure) -> None:
    points = ActionFactory.create_batch(4, measure=measure)
    ReportFactory(action=points[0], status="delayed")
    for point in points[1:3]:
        ReportFactory(action=point, status="under_way")
    assert progress(measure) == [("under_way", 2), ("delayed", 1), ("none", 1)]


def test_newest_report_counts_whenever_it_was_written(measure: Measure) -> None:
    point = ActionFactory(measure=measure)
    ReportFactory(action=point, status="done", reported_on=TODAY)
    ReportFactory(action=point, status="delayed", reported_on=EARLIER)
    assert progress(measure) == [("done", 1)]


def test_retired_points_are_not_counted(measure: Measure) -> None:
    ReportFactory(action=ActionFactory(measure=measure, retired_at=NOW))
    assert progress(measure) == []
    assert not found(measure).has_reports


def test_measure_without_reports_says_so(measure: Measure) -> None:
    ActionFactory(measure=measure)
    assert progress(measure) == [("none", 1)]
    assert not found(measure).has_reports
    assert not found(measure).has_demo_reports


def test_one_invented_report_marks_the_measure(measure: Measure) -> None:
    for is_demo in (False, True):
        ReportFactory(action=ActionFactory(measure=measure), is_demo=is_demo)
    assert found(measure).has_demo_reports


def test_point_shows_every_report_newest_first(measure: Measure) -> None:
    point = ActionFactory(measure=measure)
    late = ReportFactory(action=point)
    early = ReportFactory(action=point, reported_on=EARLIER)
    shown = Action.objects.of(measure.programme).for_page().get()
    assert list(shown.reports.all()) == [late, early]
    assert shown.latest_report == late


def test_measure_has_its_own_indicators_before_those_of_its_points(measure: Measure) -> None:
    second, first = (ActionFactory(measure=measure, number=number) for number in (2, 1))
    of_points = [IndicatorFactory(action=point) for point in (second, first)]
    own = IndicatorFactory(measure=measure, position=9)
    IndicatorFactory()
    assert list(Indicator.objects.of_measure(measure)) == [own, *reversed(of_points)]


def test_indicators_are_counted_as_they_are_listed(measure: Measure) -> None:
    other = MeasureFactory(programme=measure.programme)
    IndicatorFactory(measure=measure)
    IndicatorFactory(action=ActionFactory(measure=measure))
    IndicatorFactory(action=ActionFactory(measure=measure, retired_at=NOW))
    IndicatorFactory(action=ActionFactory(measure=other))
    counts = Indicator.objects.counts_by_measure()
    assert counts == {measure.pk: 2, other.pk: 1}
    assert counts == {row.pk: len(Indicator.objects.of_measure(row)) for row in (measure, other)}
