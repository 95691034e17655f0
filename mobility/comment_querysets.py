"""What pages ask of comments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

if TYPE_CHECKING:
    from mobility.models import (  # noqa: F401  (named below)
        Activity,
        ActivityComment,
        CommentReading,
    )
    from network.models import User


class ActivityCommentQuerySet(models.QuerySet["ActivityComment"]):
    """Comments on activities."""

    def of(self, activity: Activity) -> ActivityCommentQuerySet:
        """One activity's, in the order they were written, with who wrote each."""
        rows = self.filter(activity=activity).select_related("activity", "written_by")
        return rows.order_by("written_at", "pk")

    def new_to(self, user: User) -> ActivityCommentQuerySet:
        """Others' that came after what the user has read."""
        readings = self.model._meta.apps.get_model("mobility", "CommentReading").objects
        read = readings.filter(activity=OuterRef("activity"), user=user, latest__gte=OuterRef("pk"))
        return self.exclude(written_by=user).exclude(Exists(read))


class CommentReadingQuerySet(models.QuerySet["CommentReading"]):
    """How far people have read."""

    def note(self, activity: Activity, user: User, comments: Iterable[ActivityComment]) -> None:
        """Note that the user has read all of these; one query."""
        latest = max((comment.pk for comment in comments), default=0)
        self.bulk_create(
            [self.model(activity=activity, user=user, latest=latest)],
            update_conflicts=True,
            unique_fields=["activity", "user"],
            update_fields=["latest"],
        )
