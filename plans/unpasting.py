"""A paste is undone: what it brought goes again, unless somebody has built on it or changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from network.versions import write
from plans.models import Aim, PolicyDocument


@dataclass
class Undone:
    """What came of it: aims by their numbers."""

    removed: list[str] = field(default_factory=list)
    without_page: list[str] = field(default_factory=list)
    rested_on: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def latest_paste(aims: Iterable[Aim]) -> tuple[UUID, int] | None:
    """The newest paste of which something is untouched, and how many aims that is."""
    touched = [aim for aim in aims if aim.paste]
    if not touched:
        return None
    paste = max(touched, key=lambda aim: (aim.updated_at, aim.pk)).paste
    return (paste, sum(aim.paste == paste for aim in touched)) if paste else None


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
