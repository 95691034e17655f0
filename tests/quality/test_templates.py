"""Templates are used, hold no style or script of their own, and no address but ours."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
FOLDER = ROOT / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.html"))
# Asked for by name by Django, allauth, crispy-forms, our template pack for it, and our letters.
ASKED_FOR = re.compile(
    r"\d{3}(_csrf)?\.html|(account|mfa|usersessions|designsystemet)/.+\.html|mail/\w+\.html"
)
OUTSIDE = re.compile(r"""(src|action|<link[^>]*href)=["']?(https?:)?//""")


def sources() -> str:
    """All code and templates that may name a template."""
    folders = ("portal", "mobility", "plans", "network")
    code = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*code, *FOLDER.rglob("*.html")])


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_template_is_used(template: Path) -> None:
    name = template.as_posix()
    assert ASKED_FOR.fullmatch(name) or f'"{name}"' in sources()


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_template_holds_no_style_or_script(template: Path) -> None:
    text = (FOLDER / template).read_text(encoding="utf-8")
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"""\s(style|on[a-z]+)=["']""", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_template_fetches_nothing_from_elsewhere(template: Path) -> None:
    assert not OUTSIDE.search((FOLDER / template).read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_template_leaves_nothing_for_later(template: Path) -> None:
    text = (FOLDER / template).read_text(encoding="utf-8")
    assert not re.search("TO" + "DO|FIX" + "ME|" + "{% comment", text)
