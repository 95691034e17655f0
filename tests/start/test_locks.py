"""The locks hold what pyproject.toml asks for, with hashes and without addresses."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from start.console import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {
    "base": PROJECT["project"]["dependencies"],
    "dev": [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]],
}
LOCKS = ["base", "dev", "node", "uv"]


def locked(name: str) -> dict[str, set[str]]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_is_locked_within_its_range(name: str) -> None:
    versions = locked(name)
    stale = [
        text
        for text in WANTED[name]
        for asked in [Requirement(text)]
        if not any(map(asked.specifier.contains, versions.get(canonicalize_name(asked.name), ())))
    ]

    assert stale == [], "run `make lock`"


def test_tests_run_on_the_packages_that_are_served() -> None:
    assert locked("base").items() <= locked("dev").items()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_no_lock_names_where_packages_are_fetched() -> None:
    texts = [(ROOT / "requirements" / f"{name}.txt").read_text() for name in LOCKS]

    assert not any("://" in text for text in texts)
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_front_end_packages_are_pinned_as_they_are_locked() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())
    held = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    for group in ("dependencies", "devDependencies"):
        for name, version in wanted[group].items():
            assert held[f"node_modules/{name}"]["version"] == version
