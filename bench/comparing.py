"""What a run says: which promises it breaks, and what is worse than in the run before.

Results are plain dictionaries, as they stand in `results.json`:
`{"pages": {label: {size: {"queries": …, "cold": …}}}, "chains": {label: {"queries": …}}}`, times
and rates as ratios to the bare view.
"""

from collections.abc import Iterator
from typing import Any

Results = dict[str, Any]

GROWTH = 1.5
HTML = 100_000
CACHED_RATE = 0.6

# Beyond noise: a ratio that grew by so much of itself, and bytes by so much and so many.
RATIO_NOISE = 0.35
RATIO_STEP = 2.0
BYTES_NOISE = 0.03
BYTES_STEP = 500


def sizes_of(results: Results) -> list[str]:
    found = {size for page in results["pages"].values() for size in page}
    return sorted(found, key=int)


def growth(page: dict[str, Any], name: str = "cold") -> float | None:
    """How many times as long it takes at the largest size as at the smallest."""
    sizes = sorted(page, key=int)
    smallest, largest = page[sizes[0]][name], page[sizes[-1]][name]
    return largest / smallest if len(sizes) > 1 and smallest else None


def is_file(page: dict[str, Any]) -> bool:
    """Whether it is taken away: it holds all that is asked for, and grows with it."""
    return not any(found["html"] for found in page.values())


def broken_promises(results: Results) -> dict[str, list[str]]:
    """Pages that break each promise, with the figure that does; files promise no time."""
    broken: dict[str, list[str]] = {
        "Queries are as many at every size": [],
        f"Cold, the largest size takes at most {GROWTH} times as long as the smallest": [],
        f"No page is over {HTML // 1000} kB of HTML": [],
        f"Cached, at least {CACHED_RATE} of the bare view's answers a second": [],
    }
    queries, times, html, rates = broken.values()
    for label, page in results["pages"].items():
        counts = [page[size]["queries"] for size in sorted(page, key=int)]
        if len(set(counts)) > 1:
            queries.append(f"{label}: {', '.join(map(str, counts))}")
        if is_file(page):
            continue
        grown = growth(page)
        if grown and grown > GROWTH:
            times.append(f"{label}: {grown:.1f}")
        largest = page[max(page, key=int)]
        if largest["html"] > HTML:
            html.append(f"{label}: {largest['html'] / 1000:.0f} kB")
        if largest["is_cached"] and largest["cached_rate"] < CACHED_RATE:
            rates.append(f"{label}: {largest['cached_rate']:.2f}")
    return broken


def got_worse(before: Results, now: Results) -> list[str]:
    """What is worse than before, beyond noise; pages and sizes that both runs have."""
    pages = [
        f"{label}, {size}×: {sentence}"
        for label, page in now["pages"].items()
        for size, found in page.items()
        if (known := before["pages"].get(label, {}).get(size))
        for sentence in worse_figures(known, found)
    ]
    chains = [
        f"{label}: {sentence}"
        for label, found in now["chains"].items()
        if (known := before["chains"].get(label))
        for sentence in (*more_queries(known, found), *slower(known, found))
    ]
    return pages + chains


def worse_figures(known: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    yield from more_queries(known, found)
    yield from slower(known, found)
    for name in ("cold_rate", "cached_rate"):
        if found[name] < known[name] * (1 - RATIO_NOISE):
            yield f"{name} {known[name]:.2f} → {found[name]:.2f} of the bare view's"
    for name in ("html", "first", "second"):
        grown = found[name] - known[name]
        if grown > BYTES_STEP and grown > BYTES_NOISE * known[name]:
            yield f"{name} {known[name]} → {found[name]} bytes"


def more_queries(known: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name in ("queries", "cached_queries"):
        if found.get(name, 0) > known.get(name, 0):
            yield f"{name} {known[name]} → {found[name]}"


def slower(known: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name in ("cold", "cached"):
        grown = found.get(name, 0) - known.get(name, 0)
        if grown > RATIO_STEP and grown > RATIO_NOISE * known[name]:
            yield f"{name} {known[name]:.1f} → {found[name]:.1f} times the bare view"
