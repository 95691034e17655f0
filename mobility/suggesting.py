"""What an activity could rest on, also for what others of its kind chose."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from mobility.models import Activity, ActivityAnchor
from network.models import User
from plans.suggesting import CANDIDATES, Suggestion, open_for, suggested


def suggestions_for(activity: Activity, viewer: User | AnonymousUser) -> list[list[Suggestion]]:
    """The few at each level that most speaks for, from the school up; seven queries."""
    others = open_for(activity, viewer)
    chosen = ActivityAnchor.objects.chosen_by_alike(activity, others, most=CANDIDATES)
    return suggested(others, activity, f"{activity.title} {activity.summary}", chosen)
