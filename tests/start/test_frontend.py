"""Only the used component styles are served, in the design system's own layers and order."""

from pathlib import Path

import pytest

from start.console import StartError
from start.frontend import join_components, mentioned_classes, node_suits

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
