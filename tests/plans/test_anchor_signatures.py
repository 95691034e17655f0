"""Who confirmed, contested, rejected or answered stands with when and why, or not at all."""

import pytest

from mobility.models import ActivityAnchor
from plans.models import Anchor
from tests.factories import (
    NOW,
    ActivityAnchorFactory,
    DocumentFactory,
    UserFactory,
    anchor,
    towards,
)
from tests.raw import change, delete, foreign_key, refused

pytestmark = pytest.mark.django_db


def of_a_document(**more: object) -> Anchor:
    return anchor(DocumentFactory(plan=True), DocumentFactory(), **more)


def of_an_activity(**more: object) -> ActivityAnchor:
    return ActivityAnchorFactory(**towards(DocumentFactory()), **more)


@pytest.fixture(params=[of_a_document, of_an_activity])
def make(request: pytest.FixtureRequest) -> object:
    return request.param


def named(link: Anchor | ActivityAnchor, rule: str) -> str:
    return f"{link._meta.model_name}_{rule}"


def test_confirmation_with_both_name_and_time_is_accepted(make: object) -> None:
    change(make(), status="confirmed", confirmed_by_id=UserFactory().pk, confirmed_at=NOW)


def test_confirmation_with_neither_is_refused(make: object) -> None:
    link = make()
    with refused(named(link, "confirmed_by_and_at")):
        change(link, status="confirmed")


@pytest.mark.parametrize("missing", ["confirmed_by_id", "confirmed_at"])
def test_confirmation_with_only_one_is_refused(make: object, missing: str) -> None:
    link = make(confirmed=True)
    with refused(named(link, "confirmed_by_and_at")):
        change(link, **{missing: None})


@pytest.mark.parametrize("status", ["proposed", "rejected"])
def test_signature_does_not_outlive_the_confirmation(make: object, status: str) -> None:
    link = make(confirmed=True)
    rejection = {
        "rejected_by_id": link.confirmed_by_id,
        "rejected_at": NOW,
        "rejection_reason": "Planen er endret.",
    }
    with refused(named(link, "confirmed_by_and_at")):
        change(link, status=status, **(rejection if status == "rejected" else {}))


def test_contest_with_name_time_and_reason_is_accepted(make: object) -> None:
    who = UserFactory().pk
    change(make(), contested_by_id=who, contested_at=NOW, contest_reason="Målet er et annet.")


@pytest.mark.parametrize(
    ("column", "nothing"),
    [("contested_by_id", None), ("contested_at", None), ("contest_reason", "")],
)
def test_contest_without_one_of_them_is_refused(make: object, column: str, nothing: object) -> None:
    link = make(contested=True)
    with refused(named(link, "contested_with_a_reason")):
        change(link, **{column: nothing})


@pytest.mark.parametrize(
    ("column", "nothing"),
    [("answered_by_id", None), ("answered_at", None), ("contest_answer", "")],
)
def test_answer_without_one_of_them_is_refused(make: object, column: str, nothing: object) -> None:
    link = make(answered=True)
    with refused(named(link, "answered_where_contested")):
        change(link, **{column: nothing})


def test_answer_to_no_contest_is_refused(make: object) -> None:
    link, who = make(), UserFactory().pk
    with refused(named(link, "answered_where_contested")):
        change(link, answered_by_id=who, answered_at=NOW, contest_answer="Jo.")


def test_answer_does_not_outlive_the_contest(make: object) -> None:
    link = make(answered=True)
    with refused(named(link, "answered_where_contested")):
        change(link, contested_by_id=None, contested_at=None, contest_reason="")


@pytest.mark.parametrize(
    ("column", "nothing"),
    [("rejected_by_id", None), ("rejected_at", None), ("rejection_reason", "")],
)
def test_rejection_without_one_of_them_is_refused(
    make: object, column: str, nothing: object
) -> None:
    link = make(rejected=True)
    with refused(named(link, "rejected_with_a_reason")):
        change(link, **{column: nothing})


def test_rejection_with_nothing_but_the_word_is_refused(make: object) -> None:
    link = make()
    with refused(named(link, "rejected_with_a_reason")):
        change(link, status="rejected")


def test_reason_for_rejecting_stands_only_with_a_rejection(make: object) -> None:
    link = make(rejected=True)
    with refused(named(link, "rejected_with_a_reason")):
        change(link, status="proposed")


def test_who_signed_cannot_be_deleted(make: object) -> None:
    link = make(confirmed=True)
    with refused(foreign_key(link, "confirmed_by")):
        delete(link.confirmed_by)
