"""Habits of the code base, held by the suite."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from pghistory.models import Event

ROOT = settings.BASE_DIR
APPS = ("portal", "mobility", "plans", "network")
LONGEST = 400
BARE = {
    "aggregate", "all", "annotate", "bulk_create", "bulk_update", "count", "create", "defer",
    "delete", "earliest", "exclude", "exists", "extra", "filter", "first", "get",
    "get_or_create", "in_bulk", "iterator", "last", "latest", "only", "order_by", "raw", "update",
    "update_or_create", "using", "values", "values_list",
}  # fmt: skip
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, Event)
]
WITHOUT_PAGES = {
    "ApplicationForm", "ApplicationSection", "ContentMark", "ContentVersion", "DocumentVector",
    "LoadedRecord", "Turn", "Word",
}  # fmt: skip
PUBLIC = [model for model in MODELS if model.__name__ not in WITHOUT_PAGES]


def modules(*folders: str) -> list[Path]:
    """Our Python files, migrations apart."""
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def view_modules() -> list[Path]:
    return [path for path in modules(*APPS) if path.stem == "views" or path.parent.name == "views"]


def bare_calls(tree: ast.AST) -> Iterator[str]:
    """Calls like `X.objects.filter(…)`, also at the end of a chain of such calls."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        manager = node.func.value
        is_bare = isinstance(manager, ast.Attribute) and manager.attr == "objects"
        if is_bare and node.func.attr in BARE:
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", view_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_views_ask_by_name(path: Path) -> None:
    assert list(bare_calls(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_a_bare_call_would_be_seen() -> None:
    bare = "Activity.objects.filter(slug=slug).order_by('pk')"
    assert list(bare_calls(ast.parse(bare))) == ["Activity.objects.filter"]
    assert list(bare_calls(ast.parse("Activity.objects.visible_to(user).first()"))) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_says_its_name_and_its_order(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__
    assert model._meta.ordering


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)
def test_model_has_an_address_and_a_name_for_people(model: type[models.Model]) -> None:
    assert hasattr(model, "get_absolute_url")
    assert str(model._meta.verbose_name) != model._meta.model_name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_constraints_are_named_and_explain_themselves(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)+", constraint.name)
        default = models.BaseConstraint.default_violation_error_message
        assert constraint.violation_error_message != default
    assert not model._meta.unique_together


def test_names_of_constraints_and_triggers_are_given_once() -> None:
    names = [
        found.name
        for model in MODELS
        for found in (*model._meta.constraints, *getattr(model._meta, "triggers", []))
        if found.name not in ("insert_insert", "update_update", "delete_delete", "mark_content")
    ]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "path", modules(*APPS, "start", "tests"), ids=lambda path: str(path.relative_to(ROOT))
)
def test_module_is_short_and_leaves_nothing_for_later(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST
    assert not re.search(LATER, text)


LATER = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, r"breakpoint\(", r"\bpdb\b"]))
