"""What pages ask of activities."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from network.permissions import published_or_own
from plans.querysets import AnchorQuerySet, leading_to, related

if TYPE_CHECKING:
    from mobility.models import Activity, ActivityAnchor, FundingProgramme  # noqa: F401  (named below)
    from network.models import Organisation, User


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities, as pages ask for them."""

    def visible_to(self, user: User | AnonymousUser) -> ActivityQuerySet:
        """Published ones; those of the user's own organisations; all for the county."""
        return self.filter(published_or_own(user, owner="organisation"))

    def with_owner(self) -> ActivityQuerySet:
        return self.select_related("organisation")

    def for_page(self) -> ActivityQuerySet:
        """With what an activity's own page says of it."""
        return self.select_related("organisation").prefetch_related("themes")

    def of(self, organisation: Organisation) -> ActivityQuerySet:
        return self.filter(organisation=organisation).select_related("organisation")

    def anchored_by(self, anchors: Q) -> ActivityQuerySet:
        """Those with a standing anchor that meets the condition (see plans.anchoring)."""
        anchored = related(self, "anchors").standing().filter(anchors).order_by()
        return self.filter(pk__in=anchored.values("activity"))

    def among(self, pks: Collection[int]) -> ActivityQuerySet:
        return self.filter(pk__in=pks)

    def latest_first(self) -> ActivityQuerySet:
        return self.order_by("-published_at", "-pk")


class ActivityAnchorQuerySet(AnchorQuerySet["ActivityAnchor"]):
    """Anchors of activities."""

    def of_activities(self, activities: Iterable[Activity]) -> list[ActivityAnchor]:
        """Standing anchors of the activities with what each leads to; one query."""
        anchors = self.standing().filter(activity__in=list(activities)).with_targets()
        return list(anchors.order_by("pk"))

    def ends_in(
        self, documents: Collection[int], actions: Collection[int], viewer: User | AnonymousUser
    ) -> list[tuple[int, int | None, int | None]]:
        """Activity, and document or point, of standing anchors of activities the viewer may see."""
        seen = published_or_own(viewer, owner="organisation", prefix="activity__")
        anchors = self.standing().filter(seen, leading_to(documents, actions))
        document = Coalesce("target_document", "target_aim__document")
        return list(anchors.order_by("pk").values_list("activity", document, "target_action"))


class FundingProgrammeQuerySet(models.QuerySet["FundingProgramme"]):
    """Programmes that pay."""

    def published(self) -> FundingProgrammeQuerySet:
        """In the county's order, with who administers each."""
        return (
            self.filter(published_at__isnull=False)
            .select_related("administered_by")
            .order_by("position", "name_nb")
        )
