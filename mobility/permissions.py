"""Who may what with activities; the names are the permissions' own."""

import rules

from network.permissions import answers_at, has_hands_in

# Of an organisation: to begin, change and publish its activities.
EDIT_ACTIVITIES = "mobility.edit_activities"

# Of an organisation: to add, change and publish its partnerships and accreditations.
EDIT_AGREEMENTS = "mobility.edit_agreements"
# To confirm what its activities rest on.
CONFIRM_ANCHORS = "mobility.confirm_anchors"

rules.add_perm(EDIT_ACTIVITIES, has_hands_in)
rules.add_perm(EDIT_AGREEMENTS, has_hands_in)
rules.add_perm(CONFIRM_ANCHORS, answers_at)
