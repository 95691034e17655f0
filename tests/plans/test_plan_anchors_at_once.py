"""Two who work on what plans rest on at the same moment: nobody meets an error of the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction

from network.models import Role
from network.versions import ChangedError
from plans import resting
from plans.models import Anchor, LeaderDialogue, PolicyDocument
from plans.unpasting import undo_paste
from tests.dialogue_factories import LeaderDialogueFactory
from tests.factories import AimFactory, DocumentFactory, OrganisationFactory, anchor
from tests.network.test_access_at_once import in_the_background, wait_until_somebody_is_blocked
from tests.network.test_people_page import person
from tests.plans.test_plan_dialogue import talk


def own_plans() -> list[PolicyDocument]:
    return DocumentFactory.create_batch(2, plan=True, organisation=OrganisationFactory())


def reasoned(link: Anchor) -> None:
    resting.reason_anew(link, version=1, rationale="En annen grunn.")


def let_go(link: Anchor) -> None:
    resting.let_go(link, version=1)


@pytest.mark.parametrize("change", [reasoned, let_go])
def test_what_is_changed_while_it_is_confirmed_waits_and_is_told(
    own_database: str, change: Callable[[Anchor], None]
) -> None:
    plan, _other = own_plans()
    LeaderDialogueFactory(plan=plan)
    link = anchor(plan, DocumentFactory())
    by = person(Role.Kind.COORDINATOR, plan.organisation)
    with pytest.raises(ChangedError), in_the_background(lambda: change(link)):
        assert resting.confirm(plan, {link.pk: 1}, by=by) == 1
    link.refresh_from_db()
    assert link.is_confirmed


def test_two_who_take_the_same_at_once_make_one_anchor(own_database: str) -> None:
    (plan, _other), document = own_plans(), DocumentFactory()
    with in_the_background(lambda: resting.rest_on(plan, [document], rationale="To.")):
        resting.rest_on(plan, [document], rationale="En.")
    assert Anchor.objects.get().target_document == document


def test_of_the_two_halves_of_a_ring_one_is_refused(own_database: str) -> None:
    one, other = own_plans()
    with (
        pytest.raises(resting.WrongWayError, match="anchor_no_cycle"),
        in_the_background(lambda: resting.rest_on(other, [one], rationale="To.")),
    ):
        resting.rest_on(one, [other], rationale="En.")
    assert Anchor.objects.get().source == one


def test_whoever_waits_for_the_guards_holds_up_nobody_who_leads_an_anchor_to_her_plan(
    own_database: str,
) -> None:
    plan, other = own_plans()
    by = person(Role.Kind.COORDINATOR, plan.organisation)
    said = talk(noted_by=by, says_yes=True)

    def note() -> None:
        try:
            resting.note_dialogue(other, **said)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            resting.rest_on(plan, [DocumentFactory()], rationale="En.")
            done = pool.submit(note)
            wait_until_somebody_is_blocked()
            resting.rest_on(plan, [other], rationale="To.")
        done.result(timeout=10)
    assert LeaderDialogue.objects.get().plan == other
    assert Anchor.objects.count() == 2


def test_nothing_rests_on_an_aim_whose_paste_is_just_being_undone(own_database: str) -> None:
    plan, other = own_plans()
    aim = AimFactory(document=plan, paste=uuid4())
    with (
        pytest.raises(resting.GoneError),
        in_the_background(lambda: resting.rest_on(other, [aim], rationale="En.")),
    ):
        undo_paste(plan, aim.paste)
    assert not Anchor.objects.exists()
