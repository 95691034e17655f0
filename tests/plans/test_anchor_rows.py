"""An anchor has one source, one target, a reason, and stands once."""

import pytest

from mobility.models import ActivityAnchor
from plans.models import Anchor
from tests.factories import (
    NOW,
    ActionFactory,
    ActivityAnchorFactory,
    AimFactory,
    AnchorFactory,
    DocumentFactory,
    anchor,
    ends,
    towards,
)
from tests.raw import change, delete, foreign_key, insert, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Anchor:
    return anchor(DocumentFactory(plan=True), DocumentFactory())


@pytest.fixture
def activity_link() -> ActivityAnchor:
    return ActivityAnchorFactory(**towards(DocumentFactory()))


def test_anchor_without_a_source_is_refused(link: Anchor) -> None:
    with refused("anchor_one_source"):
        change(link, source_document_id=None)


def test_anchor_from_a_document_and_a_point_is_refused(link: Anchor) -> None:
    with refused("anchor_one_source"):
        change(link, source_action_id=ActionFactory().pk)


def test_anchor_without_a_target_is_refused(link: Anchor) -> None:
    with refused("anchor_one_target"):
        change(link, target_document_id=None)


@pytest.mark.parametrize(
    ("second", "factory"), [("target_aim_id", AimFactory), ("target_action_id", ActionFactory)]
)
def test_anchor_in_two_targets_is_refused(
    link: Anchor, activity_link: ActivityAnchor, second: str, factory: type
) -> None:
    also = {second: factory().pk}
    with refused("anchor_one_target"):
        change(link, **also)
    with refused("activityanchor_one_target"):
        change(activity_link, **also)


def test_activitys_anchor_without_a_target_is_refused(activity_link: ActivityAnchor) -> None:
    with refused("activityanchor_one_target"):
        change(activity_link, target_document_id=None)


@pytest.mark.parametrize("factory", [DocumentFactory, AimFactory, ActionFactory])
def test_same_anchor_twice_is_refused_though_most_columns_are_null(factory: type) -> None:
    plan, target = DocumentFactory(plan=True), factory()
    anchor(plan, target)
    with refused("anchor_once"):
        insert(AnchorFactory.build(**ends(plan, target)))


def test_same_anchor_of_an_activity_twice_is_refused(activity_link: ActivityAnchor) -> None:
    again = ActivityAnchorFactory.build(
        activity=activity_link.activity, **towards(activity_link.target_document)
    )
    with refused("activityanchor_once"):
        insert(again)


def test_document_and_its_aim_are_two_targets(link: Anchor) -> None:
    aim = AimFactory(document=link.target_document)
    insert(AnchorFactory.build(**ends(link.source_document, aim)))


def test_anchor_without_a_reason_is_refused(link: Anchor, activity_link: ActivityAnchor) -> None:
    with refused("anchor_has_a_rationale"):
        change(link, rationale_nb="")
    with refused("activityanchor_has_a_rationale"):
        change(activity_link, rationale_nb="")


@pytest.mark.parametrize("language", ["nn", "en"])
def test_reason_in_any_language_is_enough(link: Anchor, language: str) -> None:
    change(link, **{"rationale_nb": "", f"rationale_{language}": "Reason"})


def test_document_that_something_rests_on_cannot_be_deleted() -> None:
    link = anchor(DocumentFactory(plan=True), DocumentFactory())
    with refused(foreign_key(link, "target_document")):
        delete(link.target)


@pytest.mark.parametrize(
    ("factory", "rule"),
    [
        (AimFactory, "aim_is_retired_not_deleted"),
        (ActionFactory, "action_is_retired_not_deleted"),
    ],
)
def test_aim_and_point_are_retired_and_never_deleted(factory: type, rule: str) -> None:
    row = factory()
    with refused(rule):
        delete(row)
    change(row, retired_at=NOW)


def test_what_rests_on_something_cannot_be_deleted(link: Anchor) -> None:
    with refused(foreign_key(link, "source_document")):
        delete(link.source_document)
