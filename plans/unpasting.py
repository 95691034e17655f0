"""A paste is undone: what it brought goes again, unless somebody has built on it or changed it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from network.versions import write
from plans.models import Aim, PolicyDocument

# A paste is undone by whoever sees that it went wrong, not when the plan is revised.
OFFERED_FOR = datetime.timedelta(hours=1)


class Paste(NamedTuple):
    """A paste by its number, and the numbers of the aims it brought or gave a page."""

    number: UUID
    aims: list[str]

    @property
    def told(self) -> str:
        """The aims' numbers as they are written in a text: «1, 4–6»."""
        return spans(self.aims)


@dataclass
class Undone:
    """What came of it: aims by their numbers."""

    removed: list[str] = field(default_factory=list)
    without_page: list[str] = field(default_factory=list)
    rested_on: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def latest_paste(aims: Iterable[Aim]) -> Paste | None:
    """The newest paste within the hour of which something is untouched."""
    since = timezone.now() - OFFERED_FOR
    touched = [aim for aim in aims if aim.paste and aim.updated_at > since]
    latest = max(touched, key=lambda aim: (aim.updated_at, aim.pk), default=None)
    if latest is None or latest.paste is None:
        return None
    return Paste(latest.paste, [aim.key for aim in touched if aim.paste == latest.paste])


def spans(keys: Sequence[str]) -> str:
    """Numbers of aims, those that follow on each other from the first to the last."""
    found: list[list[str]] = []
    for key in keys:
        last = found[-1][-1] if found else ""
        if last.isdecimal() and key == str(int(last) + 1):
            found[-1].append(key)
        else:
            found.append([key])
    return ", ".join(span[0] if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in found)


@transaction.atomic
def undo_paste(plan: PolicyDocument, paste: UUID) -> Undone:
    """Delete the aims of a paste that nothing rests on, and take back the pages it gave.

    History keeps them. What is undone already, or is another plan's, changes nothing.
    """
    now = PolicyDocument.objects.locked(plan.pk)
    undone = Undone()
    # Locked before they are looked at: whoever is just resting something on one comes first.
    for aim in now.aims.touched_by(paste).select_for_update(of=("self",)):
        take_back(aim, paste, undone)
    if undone.removed or undone.without_page:
        write(now)
    return undone


def take_back(aim: Aim, paste: UUID, undone: Undone) -> None:
    """What a paste did to one aim, which is locked."""
    if aim.paste != paste:
        undone.changed.append(aim.key)
    elif aim.version > 1:
        write(aim, paste=None, page=None, page_to=None)
        undone.without_page.append(aim.key)
    else:
        key = aim.key
        try:
            aim.delete()
            undone.removed.append(key)
        except ProtectedError:
            undone.rested_on.append(key)
