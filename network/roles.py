"""Roles given and taken; the security log tells of each."""

from __future__ import annotations

from django.db import transaction

from network.choices import RoleKind, SecurityEventKind
from network.models import Organisation, Role, User
from network.ownership import Leaving
from network.security_log import note


class LastAdministratorError(Exception):
    """Nobody would be left to let people in."""


@transaction.atomic
def give(*, user: User, organisation: Organisation, kind: RoleKind, by: User) -> Role:
    """Let somebody be something in an organisation; giving it twice is the same as once."""
    role, is_new = Role.objects.get_or_create(user=user, organisation=organisation, kind=kind)
    if is_new:
        note(SecurityEventKind.ROLE_GIVEN, user=user, by=by, organisation=organisation, role=kind)
    return role


@transaction.atomic
def remove(*, role: Role, by: User) -> None:
    """Take a role away; removing it twice is the same as once."""
    administrators = (
        Role.objects.locked_administrators() if role.kind == RoleKind.COUNTY_ADMINISTRATOR else []
    )
    found = Role.objects.locked(role.pk)
    if found is None:
        return
    if administrators == [found]:
        raise LastAdministratorError
    leaving = Leaving(found)
    found.delete()
    leaving.move(to=None)
    note(
        SecurityEventKind.ROLE_REMOVED,
        user=found.user,
        by=by,
        organisation=found.organisation,
        role=found.role_kind,
    )
