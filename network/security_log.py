"""Writing the security log."""

from __future__ import annotations

from network.choices import RoleKind, SecurityEventKind
from network.models import Organisation, SecurityEvent, User


def note(
    kind: SecurityEventKind,
    *,
    user: User | None,
    by: User | None = None,
    organisation: Organisation | None = None,
    role: RoleKind | None = None,
) -> None:
    """Keep that something happened, now, to `user`; `by` is whoever did it to somebody else."""
    SecurityEvent.objects.create(
        kind=kind, user=user, by=by, organisation=organisation, role=role or ""
    )


def note_export(*, by: User, organisation: Organisation | None = None) -> None:
    """Keep that somebody has taken personal data out of the portal as a file."""
    note(SecurityEventKind.EXPORTED, user=by, organisation=organisation)
