"""`make bench`: measure every page at every size, write it down, and say what got worse."""

import argparse
import contextlib
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import django

from bench import driver, servers
from bench.comparing import Results, broken_promises, got_worse
from bench.databases import ROOT, Server
from bench.report import written

FOLDER = ROOT / "bench"
SIZES = (1, 10, 100)


def options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--sizes", type=lambda text: [*map(int, text.split(","))], default=SIZES)
    parser.add_argument("--pages", default="", help="only those whose label has this text")
    parser.add_argument("--rounds", type=int, default=11, help="times that a page is timed")
    parser.add_argument("--seconds", type=float, default=0.2, help="that a turn of a rate lasts")
    parser.add_argument("--turns", type=int, default=7, help="that a cached page's rate has")
    parser.add_argument(
        "--no-chains", dest="chains", action="store_false", help="leave the million anchors out"
    )
    parser.add_argument(
        "--strict", action="store_true", help="end with 1 where something got worse beyond noise"
    )
    parser.add_argument(
        "--keep", action="store_true", help="write bench/RESULTS.md although pages are left out"
    )
    return parser.parse_args(arguments)


def answer_of(module: str, *arguments: str, url: str, cached: bool) -> dict[str, dict[str, Any]]:
    """What a module of ours says of a database; Django is woken for one at a time."""
    env = {**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "ERROR", **servers.caching(cached)}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def measured(
    bare: driver.Site, cold: driver.Site, cached: driver.Site, path: str, asked: argparse.Namespace
) -> dict[str, float]:
    """All that is timed or weighed of one page."""
    sites = [(bare, "/"), (cold, path), (cached, path)]
    usual, cold_ms, cached_ms = driver.medians(sites, asked.rounds)
    found = {"cold_ms": cold_ms, "cold": cold_ms / usual, "cached": cached_ms / usual}
    for name, site, turns in (("cold_rate", cold, 1), ("cached_rate", cached, asked.turns)):
        plain, found[name] = driver.rates((bare, "/"), (site, path), asked.seconds, turns)
    weight = driver.visit(cached, path)
    rounded = {name: round(value, 3) for name, value in found.items()}
    return rounded | vars(weight) | {"bare_ms": usual, "bare_rate": plain}


def at_size(server: Server, size: int, bare: driver.Site, asked: argparse.Namespace) -> Results:
    """Every page's figures at one size."""
    url = server.ensure(str(size))
    pages, kept = (
        answer_of("bench.counting", asked.pages, url=url, cached=cached) for cached in (False, True)
    )
    found: Results = {}
    with (
        servers.portal(url, cached=False) as cold,
        servers.portal(url, cached=True) as cached,
        contextlib.closing(driver.Site(cold)) as plain,
        contextlib.closing(driver.Site(cached)) as kept_whole,
    ):
        for label, page in pages.items():
            found[label] = {
                "queries": page["queries"],
                "cached_queries": kept[label]["queries"],
                **measured(bare, plain, kept_whole, page["path"], asked),
            }
            print(f"  {size:>4}× {label:<60}{found[label]['cold_ms']:9.1f} ms", flush=True)
    return found


def collected(server: Server, asked: argparse.Namespace) -> Results:
    pages: dict[str, dict[str, Any]] = {}
    with servers.bare() as port, contextlib.closing(driver.Site(port)) as bare:
        for size in asked.sizes:
            for label, figures in at_size(server, size, bare, asked).items():
                pages.setdefault(label, {})[str(size)] = figures
    every = [figures for page in pages.values() for figures in page.values()]
    usual = {
        name: round(statistics.median(figures.pop(name) for figures in every), 3)
        for name in ("bare_ms", "bare_rate")
    }
    today = datetime.datetime.now(tz=datetime.UTC).date()
    results = {"date": str(today), "machine": machine(server), **usual, "pages": pages}
    return results | {"chains": chains(server, usual["bare_ms"]) if asked.chains else {}}


def chains(server: Server, bare_ms: float) -> dict[str, dict[str, Any]]:
    """What is asked of a million anchors, told as so many times the bare view too."""
    print("  Chains among a million anchors", flush=True)
    found = answer_of("bench.chains", url=server.ensure("graph"), cached=False)
    for figures in found.values():
        figures["cold"] = round(figures["ms"] / bare_ms, 3)
    return found


def machine(server: Server) -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": server.version,
    }


def committed(path: Path) -> Results | None:
    """The results as they are committed; as they lie there where there is no git."""
    shown = ["git", "show", f"HEAD:./{path.relative_to(ROOT)}"]
    with contextlib.suppress(OSError):
        done = subprocess.run(shown, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return dict(json.loads(done.stdout))
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def tell(results: Results, before: Results | None) -> list[str]:
    """Say what is broken and what got worse; gives the latter."""
    for promise, pages in broken_promises(results).items():
        print(f"\n{promise}: {'kept' if not pages else 'broken'}")
        for page in pages:
            print(f"  {page}")
    worse = got_worse(before, results) if before else []
    print(f"\nWorse than the committed table, beyond noise: {len(worse) or 'nothing'}")
    for line in worse:
        print(f"  {line}")
    return worse


def write(results: Results, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "results.json").write_text(f"{text}\n", encoding="utf-8")
    (folder / "RESULTS.md").write_text(written(results), encoding="utf-8")
    print(f"\nWritten to {folder.relative_to(ROOT)}/RESULTS.md")


def main(arguments: Sequence[str], env: Mapping[str, str] = os.environ) -> int:
    asked = options(arguments)
    before = committed(FOLDER / "results.json")
    results = collected(Server(env["DATABASE_URL"]), asked)
    is_whole = not asked.pages and tuple(asked.sizes) == SIZES and asked.chains
    write(results, FOLDER if is_whole or asked.keep else ROOT / "var" / "bench")
    worse = tell(results, before)
    return 1 if asked.strict and worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
