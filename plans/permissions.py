"""Who may what with plans and anchors; the names are the permissions' own."""

import rules

from network.permissions import edits_for_the_county, has_hands_in, is_county, works_at

DECIDE_ON_ANCHORS = "plans.decide_on_anchors"
# Of a school or an office: to add, change and publish its own plans.
EDIT_PLANS = "plans.edit_plans"
# Of any organisation: to read what was agreed with its leaders.
VIEW_DIALOGUE = "plans.view_dialogue"

rules.add_perm(DECIDE_ON_ANCHORS, edits_for_the_county)
rules.add_perm(EDIT_PLANS, has_hands_in)
rules.add_perm(VIEW_DIALOGUE, works_at | is_county)
