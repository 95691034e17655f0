"""What an activity is made to rest on: proposed with a reason, reasoned anew, confirmed, let go."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mobility.anchor_querysets import SPOT
from mobility.models import Activity, ActivityAnchor, ActivityDialogue
from network.choices import Confidence
from network.models import User
from network.texts import LANGUAGES, Text, text_in
from network.versions import unchanged
from plans.choices import AnchorStatus
from plans.deciding import UNSIGNED
from plans.models import Action, Aim, PolicyDocument
from plans.models.anchors import BASIS

Target = PolicyDocument | Aim | Action
COLUMNS: dict[type[Target], str] = {
    PolicyDocument: "target_document",
    Aim: "target_aim",
    Action: "target_action",
}


class TakenError(Exception):
    """The activity rests on that already."""


class NoYesError(Exception):
    """The leaders have not said yes to the activity."""


class Rested(NamedTuple):
    """What came of it: those that stood there for another reason, those contested from before."""

    others: list[ActivityAnchor]
    contested: list[ActivityAnchor]


@transaction.atomic
def rest_on(activity: Activity, targets: Sequence[Target], *, rationale: str) -> Rested:
    """Propose an anchor in each, for the same reason; what it rests on already stays as it is."""
    now = Activity.objects.locked(activity.pk)
    standing = {anchor.target: anchor for anchor in ActivityAnchor.objects.of(now)}
    rows = [
        ActivityAnchor(
            activity=now,
            confidence=Confidence.HIGH,
            **{COLUMNS[type(target)]: target, f"rationale_{now.lang}": rationale},
        )
        for target in targets
        if target not in standing
    ]
    contested = still_contested(rows)
    if rows:
        ActivityAnchor.objects.bulk_create(rows, ignore_conflicts=True)
        Activity.objects.touch(now)
    stood = [standing[target] for target in targets if target in standing]
    others = [row for row in stood if text_in(row, "rationale", now.lang).value != rationale]
    return Rested(others, contested)


def still_contested(anchors: Collection[ActivityAnchor]) -> list[ActivityAnchor]:
    """Let the county's contest stand where an anchor is back at what was contested; returns those.

    It is the county's to take back, not for whoever removes an anchor and adds it again.
    """
    left = ActivityAnchor.objects.contests_left({row.activity_id for row in anchors})
    found = []
    for row in anchors:
        spot = tuple(getattr(row, name) for name in SPOT)
        if row.contested_at is None and spot in left:
            for name, value in left[spot].items():
                setattr(row, name, value)
            found.append(row)
    return found


def reason_of(anchor: ActivityAnchor) -> Text:
    """Why, in the activity's language if it is written in it."""
    return text_in(anchor, "rationale", anchor.activity.lang)


@transaction.atomic
def reason_anew(anchor: ActivityAnchor, *, version: int, rationale: str) -> None:
    """Give another reason, in the old one's language; what was confirmed is proposed again."""
    now = unchanged(anchor, version)
    setattr(now, f"rationale_{reason_of(now).lang}", rationale)
    for name, value in UNSIGNED.items():
        setattr(now, name, value)
    now.status = AnchorStatus.PROPOSED
    now.version += 1
    now.save()
    Activity.objects.touch(now.activity)


@transaction.atomic
def move(anchor: ActivityAnchor, target: Target, *, version: int, rationale: str) -> None:
    """Let it lead to something else for the reason given, proposed anew; history keeps it.

    Raises TakenError where the activity rests on that already.
    """
    now = unchanged(anchor, version)
    if any(target == other.target for other in ActivityAnchor.objects.of(now.activity)):
        raise TakenError
    lead_to(now, target)
    still_contested([now])
    reason_instead(now, rationale)
    now.save()
    Activity.objects.touch(now.activity)


def lead_to(anchor: ActivityAnchor, target: Target) -> None:
    """The anchor's next version, proposed anew; not stored yet."""
    for column in COLUMNS.values():
        setattr(anchor, column, None)
    setattr(anchor, COLUMNS[type(target)], target)
    for name, value in UNSIGNED.items():
        setattr(anchor, name, value)
    anchor.status = AnchorStatus.PROPOSED
    anchor.version += 1


def reason_instead(anchor: ActivityAnchor, rationale: str) -> None:
    """Another reason than before: what was said in other languages is not said of this."""
    lang = reason_of(anchor).lang
    for code in LANGUAGES:
        setattr(anchor, f"rationale_{code}", rationale if code == lang else "")
    for name in BASIS:
        setattr(anchor, name, "")


@transaction.atomic
def let_go(anchor: ActivityAnchor, *, version: int) -> ActivityAnchor:
    """Take it away and return it; history keeps it, and the county sees there what it contested."""
    now = unchanged(anchor, version)
    now.delete()
    Activity.objects.touch(anchor.activity)
    return now


@transaction.atomic
def confirm(activity: Activity, read: Mapping[int, int], *, by: User) -> int:
    """Confirm those that are still proposed as they were read; returns how many.

    Raises NoYesError where the leaders have not said yes, or no longer do.
    """
    Activity.objects.locked(activity.pk)
    if not ActivityDialogue.objects.latest_says_yes(activity):
        raise NoYesError
    own = ActivityAnchor.objects.filter(activity=activity, contested_at=None)
    now = timezone.now()
    found = ActivityAnchor.objects.filter(pk__in=own.locked_as_read(read, AnchorStatus.PROPOSED))
    done = found.update(
        status=AnchorStatus.CONFIRMED,
        confirmed_by=by,
        confirmed_at=now,
        updated_at=now,
        version=F("version") + 1,
    )
    Activity.objects.touch(activity)
    return done


@transaction.atomic
def note_dialogue(activity: Activity, submission: uuid.UUID, **said: Any) -> int:
    """Store what was agreed with the leaders; the same form sent again corrects it.

    Returns how many anchors are proposed again, since the leaders no longer say yes.
    """
    Activity.objects.locked(activity.pk)
    ActivityDialogue.objects.update_or_create(
        activity=activity, submission=submission, defaults=said
    )
    return follow_leaders(activity)


@transaction.atomic
def remove_dialogue(entry: ActivityDialogue) -> int:
    """Take an entry away, history keeps it; returns as `note_dialogue` does."""
    Activity.objects.locked(entry.activity_id)
    entry.delete()
    return follow_leaders(entry.activity)


def follow_leaders(activity: Activity) -> int:
    """Propose again what is confirmed, unless the leaders say yes; returns how many."""
    Activity.objects.touch(activity)
    if ActivityDialogue.objects.latest_says_yes(activity):
        return 0
    return ActivityAnchor.objects.confirmed_ones(activity).update(
        status=AnchorStatus.PROPOSED,
        **UNSIGNED,
        updated_at=timezone.now(),
        version=F("version") + 1,
    )
