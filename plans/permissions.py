"""Who may what with plans and anchors; the names are the permissions' own."""

import rules

from network.permissions import edits_for_the_county, has_hands_in

DECIDE_ON_ANCHORS = "plans.decide_on_anchors"
# Of a school or an office: to add, change and publish its own plans.
EDIT_PLANS = "plans.edit_plans"

rules.add_perm(DECIDE_ON_ANCHORS, edits_for_the_county)
rules.add_perm(EDIT_PLANS, has_hands_in)
