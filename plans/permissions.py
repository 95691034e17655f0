"""Who may what with plans and anchors; the names are the permissions' own."""

import rules

from network.permissions import (
    answers_at,
    edits_for_the_county,
    has_hands_in,
    is_county,
    works_at,
)

DECIDE_ON_ANCHORS = "plans.decide_on_anchors"
# Of a school or an office: to add, change and publish its own plans.
EDIT_PLANS = "plans.edit_plans"
# Of a school or an office: to confirm what its own plans rest on.
CONFIRM_PLAN_ANCHORS = "plans.confirm_plan_anchors"
# To contest what schools' and offices' own plans rest on, and to take that back.
CONTEST_PLAN_ANCHORS = "plans.contest_plan_anchors"
# Of a school or an office: to read why the county contests, and what was answered.
VIEW_PLAN_CONTESTS = "plans.view_plan_contests"
# Of any organisation: to read what was agreed with its leaders.
VIEW_DIALOGUE = "plans.view_dialogue"

rules.add_perm(DECIDE_ON_ANCHORS, edits_for_the_county)
rules.add_perm(EDIT_PLANS, has_hands_in)
rules.add_perm(CONFIRM_PLAN_ANCHORS, answers_at)
rules.add_perm(CONTEST_PLAN_ANCHORS, edits_for_the_county)
rules.add_perm(VIEW_PLAN_CONTESTS, works_at | is_county)
rules.add_perm(VIEW_DIALOGUE, works_at | is_county)
