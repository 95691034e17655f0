"""What pages ask of the anchors of activities."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from plans import columns
from plans.anchor_querysets import CITED, AnchorQuerySet
from plans.choices import AnchorStatus

if TYPE_CHECKING:
    from mobility.models import Activity, ActivityAnchor
    from mobility.querysets import ActivityQuerySet
    from network.models import User
    from plans.models import PolicyDocument
    from plans.querysets import DocumentQuerySet

# So many activities of a kind tell what the kind is made to rest on.
LATEST = 200
# What a box on the map says of an activity.
ACTIVITY = ("slug", "title", "lang")


class Start(NamedTuple):
    """The first step of an activity's chain: whose it is, where it leads, whether confirmed."""

    organisation: int
    activity: int
    document: int | None
    action: int | None
    is_confirmed: bool


class ActivityAnchorQuerySet(AnchorQuerySet["ActivityAnchor"]):
    """Anchors of activities."""

    whose = "activity"

    def for_map(self) -> ActivityAnchorQuerySet:
        """With what the map says of the activity and of what it rests on."""
        points = (f"{end}__measure" for end in columns.POINT_TARGETS)
        activity = (f"activity__{column}" for column in ACTIVITY)
        rows = self.select_related("activity", *columns.DOCUMENT_TARGETS, *points)
        return rows.only(*columns.UPWARD, *activity)

    def for_application(self) -> ActivityAnchorQuerySet:
        """With what is cited for each, and what that is about."""
        return self.with_cited().prefetch_related(
            "target_document__themes",
            "target_aim__document__themes",
            "target_action__measure__programme__document__themes",
        )

    def chosen_by_alike(
        self, activity: Activity, documents: DocumentQuerySet, *, most: int
    ) -> dict[int, int]:
        """How many of the latest published ones of its kind rest on each of some documents, by key.

        Only those most often chosen; one query.
        """
        if not activity.kind:
            return {}
        alike = type(activity).objects.published().filter(kind=activity.kind)
        latest = alike.exclude(pk=activity.pk).latest_first()[:LATEST]
        counted = (
            self.standing()
            .filter(activity__in=latest.values("pk"))
            .annotate(document=CITED)
            .filter(document__in=documents.order_by().values("pk"))
            .order_by()
            .values_list("document")
            .annotate(times=Count("activity", distinct=True))
            .order_by("-times", "document")
        )
        return dict(counted[:most])

    def of_any(self, activities: ActivityQuerySet) -> ActivityAnchorQuerySet:
        return self.standing().filter(activity__in=activities.order_by())

    def in_document(self, document: PolicyDocument) -> ActivityAnchorQuerySet:
        """Those in a document or its aims, by activity."""
        ends = Q(target_document=document) | Q(target_aim__document=document)
        rows = self.filter(ends).with_targets().select_related("activity")
        return rows.order_by("activity__sort_key", "activity", "pk")

    def locked_ones(self, pks: Collection[int]) -> dict[int, ActivityAnchor]:
        """Some of them by their keys, while a transaction changes them."""
        rows = self.select_for_update(of=("self",)).select_related("activity")
        return rows.order_by("pk").in_bulk(pks)

    def ends_of_activities(
        self, activities: Iterable[Activity | int]
    ) -> list[tuple[int, int, int | None, int | None, int | None, bool]]:
        """Standing anchors of the activities; one query.

        Primary keys of the activity, the anchor, the document, the aim and the point it leads to,
        and whether it is confirmed.
        """
        return list(
            self.standing()
            .filter(activity__in=list(activities))
            .annotate(firm=Q(status=AnchorStatus.CONFIRMED, contested_at=None))
            .order_by("pk")
            .values_list(
                "activity",
                "pk",
                Coalesce("target_document", "target_aim__document"),
                "target_aim",
                "target_action",
                "firm",
            )
        )

    def starts(
        self, viewer: User | AnonymousUser, owners: Collection[int] | None = None
    ) -> list[Start]:
        """Every step that activities begin with, of all or of some organisations."""
        among = Q() if owners is None else Q(activity__organisation__in=owners)
        rows = (
            self.standing()
            .of_visible(viewer)
            .filter(among)
            .annotate(firm=Q(status=AnchorStatus.CONFIRMED, contested_at=None))
            .order_by("pk")
            .values_list(
                "activity__organisation",
                "activity",
                Coalesce("target_document", "target_aim__document"),
                "target_action",
                "firm",
            )
        )
        return [Start(*row) for row in rows]
