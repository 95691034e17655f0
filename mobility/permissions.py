"""Who may what with activities; the names are the permissions' own."""

import rules

from network.permissions import has_hands_in

# Of an organisation: to begin, change and publish its activities.
EDIT_ACTIVITIES = "mobility.edit_activities"

rules.add_perm(EDIT_ACTIVITIES, has_hands_in)
