"""Every cell of the table of permissions is asked, and the table is as it is written."""

import os

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import get_resolver

from network.choices import RoleKind
from network.models import User
from tests.feide import Provider
from tests.portal.permission_table import DOCUMENT, MISPLACED, PEOPLE, Stage, told, written
from tests.portal.test_every_page import names_of

# What is a school's or an office's own, and who is neither of it nor of the county.
OWN = {
    "a school's draft": ("visitor", "nobody", "hogfjell", "kvernstein", "leader"),
    "an office's draft": ("visitor", "nobody", "fjordvik", "colleague", "reader", "hogfjell"),
}
OWN |= dict.fromkeys(
    ("a colleague's", "a school's", "the coordinator's"), OWN["a school's draft"]
) | {"an office's": OWN["an office's draft"]}
CLOSED = {"log in", "not found", "refused", "not taken"}


@pytest.fixture
def stage(cast: dict[str, User | AnonymousUser], provider: Provider) -> Stage:
    """With Feide on: without it, its addresses are not there for anybody."""
    return Stage(cast)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_what_the_table_says(stage: Stage, person: str) -> None:
    assert stage.answers(person) == told(person)


def test_every_address_is_in_the_table() -> None:
    labels = told("visitor")
    for name in names_of(get_resolver()):
        assert any(label.split("-")[0].split(",")[0] == name for label in labels), name


def test_table_tells_of_every_role_in_its_own_words() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for kind in RoleKind:
        assert f"- **{kind.label}**: {kind.description}" in text


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_outside_gets_what_is_a_schools_or_an_offices_own(person: str) -> None:
    for label, answers in told(person).items():
        what = label.partition(", ")[2]
        if what == MISPLACED or person in OWN.get(what, ()):
            assert set(answers.split(" · ")) <= CLOSED, label


if os.environ.get("PERMISSIONS") == "write":

    def test_table_is_written(stage: Stage) -> None:
        columns = {person: stage.answers(person) for person in PEOPLE}
        DOCUMENT.write_text(written(columns), encoding="utf-8")
        assert {person: told(person) for person in PEOPLE} == columns
