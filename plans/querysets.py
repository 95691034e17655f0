"""What pages ask of documents, aims and the programme."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, When
from django.utils import timezone

from network.keyed import KeyedQuerySet
from network.permissions import published_or_own
from plans import columns
from plans.anchor_querysets import AnchorQuerySet, ends_visible_to, rank_of
from plans.choices import Level, LinkState, Status
from plans.library_querysets import LibraryQuerySet

if TYPE_CHECKING:
    from network.models import Organisation, User
    from plans.models import (  # noqa: F401  (named in the base classes)
        Action,
        Aim,
        Anchor,
        AnchorBase,
        Measure,
        PolicyDocument,
        Programme,
        Succession,
        Theme,
    )


PLACE_BY_STATUS = Case(
    *(When(status=status, then=("valid", "open", "ended").index(status.tone)) for status in Status)
)
IS_NUMBER = re.compile(r"[0-9]{1,4}")


def related(rows: models.QuerySet[Any], field: str) -> Any:
    """The default manager of a related model; it cannot be imported here, for it imports us."""
    return rows.model._meta.get_field(field).related_model._default_manager


def belonging(documents: Collection[int], actions: Collection[int]) -> Q:
    """Filter for those of the points whose programme is among the documents."""
    return Q(pk__in=actions, measure__programme__document__in=documents)


class DocumentQuerySet(LibraryQuerySet):
    """Documents, as pages ask for them."""

    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """Published ones; plans of the user's own organisations; all for the county."""
        return self.filter(published_or_own(user, owner="organisation"))

    def for_library(self) -> DocumentQuerySet:
        """With what a row of the library says."""
        return self.select_related("organisation")

    def for_download(self) -> DocumentQuerySet:
        """With what a row of a download says; of the aims only those whose page is known."""
        return self.select_related("organisation", "file").prefetch_related(
            "themes", Prefetch("aims", related(self, "aims").with_page())
        )

    def for_page(self) -> DocumentQuerySet:
        """With what a document's own page says of it."""
        return self.select_related("organisation", "file").prefetch_related(
            "themes",
            Prefetch("aims", related(self, "aims").in_order()),
        )

    def of(self, organisation: Organisation) -> DocumentQuerySet:
        """The plans of one school or training office, with their aims."""
        return self.filter(organisation=organisation).prefetch_related(
            Prefetch("aims", related(self, "aims").in_use())
        )

    def locked(self, pk: int) -> PolicyDocument:
        """One of them while a transaction changes it.

        Others may still lead anchors to it: who waits for the guards' turn holds nobody up.
        """
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def touch(self, *plans: PolicyDocument) -> None:
        """Note that something of them has changed: who looked them over before looks again."""
        rows = self.among([plan.pk for plan in plans])
        rows.update(version=F("version") + 1, updated_at=timezone.now())

    def with_unanswered_contests(self) -> DocumentQuerySet:
        """Those with an anchor that the county contests and nobody has answered for."""
        contested = related(self, "anchors").contested(answered=False)
        return self.filter(Exists(contested.filter(source_document=OuterRef("pk"))))

    def owned_by_any(self, organisations: Collection[int]) -> DocumentQuerySet:
        return self.filter(organisation__in=organisations)

    def for_accreditation(self, organisation: Organisation) -> DocumentQuerySet:
        """What can be its Erasmus plan: an own plan; for others than members, the region's."""
        if organisation.is_member:
            return self.owned_by_any([organisation.pk])
        regional = self.filter(level__in=[Level.REGIONAL, Level.PROGRAMME])
        return regional.exclude(published_at=None).order_by("sort_key", "pk")

    def drafts(self) -> DocumentQuerySet:
        return self.filter(published_at=None).order_by("sort_key", "pk")

    def running_out(self, *, before: datetime.date) -> DocumentQuerySet:
        """Those said to hold that have run out by then, the first to do so first."""
        holding = [status for status in Status if status.tone == "valid"]
        found = self.filter(status__in=holding, valid_to_on__lt=before)
        return found.order_by("valid_to_on", "sort_key", "pk")

    def at(self, slug: str) -> PolicyDocument | None:
        """The document of this address, if it is in the set."""
        return self.filter(slug=slug).first() if slug else None

    def among(self, pks: Collection[int]) -> DocumentQuerySet:
        return self.filter(pk__in=pks)

    def with_address(self) -> DocumentQuerySet:
        """Those that have one to check, the longest unchecked first."""
        return self.exclude(url="").order_by(F("link_checked_at").asc(nulls_first=True), "pk")

    def note_link(self, document: PolicyDocument, state: LinkState, at: datetime.datetime) -> None:
        """What a check found, unless the address was changed meanwhile; no edit of the document."""
        self.filter(pk=document.pk, url=document.url).update(link_state=state, link_checked_at=at)

    def at_no_end_of(self, anchors: models.QuerySet[Anchor]) -> DocumentQuerySet:
        """Those that none of the anchors starts or ends at, and that have no points."""
        here = OuterRef("pk")
        ends = Q(source_document=here) | Q(target_document=here) | Q(target_aim__document=here)
        alone = self.filter(~Exists(anchors.order_by().filter(ends)))
        return alone.exclude(programme__measures__actions__isnull=False)

    def owned(self, owners: Collection[int]) -> list[tuple[int, int]]:
        """Each plan with its school or office, by their keys, of some schools and offices."""
        rows = self.filter(organisation__in=owners).order_by("pk")
        return list(rows.values_list("pk", "organisation"))

    def own_plans(self) -> DocumentQuerySet:
        """Schools' and training offices' own."""
        return self.filter(level=Level.SCHOOL)

    def above_schools(self) -> DocumentQuerySet:
        """All but schools' and training offices' own plans."""
        return self.exclude(level=Level.SCHOOL)

    def led_to_by(self, *anchors: AnchorQuerySet[Any]) -> DocumentQuerySet:
        """Those that any of the anchors leads straight to, as a whole or in an aim."""
        ways = (Q(pk__in=rows.onward_documents()) for rows in anchors)
        return self.filter(reduce(or_, ways))

    def counts_by_standing(self) -> dict[tuple[str, str], int]:
        """How many there are of each level and status."""
        rows = self.order_by().values_list("level", "status").annotate(count=Count("pk"))
        return {(level, status): count for level, status, count in rows}

    def standings(self) -> list[tuple[int, str, str]]:
        """Key, level and status of each."""
        return list(self.order_by("sort_key", "pk").values_list("pk", "level", "status"))

    def owned_by(self, organisation: OuterRef) -> DocumentQuerySet:
        """Those of the organisation of an outer query."""
        return self.filter(organisation=organisation).order_by()

    def owners(self) -> set[int]:
        """Keys of the schools and offices that own any of them."""
        owned = self.filter(organisation__isnull=False).order_by()
        return set(owned.values_list("organisation", flat=True))

    def in_force_first(self) -> DocumentQuerySet:
        """Then what is not settled, and last what has ended; by title within each."""
        return self.order_by(PLACE_BY_STATUS, "sort_key", "pk")

    def for_map(self) -> DocumentQuerySet:
        """With what a box on the map says, European first."""
        return self.only(*columns.DOCUMENT).from_the_top()

    def keys_from_the_top(self) -> list[tuple[int, str]]:
        """Key and level of each, European first."""
        return list(self.from_the_top().values_list("pk", "level"))

    def from_the_top(self) -> DocumentQuerySet:
        """European first, as the deck lists them; by title within a level."""
        return self.order_by(rank_of("level").desc(), "sort_key", "pk")


