"""The county contests what an activity or a plan rests on; those who run it answer.

A contest stands until the county takes it back. Meanwhile the anchor counts as proposed and cannot
be confirmed; another reason or another target changes nothing in that, and the county reads it
beside what it has written. An anchor that is let go is shown to the county; added again, it is
contested still (see plans.resting).
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from network.models import User
from network.versions import ChangedError, unchanged, write
from plans.resting import COLUMNS, touch

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

    anchor: Any
    at: datetime.datetime
    is_whole: bool


def removed_lately(sort: Any, viewer: User) -> QuerySet[Any]:
    """What history has of contested anchors of a model that were removed in the last year."""
    anchors = sort.objects.all()
    since = timezone.now() - datetime.timedelta(days=365)
    sources: Any = sort._meta.get_field(anchors.whose).related_model
    found: QuerySet[Any] = anchors.removed_contested(
        sources.objects.visible_to(viewer), since=since
    )
    return found


def removed(sort: Any, event: Any) -> Removed:
    """What history has of an anchor that was removed; nothing more is fetched."""
    whose = sort.objects.all().whose
    columns = {field.attname for field in sort._meta.concrete_fields}
    anchor = sort(**{name: getattr(event, name) for name in columns})
    setattr(anchor, whose, getattr(event, whose))
    found = {name: getattr(event, name) for name in COLUMNS.values()}
    for name, target in found.items():
        setattr(anchor, name, target)
    return Removed(anchor, event.pgh_created_at, any(found.values()))


@transaction.atomic
def contest(anchor: Any, *, version: int, reason: str, by: User) -> None:
    """Contest it, or for another reason: what was answered to the former is no answer to that."""
    now = unchanged(anchor, version)
    if now.contest_reason == reason:
        return
    signed = {"contested_by": by, "contested_at": timezone.now(), "contest_reason": reason}
    write(now, **signed, **UNANSWERED)
    touch(now.source)


@transaction.atomic
def take_back(anchor: Any, *, version: int) -> None:
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
        touch(now.source)


@transaction.atomic
def answer(anchor: Any, *, version: int, text: str, by: User) -> None:
    """Answer the county, or answer otherwise while the contest stands."""
    now = unchanged(anchor, version)
    if now.contested_at is None:
        raise ChangedError(now)
    if now.contest_answer != text:
        write(now, answered_by=by, answered_at=timezone.now(), contest_answer=text)
