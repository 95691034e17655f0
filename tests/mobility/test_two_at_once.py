"""Two who work on one activity's anchors at the same moment: nobody meets an error."""

from collections.abc import Callable

import pytest

from mobility.models import Activity, ActivityAnchor
from network.models import Role
from network.versions import ChangedError
from plans import resting
from tests.dialogue_factories import ActivityDialogueFactory
from tests.factories import (
    ActivityAnchorFactory,
    ActivityFactory,
    DocumentFactory,
)
from tests.network.test_access_at_once import in_the_background
from tests.network.test_people_page import person


def reasoned(activity: Activity, anchor: ActivityAnchor) -> None:
    resting.reason_anew(anchor, version=1, rationale="En annen grunn.")


def let_go(activity: Activity, anchor: ActivityAnchor) -> None:
    resting.let_go(anchor, version=1)


@pytest.mark.parametrize("change", [reasoned, let_go])
def test_what_is_changed_while_it_is_confirmed_waits_and_is_told(
    own_database: str, change: Callable[[Activity, ActivityAnchor], None]
) -> None:
    activity = ActivityFactory()
    ActivityDialogueFactory(activity=activity, says_yes=True)
    anchor = ActivityAnchorFactory(activity=activity, target_document=DocumentFactory())
    by = person(Role.Kind.COORDINATOR, activity.organisation)
    with (
        pytest.raises(ChangedError),
        in_the_background(lambda: change(activity, anchor)),
    ):
        assert resting.confirm(activity, {anchor.pk: 1}, by=by) == 1
    anchor.refresh_from_db()
    assert anchor.is_confirmed


def test_two_who_take_the_same_at_once_make_one_anchor(own_database: str) -> None:
    activity, document = ActivityFactory(), DocumentFactory()
    with in_the_background(lambda: resting.rest_on(activity, [document], rationale="To.")):
        resting.rest_on(activity, [document], rationale="En.")
    assert ActivityAnchor.objects.get().target_document == document
