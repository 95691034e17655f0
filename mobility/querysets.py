"""What pages ask of activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from network.permissions import is_county

if TYPE_CHECKING:
    from network.models import Organisation, User


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities, as pages ask for them."""

    def visible_to(self, user: User | AnonymousUser) -> ActivityQuerySet:
        """Published ones; those of the user's own organisations; all for the county."""
        if is_county(user):
            return self
        if not user.is_authenticated:
            return self.filter(published_at__isnull=False)
        return self.filter(
            Q(published_at__isnull=False) | Q(organisation__in=list(user.role_kinds))
        )

    def with_owner(self) -> ActivityQuerySet:
        return self.select_related("organisation")

    def for_page(self) -> ActivityQuerySet:
        """With what an activity's own page says of it."""
        return self.select_related("organisation").prefetch_related("themes")

    def of(self, organisation: Organisation) -> ActivityQuerySet:
        return self.filter(organisation=organisation).select_related("organisation")

    def latest_first(self) -> ActivityQuerySet:
        return self.order_by("-published_at", "-pk")
