"""What a run of the bench says of promises, and of the run before."""

import pytest

from bench.comparing import broken_promises, got_worse
from bench.report import written

FIGURES = {
    "queries": 5,
    "cached_queries": 1,
    "cold": 10.0,
    "cold_ms": 20.0,
    "cached": 1.2,
    "cold_rate": 0.1,
    "cached_rate": 0.8,
    "html": 30_000,
    "first": 40_000,
    "second": 600,
    "is_cached": True,
}


CHAINS = {"up": {"nodes": 9, "queries": 1, "ms": 4.0, "cold": 2.0}}


def results(**pages: dict[str, dict[str, float]]) -> dict:
    """Results of pages from what is unusual in each at a size, e.g. `front={"1": {}}`."""
    return {
        "date": "2026-11-02",
        "machine": {"cores": 2, "python": "3.11", "django": "5.2", "postgresql": "18"},
        "bare_ms": 2.0,
        "bare_rate": 900.0,
        "chains": CHAINS,
        "pages": {
            label: {size: {**FIGURES, **unusual} for size, unusual in page.items()}
            for label, page in pages.items()
        },
    }


def broken(found: dict) -> list[str]:
    return [page for pages in broken_promises(found).values() for page in pages]


def test_nothing_is_broken_by_the_usual_page() -> None:
    assert broken(results(front={"1": {}, "100": {"cold": 14.9}})) == []


@pytest.mark.parametrize(
    ("unusual", "said"),
    [
        ({"queries": 6}, "front: 5, 6"),
        ({"queries": 4}, "front: 5, 4"),
        ({"cold": 15.2}, "front: 1.5"),
        ({"html": 101_000}, "front: 101 kB"),
        ({"cached_rate": 0.59}, "front: 0.59"),
    ],
)
def test_a_broken_promise_is_told_with_its_page(unusual: dict[str, float], said: str) -> None:
    assert broken(results(front={"1": {}, "100": unusual})) == [said]


def test_a_page_that_is_not_cached_promises_no_rate() -> None:
    assert broken(results(log_in={"1": {"is_cached": False, "cached_rate": 0.1}})) == []


def test_a_file_may_grow_with_what_it_holds_but_not_ask_more() -> None:
    growing = {"cold": 900.0, "cached_rate": 0.1, "html": 0}
    assert broken(results(plans={"1": {"html": 0}, "100": growing})) == []
    assert broken(results(plans={"1": {"html": 0}, "100": {**growing, "queries": 6}})) == [
        "plans: 5, 6"
    ]


def test_the_table_has_no_html_of_a_file() -> None:
    assert "| plans | – | 40.0 | 0.6 |" in written(results(plans={"1": {"html": 0}}))


@pytest.mark.parametrize(
    ("unusual", "said"),
    [
        ({"queries": 6}, "queries 5 → 6"),
        ({"cached_queries": 2}, "cached_queries 1 → 2"),
        ({"cold": 14.0}, "cold 10.0 → 14.0 times the bare view"),
        ({"cached_rate": 0.5}, "cached_rate 0.80 → 0.50 of the bare view's"),
        ({"first": 42_000}, "first 40000 → 42000 bytes"),
    ],
)
def test_what_got_worse_is_said(unusual: dict[str, float], said: str) -> None:
    assert got_worse(results(front={"1": {}}), results(front={"1": unusual})) == [
        f"front, 1×: {said}"
    ]


@pytest.mark.parametrize(
    "unusual",
    [
        {"cold": 13.0},
        {"cached": 3.0},
        {"cold_ms": 90.0},
        {"cached_rate": 0.6},
        {"first": 40_400},
        {"second": 900},
        {"queries": 4, "cold": 2.0, "html": 1_000},
    ],
)
def test_noise_and_what_got_better_are_not_said(unusual: dict[str, float]) -> None:
    assert got_worse(results(front={"1": {}}), results(front={"1": unusual})) == []


def test_slower_chains_are_said() -> None:
    before, now = results(), results()
    now["chains"] = {"up": {**CHAINS["up"], "queries": 2, "cold": 9.0}}
    assert got_worse(before, now) == [
        "up: queries 1 → 2",
        "up: cold 2.0 → 9.0 times the bare view",
    ]


def test_pages_and_sizes_of_one_run_only_are_not_compared() -> None:
    before = results(front={"1": {}}, gone={"1": {}})
    now = results(front={"10": {"queries": 9}}, new={"1": {"queries": 9}})
    assert got_worse(before, now) == []


def test_the_table_tells_a_figure_once_where_it_is_the_same() -> None:
    text = written(results(front={"1": {}, "100": {"cold": 12.0}}))
    assert "| front | 5 | 10.0 · 12.0 | 1.2 | 20 |" in text
    assert "| front | 30.0 | 40.0 | 0.6 |" in text
    assert "| up | 9 | 1 | 4.0 | 2.0 |" in text
