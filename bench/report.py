"""The results as a table for people."""

from collections.abc import Iterable
from typing import Any

from bench.comparing import Results, broken_promises, growth, sizes_of

LEGEND = """\
Written by `make bench`; `bench/results.json` has the same figures. Every page is asked for by a
visitor in Bokmål.

- **Size**: 1× is the reference and demo data with 40 generated schools and offices beside them; the
  other sizes hold as many copies of all of it, schools, documents, points and activities alike.
  Every activity has as many anchors as before. *The hub* is one European document that every
  generated plan rests on, and one point that every fourth rests on: they grow with the schools.
- **Cold** is without the cache of pages, **cached** with it. Both are told as so many times *the
  bare view*: a plain Django view that renders a template of 25 rows without a database, asked in
  turn with the page in the same run.
- What is worked out from all content, such as who reaches what, is kept in memory until some of
  it changes. Cold pages find it there; the first one after a change does not, and takes longer.
- Files to take away hold all that is asked for and grow with it. They are measured, but only their
  queries are promised.
- **Rate** is answers a second under two workers, each asked over as many connections, as a share of
  the bare view's. A page with a form of its own for each visitor is not cached, and promises none.
- **First** and **second** are the bytes of a visit, compressed and with headers: the page with the
  files that it links to, then the page again with what a browser asks when it has been here before.
"""
MEASURED = """\
Measured {date} on {cores} cores with Python {python}, Django {django} and PostgreSQL {postgresql}.
The bare view took {bare_ms:.1f} ms and gave {bare_rate:.0f} answers a second.
"""
CHAINS = """\
## Chains among a million anchors

260,000 documents that rest on each other a million times, asked by a visitor's own queries.
"""


def kilobytes(count: int) -> str:
    return f"{count / 1000:.1f}"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(headings), *map(list, rows)]
    rule = ["---", *["--:"] * (len(lines[0]) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rule, *lines[1:]])


def each(page: dict[str, Any], sizes: Iterable[str], name: str, form: str = "{}") -> str:
    """A figure at every size; once where it is the same."""
    figures = [form.format(page[size][name]) if size in page else "–" for size in sizes]
    return figures[0] if len(set(figures)) == 1 else " · ".join(figures)


def times(results: Results) -> str:
    sizes = sizes_of(results)
    told = " · ".join(f"{size}×" for size in sizes)
    headings = [
        f"page ({told})",
        "queries",
        "cold, × bare",
        "largest ÷ smallest",
        "cold, ms",
        "rate cold",
        "queries cached",
        "cached, × bare",
        "rate cached",
    ]
    rows = []
    for label, page in results["pages"].items():
        grown = growth(page)
        rows.append(
            [
                label,
                each(page, sizes, "queries"),
                each(page, sizes, "cold", "{:.1f}"),
                f"{grown:.1f}" if grown else "–",
                each(page, sizes, "cold_ms", "{:.0f}"),
                each(page, sizes, "cold_rate", "{:.3f}"),
                each(page, sizes, "cached_queries"),
                each(page, sizes, "cached", "{:.1f}"),
                each(page, sizes, "cached_rate", "{:.2f}"),
            ]
        )
    return table(headings, rows)


def html_of(found: dict[str, Any]) -> str:
    return kilobytes(found["html"]) if found["html"] else "–"


def weights(results: Results) -> str:
    sizes = sizes_of(results)
    largest = sizes[-1]
    rows = [
        [
            label,
            html_of(page[largest]),
            *(kilobytes(page[largest][name]) for name in ("first", "second")),
        ]
        for label, page in results["pages"].items()
        if largest in page
    ]
    return table([f"page at {largest}×, kB", "HTML", "first visit", "second visit"], rows)


def chains(results: Results) -> str:
    rows = [
        [
            label,
            f"{found['nodes']}",
            f"{found['queries']}",
            f"{found['ms']:.1f}",
            f"{found['cold']:.1f}",
        ]
        for label, found in results["chains"].items()
    ]
    return table(["question", "nodes", "queries", "ms", "× bare"], rows)


def promises(results: Results) -> str:
    parts = []
    for promise, pages in broken_promises(results).items():
        verdict = "kept." if not pages else f"broken by {len(pages)}:"
        parts.append("\n".join([f"- {promise}: {verdict}", *(f"  - {page}" for page in pages)]))
    return "\n".join(parts)


def written(results: Results) -> str:
    return "\n".join(
        [
            "# How fast the portal is",
            "",
            LEGEND,
            MEASURED.format(**results["machine"], **results),
            "## Promises",
            "",
            promises(results),
            "",
            "## Time",
            "",
            times(results),
            "",
            "## Weight",
            "",
            weights(results),
            "",
            CHAINS,
            chains(results),
            "",
        ]
    )
