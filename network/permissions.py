"""Who may what in the network; the names are the permissions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
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


def published_or_own(user: User | AnonymousUser, *, owner: str, prefix: str = "") -> Q:
    """Filter for what the user may see: everything published, and drafts of her own organisations.

    The county sees all. `owner` is the column with the organisation, `prefix` a path to the row.
    """
    if is_county(user):
        return Q(**{f"{prefix}pk__isnull": False})
    own = list(user.role_kinds) if user.is_authenticated else []
    return Q(**{f"{prefix}published_at__isnull": False}) | Q(**{f"{prefix}{owner}__in": own})


rules.add_perm(VIEW_COUNTY_NOTES, is_county)
