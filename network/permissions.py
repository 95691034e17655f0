"""Who may what in the network; the names are the permissions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

if TYPE_CHECKING:
    from network.models import User

VIEW_COUNTY_NOTES = "network.view_county_notes"


@rules.predicate
def is_county(user: User | AnonymousUser) -> bool:
    """Whether the user has a county role anywhere."""
    if not user.is_authenticated:
        return False
    return any("county_editor" in kinds for kinds in user.role_kinds.values())


def may(user: User | AnonymousUser, permission: str) -> bool:
    """Whether a role gives the permission; being a superuser alone gives none."""
    return bool(rules.has_perm(permission, user))


def published_or_own(user: User | AnonymousUser, *, owner: str, prefix: str = "") -> Q:
    """Filter for what the user may see: everything published, and drafts of her own organisations.

    The county sees all. `owner` is the column with the organisation, `prefix` a path to the row;
    what belongs to an organisation is public only when that is. Invented rows show in a demo only.
    """
    if is_county(user):
        visible = Q(**{f"{prefix}pk__isnull": False})
    else:
        own = list(user.role_kinds) if user.is_authenticated else []
        visible = Q(**{f"{prefix}published_at__isnull": False})
        if owner != "pk":
            visible &= Q(**{f"{prefix}{owner}__isnull": True}) | Q(
                **{f"{prefix}{owner}__published_at__isnull": False}
            )
        visible |= Q(**{f"{prefix}{owner}__in": own})
    return visible if settings.DEMO else visible & Q(**{f"{prefix}is_demo": False})


rules.add_perm(VIEW_COUNTY_NOTES, is_county)
