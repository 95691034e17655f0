"""Only the used component styles are served, in the design system's own layers and order."""

import re
from pathlib import Path

import pytest

from start import frontend
from start.console import StartError
from start.frontend import copy_scripts, join_components, mentioned_classes, node_suits

ENGINES = "^22.16.0 || >=24.0.0"


@pytest.mark.parametrize(
    ("version", "suits"),
    [
        ("v20.20.2", False),
        ("v22.15.9", False),
        ("v22.16.0\n", True),
        ("v23.9.0", False),
        ("v24.0.0", True),
        ("v26.1.0", True),
        ("", False),
    ],
)
def test_a_node_is_used_only_when_the_packages_allow_it(version: str, suits: bool) -> None:
    assert node_suits(version, ENGINES) is suits


def test_components_stand_in_the_order_and_layer_of_the_bundle() -> None:
    styles = {"base": ":root{a:b}", "tag": ".ds-tag{c:d}", "link": ".ds-link{e:f}"}
    bundle = (
        "@layer ds.base{:root{a:b}}@layer ds.components{.ds-link{e:f}.ds-tag{c:d}.ds-card{g:h}}"
    )

    assert join_components(bundle, styles, {"tag", "link", "unheard-of"}).splitlines() == [
        "@layer ds.theme, ds.base, ds.components;",
        "@layer ds.base{:root{a:b}}",
        "@layer ds.components{.ds-link{e:f}}",
        "@layer ds.components{.ds-tag{c:d}}",
    ]


def test_an_unused_component_is_left_out() -> None:
    styles = {"base": ":root{a:b}", "tag": ".ds-tag{c:d}"}
    bundle = "@layer ds.base{:root{a:b}}@layer ds.components{.ds-tag{c:d}}"

    assert "ds-tag" not in join_components(bundle, styles, set())


def test_a_component_without_a_place_in_the_bundle_is_told() -> None:
    with pytest.raises(StartError, match=r"tag\.css has no place"):
        join_components("@layer ds.base{:root{a:b}}", {"tag": ".ds-tag{c:d}"}, {"tag"})


def test_classes_are_found_in_templates_scripts_and_code(tmp_path: Path) -> None:
    for name, text in {
        "templates/a/b.html": '<a class="ds-link ds-link--muted">',
        "static/portal.js": "node.className = 'ds-tag'",
        "plans/forms.py": 'css_class = "ds-input"',
        "tests/test_x.py": 'css_class = "ds-table"',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    assert mentioned_classes(tmp_path) == {"link", "link--muted", "tag", "input"}


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package's ready-made script, and an empty folder for what is served."""
    path = tmp_path / "node_modules" / "htmx.min.js"
    path.parent.mkdir()
    path.write_text("first")
    monkeypatch.setattr(frontend, "SCRIPTS", [path])
    monkeypatch.setattr(frontend, "BUILT", tmp_path / "frontend")
    return path


def test_a_package_s_script_is_served_as_the_package_has_it(script: Path) -> None:
    copy_scripts()
    served = frontend.BUILT / script.name
    assert served.read_text() == "first"

    script.write_text("second")
    copy_scripts()
    assert served.read_text() == "second"
    assert list(frontend.BUILT.iterdir()) == [served]


def test_an_unchanged_script_is_left_alone(script: Path) -> None:
    copy_scripts()
    served = frontend.BUILT / script.name
    before = served.stat()
    copy_scripts()
    assert (served.stat().st_ino, served.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_scripts_that_pages_fetch_come_from_packages_or_from_us() -> None:
    ours = {path.name for path in (frontend.ROOT / "static").glob("*.js")}
    theirs = {path.name for path in frontend.SCRIPTS}
    text = "".join(
        path.read_text(encoding="utf-8") for path in frontend.ROOT.glob("templates/**/*.html")
    )
    fetched = set(re.findall(r"<script src=.{% static \"([^\"]+)\"", text))
    assert fetched == ours | theirs
