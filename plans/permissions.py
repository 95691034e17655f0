"""Who may what with plans and anchors; the names are the permissions' own."""

import rules

from network.permissions import edits_for_the_county

DECIDE_ON_ANCHORS = "plans.decide_on_anchors"

rules.add_perm(DECIDE_ON_ANCHORS, edits_for_the_county)
