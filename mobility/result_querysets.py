"""What pages ask of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from network.permissions import is_county, published_or_own, roles_of

if TYPE_CHECKING:
    from mobility.models import Activity, ActivityResult
    from network.models import User


class ActivityResultQuerySet(models.QuerySet["ActivityResult"]):
    """Results of activities."""

    def visible_to(self, user: User | AnonymousUser) -> ActivityResultQuerySet:
        """Those shown of activities that the user may see; all of her own, and for the county."""
        rows = self.filter(published_or_own(user, owner="organisation", prefix="activity__"))
        if is_county(user):
            return rows
        own = Q(activity__organisation__in=list(roles_of(user)))
        return rows.filter(Q(is_shown=True) | own)

    def of(self, activity: Activity) -> ActivityResultQuerySet:
        """One activity's, in the order they were written, with the aim that each moved."""
        rows = self.filter(activity=activity).select_related("activity", "aim__document")
        return rows.order_by("pk")

    def behind(self, activity: Activity) -> ActivityResultQuerySet:
        """The activity's own and those of the round before it, with the aim that each moved."""
        rows = self.filter(activity__in=[activity.pk, activity.former_id])
        return rows.select_related(
            "activity", "aim__document__organisation", "aim__document__file"
        ).order_by("pk")

    def shown(self) -> ActivityResultQuerySet:
        """What everybody may read, the latest first, with the activity and whose it is."""
        rows = self.visible_to(AnonymousUser()).select_related("activity__organisation")
        return rows.order_by("-created_at", "-pk")

    def locked(self, pk: int) -> ActivityResult:
        """One of them while a transaction changes it."""
        return self.select_for_update(of=("self",)).get(pk=pk)
