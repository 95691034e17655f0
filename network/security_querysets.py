"""What is asked of the security log."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from network.models import SecurityEvent  # noqa: F401  (named below)

RETENTION = datetime.timedelta(days=365)


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    """Events, the newest first."""

    def for_log(self) -> SecurityEventQuerySet:
        """With who, by whom and where."""
        return self.select_related("user", "by", "organisation").order_by("-at", "-pk")

    def of_kind(self, kind: str) -> SecurityEventQuerySet:
        return self.filter(kind=kind)

    def concerning(self, slug: str) -> SecurityEventQuerySet:
        """What happened in an organisation, and to the accounts of those who had a role there."""
        roles = apps.get_model("network", "RoleEvent").objects.filter(organisation__slug=slug)
        of_its_people = Q(organisation=None, user__in=roles.values("user"))
        return self.filter(Q(organisation__slug=slug) | of_its_people)

    def since(self, day: datetime.date) -> SecurityEventQuerySet:
        return self.filter(at__date__gte=day)

    def until(self, day: datetime.date) -> SecurityEventQuerySet:
        """That day included."""
        return self.filter(at__date__lte=day)

    def prune(self, now: datetime.datetime) -> int:
        """Delete what is older than the log may be; how many there were."""
        count, _by_model = self.filter(at__lt=now - RETENTION).delete()
        return count
