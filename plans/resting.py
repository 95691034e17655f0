"""What an activity or a plan is made to rest on: proposed with a reason, confirmed, let go.

The source is an activity or a school's own plan: both have anchors, talks with the leaders, a
language and a version, and whoever changes its anchors locks it first.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from psycopg.errors import ForeignKeyViolation

from network.choices import Confidence
from network.models import User
from network.texts import LANGUAGES, Text, text_in
from network.versions import locked, unchanged
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
    """The source rests on that already."""


class NoYesError(Exception):
    """The leaders have not said yes to the source."""


class GoneError(Exception):
    """Something that was to be rested on has been taken away."""


class WrongWayError(Exception):
    """The database refuses it; `rule` is the name of the rule of the graph that it would break."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class Rested(NamedTuple):
    """What came of it: those that stood there for another reason, those contested from before."""

    others: list[Any]
    contested: list[Any]


def anchors_of(source: Any) -> Any:
    """All anchors of the source's sort, the whole table."""
    return source.anchors.model.objects


def rest_on(source: Any, targets: Sequence[Target], *, rationale: str) -> Rested:
    """Propose an anchor in each, for the same reason; what it rests on already stays as it is.

    Raises WrongWayError where one would point down or close a cycle, and GoneError where one is no
    longer there; then none is added.
    """
    try:
        return propose(source, targets, rationale)
    except IntegrityError as error:
        if isinstance(error.__cause__, ForeignKeyViolation):
            raise GoneError from error
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if rule not in ("anchor_no_cycle", "anchor_never_points_down"):
            raise
        raise WrongWayError(rule) from error


@transaction.atomic
def propose(source: Any, targets: Sequence[Target], rationale: str) -> Rested:
    """The same; the database's refusals go through."""
    now = locked(source)
    anchors = anchors_of(now)
    standing = {anchor.target: anchor for anchor in anchors.of(now)}
    rows = [
        anchors.model(
            confidence=Confidence.HIGH,
            **{
                anchors.all().whose: now,
                COLUMNS[type(target)]: target,
                f"rationale_{now.lang}": rationale,
            },
        )
        for target in targets
        if target not in standing
    ]
    contested = still_contested(rows)
    if rows:
        anchors.bulk_create(rows, ignore_conflicts=True)
        touch(now)
    stood = [standing[target] for target in targets if target in standing]
    others = [row for row in stood if text_in(row, "rationale", now.lang).value != rationale]
    return Rested(others, contested)


def touch(source: Any) -> None:
    """Note that something of the source has changed."""
    type(source).objects.touch(source)


def still_contested(anchors: Collection[Any]) -> list[Any]:
    """Let the county's contest stand where an anchor is back at what was contested; returns those.

    It is the county's to take back, not for whoever removes an anchor and adds it again. All are
    of one sort.
    """
    if not anchors:
        return []
    rows = next(iter(anchors))._meta.model.objects.all()
    left = rows.contests_left({anchor.source.pk for anchor in anchors})
    found = []
    for anchor in anchors:
        spot = tuple(getattr(anchor, name) for name in rows.spot)
        if anchor.contested_at is None and spot in left:
            for name, value in left[spot].items():
                setattr(anchor, name, value)
            found.append(anchor)
    return found


def reason_of(anchor: Any) -> Text:
    """Why, in the source's language if it is written in it."""
    return text_in(anchor, "rationale", anchor.source.lang)


@transaction.atomic
def reason_anew(anchor: Any, *, version: int, rationale: str) -> None:
    """Give another reason, in the old one's language; what was confirmed is proposed again."""
    now = unchanged(anchor, version)
    setattr(now, f"rationale_{reason_of(now).lang}", rationale)
    for name, value in UNSIGNED.items():
        setattr(now, name, value)
    now.status = AnchorStatus.PROPOSED
    now.version += 1
    now.save()
    touch(now.source)


@transaction.atomic
def move(anchor: Any, target: Target, *, version: int, rationale: str) -> None:
    """Let it lead to something else for the reason given, proposed anew; history keeps it.

    Raises TakenError where the source rests on that already.
    """
    now = unchanged(anchor, version)
    if any(target == other.target for other in anchors_of(now.source).of(now.source)):
        raise TakenError
    lead_to(now, target)
    still_contested([now])
    reason_instead(now, rationale)
    now.save()
    touch(now.source)


def lead_to(anchor: Any, target: Target) -> None:
    """The anchor's next version, proposed anew; not stored yet."""
    for column in COLUMNS.values():
        setattr(anchor, column, None)
    setattr(anchor, COLUMNS[type(target)], target)
    for name, value in UNSIGNED.items():
        setattr(anchor, name, value)
    anchor.status = AnchorStatus.PROPOSED
    anchor.version += 1


def reason_instead(anchor: Any, rationale: str) -> None:
    """Another reason than before: what was said in other languages is not said of this."""
    lang = reason_of(anchor).lang
    for code in LANGUAGES:
        setattr(anchor, f"rationale_{code}", rationale if code == lang else "")
    for name in BASIS:
        setattr(anchor, name, "")


@transaction.atomic
def let_go(anchor: Any, *, version: int) -> Any:
    """Take it away and return it; history keeps it, and the county sees there what it contested."""
    now = unchanged(anchor, version)
    now.delete()
    touch(anchor.source)
    return now


@transaction.atomic
def confirm(source: Any, read: Mapping[int, int], *, by: User) -> int:
    """Confirm those that are still proposed as they were read; returns how many.

    Raises NoYesError where the leaders have not said yes, or no longer do.
    """
    locked(source)
    if not says_yes(source):
        raise NoYesError
    anchors = anchors_of(source)
    own = anchors.of(source).filter(contested_at=None)
    now = timezone.now()
    found = anchors.filter(pk__in=own.locked_as_read(read, AnchorStatus.PROPOSED))
    done: int = found.update(
        status=AnchorStatus.CONFIRMED,
        confirmed_by=by,
        confirmed_at=now,
        updated_at=now,
        version=F("version") + 1,
    )
    touch(source)
    return done


def says_yes(source: Any) -> bool:
    """Whether the leaders said yes to the source the last time."""
    answer: bool = source.dialogues.model.objects.latest_says_yes(source)
    return answer


@transaction.atomic
def note_dialogue(source: Any, submission: uuid.UUID, **said: Any) -> int:
    """Store what was agreed with the leaders; the same form sent again corrects it.

    Returns how many anchors are proposed again, since the leaders no longer say yes.
    """
    locked(source)
    source.dialogues.update_or_create(submission=submission, defaults=said)
    return follow_leaders(source)


@transaction.atomic
def remove_dialogue(entry: Any, source: Any) -> int:
    """Take an entry about the source away, history keeps it; returns as `note_dialogue` does."""
    locked(source)
    entry.delete()
    return follow_leaders(source)


def follow_leaders(source: Any) -> int:
    """Propose again what is confirmed, unless the leaders say yes; returns how many."""
    undone = 0 if says_yes(source) else unconfirm(source)
    # A talk alone is no edit of a plan; an activity is looked over with its talks.
    if undone or not isinstance(source, PolicyDocument):
        touch(source)
    return undone


def unconfirm(source: Any) -> int:
    """Propose again all that is confirmed; returns how many."""
    undone: int = (
        anchors_of(source)
        .confirmed_ones(source)
        .update(
            status=AnchorStatus.PROPOSED,
            **UNSIGNED,
            updated_at=timezone.now(),
            version=F("version") + 1,
        )
    )
    return undone
