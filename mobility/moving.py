"""Anchors in what no longer holds, moved several at once to what holds in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from mobility.models import Activity, ActivityAnchor
from mobility.querysets import ActivityQuerySet
from network.versions import ChangedError
from plans.anchor_querysets import CONTEST
from plans.deciding import UNSIGNED
from plans.likeness import nearest_aims
from plans.models import Aim, PolicyDocument
from plans.resting import COLUMNS, TakenError, Target, lead_to, still_contested

Successor = PolicyDocument | Aim
# What is written of an anchor that is moved.
WRITTEN = (*COLUMNS.values(), *UNSIGNED, *CONTEST, "status", "version", "updated_at")


class Move(NamedTuple):
    """An anchor, the version of it that was read, and what it is to lead to."""

    anchor: ActivityAnchor
    version: int
    target: Successor


def targets_in(documents: Iterable[PolicyDocument]) -> dict[str, Successor]:
    """The documents and the aims in use of each, by the names that forms give them."""
    found: list[Successor] = []
    for document in documents:
        found += [document, *(aim for aim in document.aims.all() if not aim.retired_at)]
    return {name_of(target): target for target in found}


def name_of(target: Target) -> str:
    return f"{target.document_id}-{target.pk}" if isinstance(target, Aim) else f"{target.pk}"


def proposals(
    anchors: Sequence[ActivityAnchor], successors: Sequence[PolicyDocument]
) -> dict[int, str]:
    """The name of what each anchor may lead to instead, by its key; two queries.

    For an aim that of the successors which is worded most alike, else the first successor. None
    where its activity rests on that already, or another of the anchors is to lead there.
    """
    if not successors:
        return {}
    former = {anchor.pk: anchor.target_aim_id for anchor in anchors if anchor.target_aim_id}
    near = nearest_aims(list(former.values()), [document.pk for document in successors])
    nearest = {pk: "{}-{}".format(*near[aim]) for pk, aim in former.items() if aim in near}
    standing = ActivityAnchor.objects.of_any(among(anchors)).with_targets()
    taken = {(row.activity_id, name_of(row.target)) for row in standing if not row.target_action}
    found: dict[int, str] = {}
    for anchor in anchors:
        name = nearest.get(anchor.pk, name_of(successors[0]))
        if (anchor.activity_id, name) not in taken:
            taken.add((anchor.activity_id, name))
            found[anchor.pk] = name
    return found


def among(anchors: Iterable[ActivityAnchor]) -> ActivityQuerySet:
    """The activities of some anchors."""
    return Activity.objects.among({anchor.activity_id for anchor in anchors})


@transaction.atomic
def move_all(moves: Collection[Move]) -> dict[int, Exception]:
    """Move each with its reason, proposed anew; returns what was in the way of the others.

    By the anchors' keys: TakenError where the activity rests on that already, ChangedError where
    the anchor is no longer as it was read. A fixed number of queries.
    """
    activities = Activity.objects.locked_ones({move.anchor.activity_id for move in moves})
    now = ActivityAnchor.objects.locked_ones({move.anchor.pk for move in moves})
    standing = ActivityAnchor.objects.of_any(activities).with_targets()
    taken = {(row.activity_id, row.target) for row in standing}
    refused: dict[int, Exception] = {}
    moved = []
    for anchor, version, target in moves:
        row = now.get(anchor.pk)
        if row is None or row.version != version:
            refused[anchor.pk] = ChangedError(row)
        elif (row.activity_id, target) in taken:
            refused[anchor.pk] = TakenError()
        else:
            taken.add((row.activity_id, target))
            lead_to(row, target)
            row.updated_at = timezone.now()
            moved.append(row)
    still_contested(moved)
    ActivityAnchor.objects.bulk_update(moved, WRITTEN)
    Activity.objects.touch(*{row.activity for row in moved})
    return refused
