"""What pages ask of plans' files."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from network.permissions import published_or_own

if TYPE_CHECKING:
    from network.models import User
    from plans.models import PlanFile, PolicyDocument


class PlanFileQuerySet(models.QuerySet["PlanFile"]):
    """Files of plans."""

    def visible_to(self, user: User | AnonymousUser) -> PlanFileQuerySet:
        """Those of plans that the user may see."""
        return self.filter(published_or_own(user, owner="organisation", prefix="document__"))

    def of(self, document: PolicyDocument) -> PlanFile | None:
        return self.filter(document=document).first()

    def all_keys(self) -> set[uuid.UUID]:
        """What lies in the folder of uploads under a name of its own."""
        return set(self.values_list("key", flat=True))
