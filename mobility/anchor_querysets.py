"""What pages ask of the anchors of activities."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Coalesce

from network.permissions import published_or_own
from plans import columns
from plans.anchor_querysets import TARGETS, AnchorQuerySet, rank_of
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
# Whose an anchor is and what it leads to: there is one at each.
SPOT = ("activity_id", "target_document_id", "target_aim_id", "target_action_id")
# Who contests it, since when and why, and what was answered.
CONTEST = (
    *("contested_by_id", "contested_at", "contest_reason"),
    *("answered_by_id", "answered_at", "contest_answer"),
)
# The document that is cited for an anchor.
CITED = Coalesce(
    "target_document", "target_aim__document", "target_action__measure__programme__document"
)


class Start(NamedTuple):
    """The first step of an activity's chain: whose it is, where it leads, whether confirmed."""

    organisation: int
    activity: int
    document: int | None
    action: int | None
    is_confirmed: bool


class ActivityAnchorQuerySet(AnchorQuerySet["ActivityAnchor"]):
    """Anchors of activities."""

    def of(self, activity: Activity) -> ActivityAnchorQuerySet:
        """One activity's standing ones with what they lead to, from the school up."""
        levels = rank_of("target_document__level", "target_aim__document__level")
        return self.standing().filter(activity=activity).with_targets().order_by(levels, "pk")

    def for_map(self) -> ActivityAnchorQuerySet:
        """With what the map says of the activity and of what it rests on."""
        points = (f"{end}__measure" for end in columns.POINT_TARGETS)
        activity = (f"activity__{column}" for column in ACTIVITY)
        rows = self.select_related("activity", *columns.DOCUMENT_TARGETS, *points)
        return rows.only(*columns.UPWARD, *activity)

    def open_still(self) -> ActivityAnchorQuerySet:
        """Those in what something new may rest on: a retired aim or point is left out."""
        return self.filter(target_aim__retired_at=None, target_action__retired_at=None)

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

    def reasons_before(
        self, activity: Activity, document: PolicyDocument, viewer: User | AnonymousUser
    ) -> ActivityAnchorQuerySet:
        """Those of other activities in the document, in the same language, its owner's first."""
        is_own = Q(activity__organisation=activity.organisation)
        return (
            self.open_still()
            .standing()
            .filter(published_or_own(viewer, owner="organisation", prefix="activity__"))
            .annotate(document=CITED)
            .filter(document=document.pk)
            .exclude(activity=activity)
            .exclude(**{f"rationale_{activity.lang}": ""})
            .with_targets()
            .select_related("activity")
            .order_by(ExpressionWrapper(is_own, models.BooleanField()).desc(), "-updated_at", "-pk")
        )

    def of_any(self, activities: ActivityQuerySet) -> ActivityAnchorQuerySet:
        return self.standing().filter(activity__in=activities.order_by())

    def in_document(self, document: PolicyDocument) -> ActivityAnchorQuerySet:
        """Those in a document or its aims, by activity."""
        ends = Q(target_document=document) | Q(target_aim__document=document)
        rows = self.filter(ends).with_targets().select_related("activity")
        return rows.order_by("activity__sort_key", "activity", "pk")

    def confirmed_ones(self, activity: Activity) -> ActivityAnchorQuerySet:
        """One activity's that are confirmed."""
        return self.filter(activity=activity, status=AnchorStatus.CONFIRMED)

    def contested(self, *, answered: bool) -> ActivityAnchorQuerySet:
        """Standing ones that the county contests, answered or not yet."""
        return self.standing().filter(contested_at__isnull=False, answered_at__isnull=not answered)

    def contests_left(self, activities: Collection[int]) -> dict[tuple[Any, ...], dict[str, Any]]:
        """Contests of what has been removed or led elsewhere since, by the spot where they stood.

        As history has them, and only those that the county has not taken back; one query.
        """
        events = self._history().filter(activity__in=activities)
        ever = events.filter(contested_at__isnull=False).values("pgh_obj")
        rows = events.filter(pgh_obj__in=ever).order_by("pgh_id")
        at: dict[tuple[Any, ...], dict[str, Any]] = {}
        last: dict[int, dict[str, Any]] = {}
        for row in rows.values("pgh_obj", *SPOT, *CONTEST):
            at[tuple(row[name] for name in SPOT)] = last[row["pgh_obj"]] = row
        return {
            spot: {name: last[row["pgh_obj"]][name] for name in CONTEST}
            for spot, row in at.items()
            if row["contested_at"] and last[row["pgh_obj"]]["contested_at"]
        }

    def removed_contested(
        self, activities: ActivityQuerySet, *, since: datetime.datetime
    ) -> models.QuerySet[Any]:
        """What history has of contested ones that were removed since then, the latest first.

        Of some activities, and only what has not been added again.
        """
        again = Q(target_document=OuterRef("target_document"))
        again |= Q(target_aim=OuterRef("target_aim")) | Q(target_action=OuterRef("target_action"))
        rows = self._history().filter(
            ~Exists(self.standing().filter(again, activity=OuterRef("activity"))),
            pgh_label="delete",
            pgh_created_at__gte=since,
            contested_at__isnull=False,
            activity__in=activities.order_by(),
        )
        return rows.select_related("activity__organisation", *TARGETS).order_by("-pgh_id")

    def _history(self) -> models.QuerySet[Any]:
        """What is kept of every anchor of an activity; the database itself writes it."""
        events = self.model._meta.apps.get_model("mobility", "ActivityAnchorEvent")
        return events._default_manager.all()

    def for_desk(self) -> ActivityAnchorQuerySet:
        """With both ends and whose they are, those contested the longest first."""
        rows = self.with_targets().select_related("activity__organisation")
        return rows.order_by("contested_at", "pk")

    def locked(self, pk: int) -> ActivityAnchor | None:
        """One of them while a transaction changes it, after its activity, as everywhere."""
        activities = self.model._meta.apps.get_model("mobility", "Activity").objects
        activities.filter(anchors=pk).select_for_update(of=("self",)).order_by("pk").first()
        return self.select_for_update(of=("self",)).filter(pk=pk).first()

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

    def of_visible(self, viewer: User | AnonymousUser) -> ActivityAnchorQuerySet:
        """Those of activities that the viewer may see."""
        return self.filter(published_or_own(viewer, owner="organisation", prefix="activity__"))

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
