"""The county contests what an activity rests on; those who run the activity answer.

A contest stands until the county takes it back. Meanwhile the anchor counts as proposed and cannot
be confirmed; another reason or another target changes nothing in that, and the county reads it
beside what it has written. An anchor that is let go is shown to the county; added again, it is
contested still (see mobility.resting).
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mobility.models import Activity, ActivityAnchor
from mobility.resting import COLUMNS
from network.models import User
from network.versions import ChangedError, unchanged, write

UNANSWERED: dict[str, object] = {"answered_by": None, "answered_at": None, "contest_answer": ""}
UNCONTESTED: dict[str, object] = {
    "contested_by": None,
    "contested_at": None,
    "contest_reason": "",
    **UNANSWERED,
}


class Removed(NamedTuple):
    """A contested anchor as it stood when it was removed, and when that was.

    `is_whole` where what it led to is still there.
    """

    anchor: ActivityAnchor
    at: datetime.datetime
    is_whole: bool


def removed_lately(viewer: User) -> QuerySet[Any]:
    """What history has of contested anchors that were removed in the last year."""
    since = timezone.now() - datetime.timedelta(days=365)
    activities = Activity.objects.visible_to(viewer)
    return ActivityAnchor.objects.removed_contested(activities, since=since)


def removed(event: Any) -> Removed:
    """What history has of an anchor that was removed; nothing more is fetched."""
    columns = {field.attname for field in ActivityAnchor._meta.concrete_fields}
    anchor = ActivityAnchor(**{name: getattr(event, name) for name in columns})
    anchor.activity = event.activity
    found = {name: getattr(event, name) for name in COLUMNS.values()}
    for name, target in found.items():
        setattr(anchor, name, target)
    return Removed(anchor, event.pgh_created_at, any(found.values()))


@transaction.atomic
def contest(anchor: ActivityAnchor, *, version: int, reason: str, by: User) -> None:
    """Contest it, or for another reason: what was answered to the former is no answer to that."""
    now = unchanged(anchor, version)
    if now.contest_reason == reason:
        return
    signed = {"contested_by": by, "contested_at": timezone.now(), "contest_reason": reason}
    write(now, **signed, **UNANSWERED)
    Activity.objects.touch(now.activity)


@transaction.atomic
def take_back(anchor: ActivityAnchor, *, version: int) -> None:
    """Contest it no longer; history keeps the reason and the answer.

    One that is not contested any more is as it should be.
    """
    try:
        now = unchanged(anchor, version)
    except ChangedError as error:
        now = error.now
        if now is None or now.contested_at:
            raise
    if now.contested_at:
        write(now, **UNCONTESTED)
        Activity.objects.touch(now.activity)


@transaction.atomic
def answer(anchor: ActivityAnchor, *, version: int, text: str, by: User) -> None:
    """Answer the county, or answer otherwise while the contest stands."""
    now = unchanged(anchor, version)
    if now.contested_at is None:
        raise ChangedError(now)
    if now.contest_answer != text:
        write(now, answered_by=by, answered_at=timezone.now(), contest_answer=text)
