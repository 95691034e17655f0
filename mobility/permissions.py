"""Who may what with activities; the names are the permissions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
from django.contrib.auth.models import AnonymousUser

from network.permissions import (
    answers_at,
    edits_for_the_county,
    has_hands_in,
    is_county,
    works_at,
)

if TYPE_CHECKING:
    from mobility.models import ActivityComment
    from network.models import User

# Of an organisation: to begin, change and publish its activities.
EDIT_ACTIVITIES = "mobility.edit_activities"

# Of an organisation: to add, change and publish its partnerships and accreditations.
EDIT_AGREEMENTS = "mobility.edit_agreements"
# To confirm what its activities rest on.
CONFIRM_ANCHORS = "mobility.confirm_anchors"
# To contest what activities rest on, and to take that back.
CONTEST_ANCHORS = "mobility.contest_anchors"
# Of an organisation: to read why the county contests, and what was answered.
VIEW_CONTESTS = "mobility.view_contests"
# Of an organisation: to read what is said about its activities, and to say something.
COMMENT_ON_ACTIVITIES = "mobility.comment_on_activities"
REMOVE_COMMENT = "mobility.remove_comment"


@rules.predicate
def wrote(user: User | AnonymousUser, comment: ActivityComment) -> bool:
    """Whether the comment is the user's own."""
    return comment.written_by_id == user.pk


rules.add_perm(EDIT_ACTIVITIES, has_hands_in)
rules.add_perm(EDIT_AGREEMENTS, has_hands_in)
rules.add_perm(CONFIRM_ANCHORS, answers_at)
rules.add_perm(CONTEST_ANCHORS, edits_for_the_county)
rules.add_perm(VIEW_CONTESTS, works_at | is_county)
rules.add_perm(COMMENT_ON_ACTIVITIES, works_at | is_county)
rules.add_perm(REMOVE_COMMENT, wrote)
