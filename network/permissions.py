"""Who may what in the network; the names are the permissions' own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import rules
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from network.choices import OrganisationKind, RoleKind

if TYPE_CHECKING:
    from network.models import Organisation, Role, User

VIEW_COUNTY_NOTES = "network.view_county_notes"
VIEW_COUNTY_DESK = "network.view_county_desk"
VIEW_PEOPLE = "network.view_people"
MANAGE_PEOPLE = "network.manage_people"
RESET_FACTOR = "network.reset_factor"
HAND_OVER = "network.hand_over"
DECIDE_ON_ACCESS = "network.decide_on_access"
VIEW_SECURITY_LOG = "network.view_security_log"

Kind = RoleKind
COUNTY = frozenset({Kind.COUNTY_ADMINISTRATOR, Kind.COUNTY_EDITOR, Kind.COUNTY_READER})
COUNTY_HANDS = frozenset({Kind.COUNTY_ADMINISTRATOR, Kind.COUNTY_EDITOR})
IN_CHARGE = frozenset({Kind.COORDINATOR, Kind.OFFICE_LEADER})
# Whoever has one of these looks after plans, activities and deadlines where she has it.
HANDS = IN_CHARGE | COUNTY_HANDS | {Kind.OFFICE_STAFF}


def kinds_of(user: User | AnonymousUser) -> set[str]:
    """Every kind of role that the user has anywhere."""
    return {kind for kinds in roles_of(user).values() for kind in kinds}


def roles_of(user: User | AnonymousUser) -> dict[int, set[str]]:
    """Kinds of role by organisation id; a visitor has none."""
    return user.role_kinds if user.is_authenticated else {}


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a password alone is too little for what the user's roles open."""
    places = user.places if user.is_authenticated else []
    return any(kind.needs_second_factor for _organisation, kind, _role in places)


@rules.predicate
def is_county(user: User | AnonymousUser) -> bool:
    """Whether the user has a county role, be it only to read."""
    return not COUNTY.isdisjoint(kinds_of(user))


@rules.predicate
def is_county_administrator(user: User | AnonymousUser) -> bool:
    return Kind.COUNTY_ADMINISTRATOR in kinds_of(user)


@rules.predicate
def edits_for_the_county(user: User | AnonymousUser) -> bool:
    """Whether the user's county role lets her change things."""
    return not COUNTY_HANDS.isdisjoint(kinds_of(user))


@rules.predicate
def works_at(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Whether the user has any role in the organisation."""
    return organisation.pk in roles_of(user)


@rules.predicate
def is_in_charge(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Whether the user is the school's coordinator or the office's leader."""
    return not IN_CHARGE.isdisjoint(roles_of(user).get(organisation.pk, set()))


@rules.predicate
def has_hands_in(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Whether the user looks after plans and activities there."""
    return not HANDS.isdisjoint(roles_of(user).get(organisation.pk, set()))


@rules.predicate
def answers_at(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Whether the user speaks for it: coordinator, leader, or the county's hands in the county."""
    speaks = IN_CHARGE | COUNTY_HANDS
    return not speaks.isdisjoint(roles_of(user).get(organisation.pk, set()))


@rules.predicate
def looks_after(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Whether the county's own people look after who has access there: members, not the county."""
    return organisation.is_member and edits_for_the_county(user)


@rules.predicate
def answers_for(user: User | AnonymousUser, person: User) -> bool:
    """Whether the user decides on people in all the person's places that need a second factor.

    Where none of them does, wherever she has a role. Nobody answers for herself.
    """
    places = [role.organisation for role in person.roles.all()]
    weighty = [place for place in places if OrganisationKind(place.kind).needs_second_factor]
    return person != user and all(may(user, MANAGE_PEOPLE, place) for place in weighty or places)


@rules.predicate
def has(user: User | AnonymousUser, role: Role) -> bool:
    """Whether the role is the user's own."""
    return role.user_id == user.pk


@rules.predicate
def decides_on(user: User | AnonymousUser, role: Role) -> bool:
    return may(user, MANAGE_PEOPLE, role.organisation)


def may(user: User | AnonymousUser, permission: str, row: object = None) -> bool:
    """Whether a role gives the permission; being a superuser alone gives none."""
    return bool(rules.has_perm(permission, user, row))


def sight_of(user: User | AnonymousUser) -> Hashable:
    """All of a user that `published_or_own` goes by: whoever has the same sees the same."""
    return is_county(user) or frozenset(roles_of(user))


def published_or_own(user: User | AnonymousUser, *, owner: str, prefix: str = "") -> Q:
    """Filter for what the user may see: everything published, and drafts of her own organisations.

    The county sees all. `owner` is the column with the organisation, `prefix` a path to the row;
    what belongs to an organisation is public only when that is. Invented rows show in a demo only.
    """
    if is_county(user):
        visible = Q(**{f"{prefix}pk__isnull": False})
    else:
        own = list(roles_of(user))
        visible = Q(**{f"{prefix}published_at__isnull": False})
        if owner != "pk":
            visible &= Q(**{f"{prefix}{owner}__isnull": True}) | Q(
                **{f"{prefix}{owner}__published_at__isnull": False}
            )
        visible |= Q(**{f"{prefix}{owner}__in": own})
    return visible if settings.DEMO else visible & Q(**{f"{prefix}is_demo": False})


rules.add_perm(VIEW_COUNTY_NOTES, is_county)
rules.add_perm(VIEW_COUNTY_DESK, is_county)
rules.add_perm(VIEW_PEOPLE, works_at | is_county)
rules.add_perm(MANAGE_PEOPLE, is_in_charge | looks_after | is_county_administrator)
rules.add_perm(RESET_FACTOR, answers_for)
rules.add_perm(DECIDE_ON_ACCESS, edits_for_the_county)
rules.add_perm(HAND_OVER, has | decides_on)
rules.add_perm(VIEW_SECURITY_LOG, is_county_administrator)
