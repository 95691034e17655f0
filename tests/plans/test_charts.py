"""The columns of an indicator's chart, whatever its numbers are."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plans.charts import LABEL, PLOT, Chart, Figure, column_chart

NUMBERS = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)
FIGURES = st.builds(Figure, st.integers(1990, 2040), NUMBERS)


def figures(**years: int) -> list[Figure]:
    return [Figure(int(year.removeprefix("y")), Decimal(value)) for year, value in years.items()]


def drawn(chart: Chart) -> list[tuple[str, int, Decimal | None]]:
    return [(column.kind, column.year, column.value) for column in chart.columns]


def test_baseline_values_and_target_stand_in_their_years() -> None:
    [start, goal] = figures(y2022=2, y2026=6)
    chart = column_chart(baseline=start, values=figures(y2024=5, y2023=4), target=goal)
    assert drawn(chart) == [
        ("baseline", 2022, 2),
        ("value", 2023, 4),
        ("value", 2024, 5),
        ("value", 2025, None),
        ("target", 2026, 6),
    ]
    assert chart.kinds == ["baseline", "value", "target"]


def test_year_without_a_value_keeps_its_place() -> None:
    chart = column_chart(baseline=None, values=figures(y2022=1, y2024=3), target=None)
    assert drawn(chart) == [("value", 2022, 1), ("value", 2023, None), ("value", 2024, 3)]
    assert chart.columns[1].height == 0


def test_baseline_and_value_of_one_year_stand_side_by_side() -> None:
    [start] = figures(y2023=2)
    chart = column_chart(baseline=start, values=figures(y2023=4), target=None)
    assert drawn(chart) == [("baseline", 2023, 2), ("value", 2023, 4)]


def test_years_far_apart_are_drawn_side_by_side() -> None:
    chart = column_chart(baseline=None, values=figures(y1990=1, y2024=3), target=None)
    assert [column.year for column in chart.columns] == [1990, 2024]


def test_heights_are_as_the_numbers() -> None:
    chart = column_chart(baseline=None, values=figures(y2023=5, y2024=10), target=None)
    assert [column.height for column in chart.columns] == [PLOT // 2, PLOT]
    assert {column.top + column.height for column in chart.columns} == {chart.zero}


def test_target_is_a_line_across() -> None:
    [goal] = figures(y2026=20)
    chart = column_chart(baseline=None, values=figures(y2024=10), target=goal)
    assert chart.target == chart.columns[-1].top == LABEL


def test_negative_numbers_hang_below_zero() -> None:
    chart = column_chart(baseline=None, values=figures(y2023=-5, y2024=5), target=None)
    assert chart.zero == LABEL + PLOT // 2
    assert [column.top for column in chart.columns] == [chart.zero, LABEL]


def test_nothing_known_gives_no_chart() -> None:
    assert column_chart(baseline=None, values=[], target=None) is None
    assert Figure.of(None, Decimal(3)) is None
    assert Figure.of(2024, None) is None


def test_zero_is_a_number() -> None:
    chart = column_chart(baseline=None, values=figures(y2024=0), target=None)
    assert drawn(chart) == [("value", 2024, 0)]
    assert chart.columns[0].height == 0


@given(
    baseline=st.none() | FIGURES,
    values=st.lists(FIGURES, max_size=15, unique_by=lambda figure: figure.year),
    target=st.none() | FIGURES,
)
def test_every_number_is_drawn_once_and_inside(
    baseline: Figure | None, values: list[Figure], target: Figure | None
) -> None:
    chart = column_chart(baseline=baseline, values=values, target=target)
    given_ones = [figure for figure in (baseline, *values, target) if figure]
    if chart is None:
        assert not given_ones
        return
    shown = [column for column in chart.columns if column.value is not None]
    assert sorted((column.year, column.value) for column in shown) == sorted(
        (figure.year, figure.value) for figure in given_ones
    )
    for column in chart.columns:
        assert 0 <= column.left < column.left + column.width <= chart.width
        assert LABEL <= column.top <= column.top + column.height <= LABEL + PLOT
        assert chart.zero in (column.top, column.top + column.height)
