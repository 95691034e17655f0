"""What pages ask of comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from mobility.models import Activity, ActivityComment  # noqa: F401  (named below)


class ActivityCommentQuerySet(models.QuerySet["ActivityComment"]):
    """Comments on activities."""

    def of(self, activity: Activity) -> ActivityCommentQuerySet:
        """One activity's, in the order they were written, with who wrote each."""
        rows = self.filter(activity=activity).select_related("activity", "written_by")
        return rows.order_by("written_at", "pk")