class ThemeQuerySet(models.QuerySet["Theme"]):
    """The vocabulary of themes."""

    def in_order(self) -> ThemeQuerySet:
        return self.order_by("position", "key")


class AimQuerySet(models.QuerySet["Aim"]):
    """Aims, as pages ask for them."""

    def in_order(self) -> AimQuerySet:
        """In the document's order, the retired ones last: chains may still lead to them."""
        return self.order_by(F("retired_at").asc(nulls_first=True), "position", "pk")

    def of_plans_at(self, organisation: int, *, also: int | None = None) -> AimQuerySet:
        """Those in use of an organisation's own plans, plan by plan; and one that is chosen."""
        rows = self.filter(Q(document__organisation=organisation, retired_at=None) | Q(pk=also))
        return rows.select_related("document").order_by("document__sort_key", "position", "pk")

    def in_use(self) -> AimQuerySet:
        """Not retired, in the document's order."""
        return self.filter(retired_at=None).order_by("position", "pk")

    def with_page(self) -> AimQuerySet:
        """Those in use whose page in the document is known."""
        return self.in_use().exclude(page=None)

    def touched_by(self, paste: UUID) -> AimQuerySet:
        """Those that came or got their page by a paste, whatever has become of them since."""
        event = apps.get_model("plans", "AimEvent")
        return self.filter(
            Exists(event._default_manager.filter(pgh_obj=OuterRef("pk"), paste=paste))
        ).order_by("pk")

    def locked(self, pk: int) -> Aim:
        """One of them while a transaction changes it."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Versions of the action programme."""

    def current(self) -> Programme | None:
        """The newest published version."""
        return (
            self.filter(document__published_at__isnull=False)
            .select_related("document")
            .order_by(F("document__valid_from_on").desc(nulls_last=True), "-pk")
            .first()
        )


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures, as pages ask for them."""

    def of(self, programme: Programme | None) -> MeasureQuerySet:
        """The measures of one version, with their points in use and where each stands."""
        points = related(self, "actions").in_use()
        return self.filter(programme=programme).prefetch_related(
            Prefetch("actions", points),
            Prefetch("actions__reports", related(points, "reports").latest_of_each()),
        )

    def with_parties(self) -> MeasureQuerySet:
        """With the organisations behind each point."""
        points = related(self, "actions")
        return self.prefetch_related(
            Prefetch("actions__parties", related(points, "parties").named())
        )


class ActionQuerySet(KeyedQuerySet["Action"]):
    """Points, as pages ask for them."""

    def in_use(self) -> ActionQuerySet:
        return self.filter(retired_at=None).select_related("measure").order_by("number")

    def among(self, pks: Collection[int]) -> ActionQuerySet:
        return self.filter(pk__in=pks).order_by("pk")

    def in_order(self) -> ActionQuerySet:
        """In the programme's order."""
        return self.order_by("measure__number", "number")

    def in_document(self, document: PolicyDocument) -> ActionQuerySet:
        """The points in use of the programme that a document is."""
        rows = self.filter(measure__programme__document=document, retired_at=None)
        return rows.select_related("measure").in_order()

    def keys_in_use(self) -> list[int]:
        return list(self.filter(retired_at=None).in_order().values_list("pk", flat=True))

    def for_page(self) -> ActionQuerySet:
        """With its parties and every report, newest first."""
        return self.prefetch_related(
            Prefetch("parties", related(self, "parties").named()),
            Prefetch("reports", related(self, "reports").newest_first()),
        )

    def with_programme(self) -> ActionQuerySet:
        """With the programme's document, the next step up from a point."""
        return self.select_related("measure__programme__document")

    def numbered(self, dotted: str) -> Action | None:
        """The point with a number as people say it, such as `2.2`."""
        measure, _dot, number = dotted.partition(".")
        if not (IS_NUMBER.fullmatch(measure) and IS_NUMBER.fullmatch(number)):
            return None
        return self.filter(measure__number=measure, number=number).first()

    def neighbours(self, action: Action) -> tuple[Action | None, Action | None]:
        """The points before and after in the whole programme, without the retired ones."""
        points = list(self.filter(retired_at=None).order_by("measure__number", "number"))
        if action not in points:
            return None, None
        place = points.index(action)
        before = points[place - 1] if place else None
        return before, points[place + 1] if place + 1 < len(points) else None

    def within(self, programmes: models.QuerySet[PolicyDocument]) -> ActionQuerySet:
        """The points of the programmes that are among the documents, as they are numbered."""
        points = self.filter(measure__programme__document__in=programmes.order_by())
        return points.with_programme().order_by("measure__programme", "measure__number", "number")

    def of(self, programme: Programme | None) -> ActionQuerySet:
        """The points of one version of the programme, retired ones too: they keep their pages."""
        return self.filter(measure__programme=programme).select_related(
            "measure__programme__document"
        )


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Who took over from whom."""

    def shown_to(self, user: User | AnonymousUser) -> SuccessionQuerySet:
        """Those between documents that the user may see, with both."""
        visible = ends_visible_to(user, "predecessor_document", "successor_document")
        rows = self.filter(visible).select_related("predecessor_document", "successor_document")
        return rows.order_by("pk")

    def among_documents(self, pks: Collection[int]) -> SuccessionQuerySet:
        """Those between any two of the documents."""
        return self.filter(predecessor_document__in=pks, successor_document__in=pks)
