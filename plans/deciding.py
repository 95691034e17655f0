"""What the county decides on the anchors that are its own to decide on."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.models import User
from plans.choices import AnchorStatus
from plans.models import Anchor

UNSIGNED: dict[str, object] = {
    "confirmed_by": None,
    "confirmed_at": None,
    "rejected_by": None,
    "rejected_at": None,
    "rejection_reason": "",
}


def confirm(read: Mapping[int, int], *, by: User) -> int:
    """Confirm those that are still proposed; returns how many.

    `read` holds the anchors' versions as they were read, by primary key: what somebody has
    changed since is left alone.
    """
    signed = {"confirmed_by": by, "confirmed_at": timezone.now()}
    return decide(read, AnchorStatus.PROPOSED, AnchorStatus.CONFIRMED, **signed)


def reject(read: Mapping[int, int], *, by: User, reason: str) -> int:
    """Reject those that are still proposed: kept in history, and in no chain; returns how many."""
    signed = {"rejected_by": by, "rejected_at": timezone.now(), "rejection_reason": reason}
    return decide(read, AnchorStatus.PROPOSED, AnchorStatus.REJECTED, **signed)


def propose_again(read: Mapping[int, int], was: AnchorStatus) -> int:
    """Take back what was decided; returns how many.

    Raises IntegrityError where a rejected anchor no longer fits: it would form a cycle.
    """
    return decide(read, was, AnchorStatus.PROPOSED)


@transaction.atomic
def decide(
    read: Mapping[int, int], was: AnchorStatus, becomes: AnchorStatus, **signed: object
) -> int:
    found = Anchor.objects.of_the_county().locked_as_read(read, was)
    now = timezone.now()
    values = UNSIGNED | {"status": becomes, "updated_at": now} | signed
    return Anchor.objects.filter(pk__in=found).update(version=F("version") + 1, **values)
