"""What an activity is made to rest on: proposed with a reason, reasoned anew, confirmed, let go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mobility.models import Activity, ActivityAnchor, LeaderDialogue
from network.choices import Confidence
from network.models import User
from network.texts import LANGUAGES
from plans.choices import AnchorStatus, Level
from plans.deciding import UNSIGNED
from plans.models import Action, Aim, PolicyDocument, Theme

Target = PolicyDocument | Aim | Action
COLUMNS: dict[type[Target], str] = {
    PolicyDocument: "target_document",
    Aim: "target_aim",
    Action: "target_action",
}
A_LEVEL = 3


class ChangedError(Exception):
    """Somebody else has changed or removed the anchor; `now` is what it has become, if it is."""

    def __init__(self, now: ActivityAnchor | None) -> None:
        super().__init__()
        self.now = now


class NoYesError(Exception):
    """The leaders have not said yes to the activity."""


def rest_on(activity: Activity, targets: Sequence[Target], *, rationale: str) -> None:
    """Propose an anchor in each, for the same reason; what it rests on already stays as it is."""
    rows = [
        ActivityAnchor(
            activity=activity,
            confidence=Confidence.HIGH,
            **{COLUMNS[type(target)]: target, f"rationale_{activity.lang}": rationale},
        )
        for target in targets
    ]
    ActivityAnchor.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def reason_anew(anchor: ActivityAnchor, *, version: int, rationale: str) -> None:
    """Give another reason; what was confirmed for the old one is proposed again."""
    now = unchanged(anchor.pk, version)
    for code in LANGUAGES:
        setattr(now, f"rationale_{code}", rationale if code == now.activity.lang else "")
    for name, value in UNSIGNED.items():
        setattr(now, name, value)
    now.status = AnchorStatus.PROPOSED
    now.version += 1
    now.save()


@transaction.atomic
def let_go(anchor: ActivityAnchor, *, version: int) -> None:
    """Take it away; history keeps it."""
    unchanged(anchor.pk, version).delete()


def unchanged(pk: int, version: int) -> ActivityAnchor:
    now = ActivityAnchor.objects.locked_one(pk)
    if now is None or now.version != version:
        raise ChangedError(now)
    return now


@transaction.atomic
def confirm(activity: Activity, read: Mapping[int, int], *, by: User) -> int:
    """Confirm those that are still proposed as they were read; returns how many.

    Raises NoYesError where the leaders have not said yes, or no longer do.
    """
    Activity.objects.locked(activity.pk)
    if not LeaderDialogue.objects.latest_says_yes(activity):
        raise NoYesError
    own = ActivityAnchor.objects.filter(activity=activity, contested_at=None)
    now = timezone.now()
    found = ActivityAnchor.objects.filter(pk__in=own.locked(read, AnchorStatus.PROPOSED))
    return found.update(
        status=AnchorStatus.CONFIRMED,
        confirmed_by=by,
        confirmed_at=now,
        updated_at=now,
        version=F("version") + 1,
    )


class Suggestion(NamedTuple):
    """A document that an activity could rest on, and the themes they share."""

    document: PolicyDocument
    themes: list[Theme]


def suggestions_for(
    activity: Activity, viewer: User | AnonymousUser
) -> list[tuple[Level, list[Suggestion]]]:
    """The few at each level that share the most themes, from the school up; three queries.

    Neither what has ended nor what the activity rests on already is among them.
    """
    themes = set(activity.themes.all())
    rests_on = {anchor.onward_document for anchor in ActivityAnchor.objects.of(activity)}
    rows = PolicyDocument.objects.visible_to(viewer).open_to(activity.organisation)
    others = rows.exclude(pk__in=[document.pk for document in rests_on if document])
    found: dict[str, list[Suggestion]] = defaultdict(list)
    for document in others.sharing(themes, most=A_LEVEL).prefetch_related("themes"):
        shared = [theme for theme in document.themes.all() if theme in themes]
        found[document.level].append(Suggestion(document, shared))
    return [(level, found[level]) for level in Level if found[level]]
