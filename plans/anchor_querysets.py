"""What pages ask of anchors, and the order and filters that anchors and documents share."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, ExpressionWrapper, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from network.keyed import KeyedQuerySet
from network.permissions import published_or_own
from plans import columns
from plans.choices import AnchorStatus, Level

if TYPE_CHECKING:
    from network.models import User
    from plans.models import Action, AnchorBase, PolicyDocument

DOCUMENTS_AT_THE_SOURCE = ("source_document", "source_action__measure__programme__document")
DOCUMENTS_AT_THE_ENDS = (
    *DOCUMENTS_AT_THE_SOURCE,
    "target_document",
    "target_aim__document",
    "target_action__measure__programme__document",
)
# What an anchor leads to, with whose it is.
TARGETS = (
    "target_document__organisation",
    "target_aim__document__organisation",
    "target_action__measure",
)
# Who contests it, since when and why, and what was answered.
CONTEST = (
    *("contested_by_id", "contested_at", "contest_reason"),
    *("answered_by_id", "answered_at", "contest_answer"),
)
# The document that is cited for an anchor.
CITED = Coalesce(
    "target_document", "target_aim__document", "target_action__measure__programme__document"
)
AnyAnchor = TypeVar("AnyAnchor", bound="AnchorBase")


def rank_of(*levels: str) -> Case:
    """A level's place from the bottom, 0 to 4, by the paths to its column; a point's has none."""
    ranks = (
        When(reduce(or_, (Q(**{path: value}) for path in levels)), then=place)
        for place, value in enumerate(Level)
    )
    return Case(*ranks, default=list(Level).index(Level.PROGRAMME))


def leading_to(documents: Collection[int], actions: Collection[int]) -> Q:
    """Filter for anchors in any of the documents, their aims or the points."""
    return (
        Q(target_document__in=documents)
        | Q(target_aim__document__in=documents)
        | Q(target_action__in=actions)
    )


def starting_at(documents: Collection[int], actions: Collection[int]) -> Q:
    """Filter for anchors from any of the documents or points."""
    return Q(source_document__in=documents) | Q(source_action__in=actions)


def between(documents: Collection[int], actions: Collection[int]) -> Q:
    """Filter for anchors that start and end among the documents and points."""
    return starting_at(documents, actions) & leading_to(documents, actions)


def ends_visible_to(user: User | AnonymousUser, *ends: str) -> Q:
    """Filter for rows between documents that the user may see; an empty end hides nothing."""
    visible = Q()
    for end in ends:
        seen = published_or_own(user, owner="organisation", prefix=f"{end}__")
        visible &= Q(**{f"{end}__isnull": True}) | seen
    return visible


class AnchorQuerySet(KeyedQuerySet[AnyAnchor]):
    """Anchors, as pages ask for them; rejected ones are kept in history and in no chain.

    `whose` is the column with what a school or an office makes rest on something.
    """

    whose: ClassVar[str] = "source_document"

    @property
    def spot(self) -> tuple[str, ...]:
        """Columns with whose an anchor is and what it leads to: there is one at each."""
        return (f"{self.whose}_id", "target_document_id", "target_aim_id", "target_action_id")

    def of(self, source: models.Model) -> Self:
        """One source's standing ones with what they lead to, from the school up."""
        levels = rank_of("target_document__level", "target_aim__document__level")
        rows = self.standing().filter(**{self.whose: source})
        return rows.with_targets().order_by(levels, "pk")

    def open_still(self) -> Self:
        """Those in what something new may rest on: a retired aim or point is left out."""
        return self.filter(target_aim__retired_at=None, target_action__retired_at=None)

    def reasons_before(
        self, source: Any, document: PolicyDocument, viewer: User | AnonymousUser
    ) -> Self:
        """Those of other sources in the document, in the same language, its owner's first."""
        owner = f"{self.whose}__organisation"
        is_own = Q(**{owner: source.organisation})
        seen = published_or_own(viewer, owner="organisation", prefix=f"{self.whose}__")
        return (
            self.open_still()
            .standing()
            .filter(seen, **{f"{owner}__isnull": False})
            .annotate(document=CITED)
            .filter(document=document.pk)
            .exclude(**{self.whose: source})
            .exclude(**{f"rationale_{source.lang}": ""})
            .with_targets()
            .select_related(self.whose)
            .order_by(ExpressionWrapper(is_own, models.BooleanField()).desc(), "-updated_at", "-pk")
        )

    def confirmed_ones(self, source: models.Model) -> Self:
        """One source's that are confirmed."""
        return self.filter(**{self.whose: source}, status=AnchorStatus.CONFIRMED)

    def contested(self, *, answered: bool) -> Self:
        """Standing ones that the county contests, answered or not yet."""
        return self.standing().filter(contested_at__isnull=False, answered_at__isnull=not answered)

    def contests_left(self, sources: Collection[int]) -> dict[tuple[Any, ...], dict[str, Any]]:
        """Contests of what has been removed or led elsewhere since, by the spot where they stood.

        As history has them, and only those that the county has not taken back; one query.
        """
        events = self._history().filter(**{f"{self.whose}__in": sources})
        ever = events.filter(contested_at__isnull=False).values("pgh_obj")
        rows = events.filter(pgh_obj__in=ever).order_by("pgh_id")
        at: dict[tuple[Any, ...], dict[str, Any]] = {}
        last: dict[int, dict[str, Any]] = {}
        for row in rows.values("pgh_obj", *self.spot, *CONTEST):
            at[tuple(row[name] for name in self.spot)] = last[row["pgh_obj"]] = row
        return {
            spot: {name: last[row["pgh_obj"]][name] for name in CONTEST}
            for spot, row in at.items()
            if row["contested_at"] and last[row["pgh_obj"]]["contested_at"]
        }

    def removed_contested(
        self, sources: models.QuerySet[Any], *, since: datetime.datetime
    ) -> models.QuerySet[Any]:
        """What history has of contested ones that were removed since then, the latest first.

        Of some sources, and only what has not been added again.
        """
        again = Q(target_document=OuterRef("target_document"))
        again |= Q(target_aim=OuterRef("target_aim")) | Q(target_action=OuterRef("target_action"))
        here = {self.whose: OuterRef(self.whose)}
        rows = self._history().filter(
            ~Exists(self.standing().filter(again, **here)),
            pgh_label="delete",
            pgh_created_at__gte=since,
            contested_at__isnull=False,
            **{f"{self.whose}__in": sources.order_by()},
            **{f"{self.whose}__organisation__isnull": False},
        )
        return rows.select_related(f"{self.whose}__organisation", *TARGETS).order_by("-pgh_id")

    def _history(self) -> models.QuerySet[Any]:
        """What is kept of every anchor; the database itself writes it."""
        label, name = self.model._meta.app_label, self.model._meta.object_name
        events = self.model._meta.apps.get_model(label, f"{name}Event")
        return events._default_manager.all()

    def for_desk(self) -> Self:
        """With both ends and whose they are, those contested the longest first."""
        rows = self.with_targets().select_related(f"{self.whose}__organisation")
        return rows.order_by("contested_at", "pk")

    def of_visible(self, viewer: User | AnonymousUser) -> Self:
        """Those of what schools and offices have and the viewer may see."""
        seen = published_or_own(viewer, owner="organisation", prefix=f"{self.whose}__")
        return self.filter(seen, **{f"{self.whose}__organisation__isnull": False})

    def locked(self, pk: int) -> AnyAnchor | None:
        """One of them while a transaction changes it, after whose it is, as everywhere."""
        sources: Any = self.model._meta.get_field(self.whose).related_model
        held = sources._default_manager.select_for_update(of=("self",), no_key=True)
        held.filter(anchors=pk).order_by("pk").first()
        return self.select_for_update(of=("self",)).filter(pk=pk).first()

    def standing(self) -> Self:
        return self.exclude(status=AnchorStatus.REJECTED)

    def unconfirmed(self) -> Self:
        """Those that stand as proposed, also for being contested."""
        return self.standing().exclude(status=AnchorStatus.CONFIRMED, contested_at=None)

    def with_status(self, status: str) -> Self:
        return self.filter(status=status)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those between documents that the user may see; a point is seen with its programme."""
        return self.filter(ends_visible_to(user, *DOCUMENTS_AT_THE_ENDS))

    def from_visible_to(self, user: User | AnonymousUser) -> Self:
        """Those from what the user may see, of anchors in something that she sees already."""
        return self.filter(ends_visible_to(user, *DOCUMENTS_AT_THE_SOURCE))

    def with_targets(self) -> Self:
        """With the document, aim or point each leads to."""
        return self.select_related(*TARGETS)

    def with_cited(self) -> Self:
        """With what each leads to, and the document that is cited for it."""
        return self.with_targets().select_related(
            "target_document__file",
            "target_aim__document__file",
            "target_action__measure__programme__document__organisation",
        )

    def starting_at(self, documents: Collection[int], actions: Collection[int]) -> Self:
        """Standing anchors from any of the documents or points."""
        return self.standing().filter(starting_at(documents, actions))

    def from_any(self, documents: Collection[int], actions: Collection[int]) -> Self:
        """The same with what they lead to."""
        return (
            self.starting_at(documents, actions)
            .with_targets()
            .select_related("source_document")
            .order_by(rank_of("target_document__level", "target_aim__document__level"), "pk")
        )

    def from_these(
        self, documents: models.QuerySet[PolicyDocument], actions: models.QuerySet[Action]
    ) -> Self:
        """Standing anchors from documents and points that need not be fetched first."""
        ends = Q(source_document__in=documents.order_by()) | Q(source_action__in=actions.order_by())
        return self.standing().filter(ends)

    def source_by_source(self) -> Self:
        """In order from the school up, and up from each source."""
        return self.order_by(
            rank_of("source_document__level"),
            "source_document__sort_key",
            "source_document",
            "source_action__measure__number",
            "source_action__number",
            "source_action",
            rank_of("target_document__level", "target_aim__document__level"),
            "pk",
        )

    def with_ends(self) -> Self:
        """With what the map says of both ends, source by source."""
        points = (f"{end}__measure" for end in columns.POINT_ENDS)
        return (
            self.select_related(*columns.DOCUMENT_ENDS, *points)
            .only(*columns.ANCHOR)
            .source_by_source()
        )

    def of_the_county(self) -> Self:
        """Those from points and from documents that no school or office owns."""
        return self.filter(Q(source_action__isnull=False) | Q(source_document__organisation=None))

    def from_level(self, level: str) -> Self:
        """Those from documents at the level; a point's is the programme."""
        points = Q(source_action__isnull=False) if level == Level.PROGRAMME else Q()
        documents = Q(source_document__level=level)
        return self.filter(documents | points if points else documents)

    def as_sure_as(self, confidence: str) -> Self:
        return self.filter(confidence=confidence)

    def for_deciding(self) -> Self:
        """With both ends and who has decided, source by source."""
        return (
            self.with_targets()
            .select_related(
                "source_document", "source_action__measure", "confirmed_by", "rejected_by"
            )
            .source_by_source()
        )

    def locked_as_read(self, read: Mapping[int, int], status: str) -> list[int]:
        """Keys of those that still have the status and the version that was read, locked."""
        found = self.filter(pk__in=read, status=status).order_by("pk")
        rows = found.select_for_update(of=("self",)).values_list("pk", "version")
        return [pk for pk, version in rows if read[pk] == version]

    def to_document(self, document: PolicyDocument) -> Self:
        """Standing anchors in a document or one of its aims, with where they come from.

        The aims are named by their keys, so that each way in is looked up in its index.
        """
        aims = [aim.pk for aim in document.aims.all()]
        return (
            self.standing()
            .filter(Q(target_document=document) | Q(target_aim__in=aims))
            .select_related("source_document__organisation", "source_action__measure", "target_aim")
            .order_by(rank_of("source_document__level").desc(), "pk")
        )

    def source_documents(self) -> set[int]:
        """Keys of the documents that any of them starts at."""
        rows = self.order_by().filter(source_document__isnull=False)
        return set(rows.values_list("source_document", flat=True))

    def onward_documents(self) -> models.QuerySet[Any, Any]:
        """Keys of the documents that any of them leads to, for use within a query."""
        document = Coalesce("target_document", "target_aim__document")
        rows = self.order_by().alias(document=document)
        return rows.exclude(document=None).values_list(document)

    def counts_by_source(self) -> dict[Level, int]:
        """How many come from each level; a point's is the programme."""
        return self._counts("source_document__level")

    def counts_by_target(self) -> dict[Level, int]:
        """How many lead to each level; a point's is the programme."""
        return self._counts("target_document__level", "target_aim__document__level")

    def _counts(self, *levels: str) -> dict[Level, int]:
        level = Coalesce(*levels, Value(Level.PROGRAMME.value))
        rows = self.order_by().values_list(level).annotate(count=Count("pk"))
        return {Level(value): count for value, count in rows}

    def to_action(self, action: Action) -> Self:
        """Standing anchors in a point, with where they come from."""
        return (
            self.standing()
            .filter(target_action=action)
            .select_related("source_document__organisation", "source_action__measure")
            .order_by(rank_of("source_document__level").desc(), "pk")
        )
