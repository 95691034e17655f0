"""Roles given and taken; the security log tells of each."""

from __future__ import annotations

from django.db import transaction

from network.choices import RoleKind, SecurityEventKind
from network.models import Organisation, Role, User
from network.ownership import Leaving, take_up
from network.security_log import note


class LastAdministratorError(Exception):
    """Nobody would be left to let people in."""


@transaction.atomic
def give(*, user: User, organisation: Organisation, kind: RoleKind, by: User) -> Role:
    """Let somebody be something in an organisation; giving it twice is the same as once.

    The first in charge where nobody was takes up what nobody looks after.
    """
    role, is_new = Role.objects.get_or_create(user=user, organisation=organisation, kind=kind)
    if is_new and role.is_in_charge and not Role.objects.others_like(role):
        take_up(user, organisation)
    if is_new:
        note(SecurityEventKind.ROLE_GIVEN, user=user, by=by, organisation=organisation, role=kind)
    return role


@transaction.atomic
def remove(*, role: Role, by: User) -> None:
    """Take a role away; removing it twice is the same as once."""
    # Of two of her roles that go at once, the second meets her without the first.
    User.objects.locked(role.user_id)
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
