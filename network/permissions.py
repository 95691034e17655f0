"""Who may what in the network; the names are the permissions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from network.models import User

VIEW_COUNTY_NOTES = "network.view_county_notes"


@rules.predicate
def is_county(user: User | AnonymousUser) -> bool:
    """Whether the user has a county role anywhere."""
    if not user.is_authenticated:
        return False
    return any("county_editor" in kinds for kinds in user.role_kinds.values())


rules.add_perm(VIEW_COUNTY_NOTES, is_county)
