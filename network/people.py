"""Who is what in an organisation, as its people page tells one viewer."""

from __future__ import annotations

from dataclasses import dataclass

from network.choices import RoleKind
from network.models import Organisation, Role, User
from network.permissions import HAND_OVER, MANAGE_PEOPLE, RESET_FACTOR, may


@dataclass(frozen=True)
class Holder:
    """Somebody who has a role, and what the viewer may do about it."""

    role: Role
    is_viewer: bool
    has_factor: bool
    may_hand_over: bool
    may_reset_factor: bool


@dataclass(frozen=True)
class Group:
    """One kind of role, and those who have it."""

    kind: RoleKind
    holders: list[Holder]


def groups_at(organisation: Organisation, viewer: User) -> list[Group]:
    """Every kind of role the organisation has, also those that nobody has; a fixed few queries."""
    roles = Role.objects.at(organisation)
    with_factor = roles.with_factor()
    holders = [
        holder(role, viewer, has_factor=role.user_id in with_factor)
        for role in roles.for_people_page()
    ]
    return [
        Group(kind, [found for found in holders if found.role.kind == kind])
        for kind in RoleKind.at(organisation.kind)
    ]


def holder(role: Role, viewer: User, *, has_factor: bool) -> Holder:
    return Holder(
        role,
        is_viewer=role.user_id == viewer.pk,
        has_factor=has_factor,
        may_hand_over=may(viewer, HAND_OVER, role),
        may_reset_factor=has_factor
        and may(viewer, MANAGE_PEOPLE, role.organisation)
        and may(viewer, RESET_FACTOR, role.user),
    )
