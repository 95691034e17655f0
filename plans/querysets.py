"""What pages ask of documents, aims, the programme and anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Prefetch, Q

from network.permissions import is_county
from plans.choices import AnchorStatus, Level

if TYPE_CHECKING:
    from network.models import Organisation, User
    from plans.models import Programme

SUCCEEDED = Q(status__in=["carried_on", "replaced", "expired"])


class DocumentQuerySet(models.QuerySet["PolicyDocument"]):
    """Documents, as pages ask for them."""

    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """Published ones; plans of the user's own organisations; all for the county."""
        if is_county(user):
            return self
        if not user.is_authenticated:
            return self.filter(published_at__isnull=False)
        return self.filter(
            Q(published_at__isnull=False) | Q(organisation__in=list(user.role_kinds))
        )

    def for_library(self) -> DocumentQuerySet:
        """With what a row of the library says."""
        return self.select_related("organisation").prefetch_related("issuers", "themes")

    def for_page(self) -> DocumentQuerySet:
        """With what a document's own page says of it."""
        from plans.models import Aim, Succession

        return self.select_related("organisation").prefetch_related(
            "issuers",
            "themes",
            Prefetch("aims", Aim.objects.in_use()),
            Prefetch(
                "successions",
                Succession.objects.select_related("successor_document").order_by("pk"),
            ),
            Prefetch(
                "precessions",
                Succession.objects.select_related("predecessor_document").order_by("pk"),
            ),
        )

    def of(self, organisation: Organisation) -> DocumentQuerySet:
        """The plans of one school or training office, with their aims."""
        from plans.models import Aim

        return self.filter(organisation=organisation).prefetch_related(
            Prefetch("aims", Aim.objects.in_use())
        )

    def counts_by_level(self) -> dict[str, int]:
        """How many documents each level has, by the level's value; 0 where none."""
        counted = self.order_by().values_list("level").annotate(count=Count("pk"))
        return dict.fromkeys(Level.values, 0) | dict(counted)


class AimQuerySet(models.QuerySet["Aim"]):
    """Aims, as pages ask for them."""

    def in_use(self) -> AimQuerySet:
        """Not retired, in the document's order."""
        return self.filter(retired_at=None).order_by("position", "pk")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Versions of the action programme."""

    def current(self) -> Programme | None:
        """The newest published version."""
        return (
            self.filter(document__published_at__isnull=False)
            .select_related("document")
            .order_by("-document__valid_from_on", "-pk")
            .first()
        )


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Measures, as pages ask for them."""

    def of(self, programme: Programme | None) -> MeasureQuerySet:
        """The measures of one version, with their points in use."""
        from plans.models import Action

        return self.filter(programme=programme).prefetch_related(
            Prefetch("actions", Action.objects.in_use())
        )


class ActionQuerySet(models.QuerySet["Action"]):
    """Points, as pages ask for them."""

    def in_use(self) -> ActionQuerySet:
        return self.filter(retired_at=None).select_related("measure").order_by("number")

    def of(self, programme: Programme | None) -> ActionQuerySet:
        """The points of one version of the programme, retired ones too: they keep their pages."""
        return self.filter(measure__programme=programme).select_related("measure__programme")


class AnchorQuerySet(models.QuerySet["Anchor"]):
    """Anchors, as pages ask for them; rejected ones are kept in history and in no chain."""

    def standing(self) -> AnchorQuerySet:
        return self.exclude(status=AnchorStatus.REJECTED)

    def with_ends(self) -> AnchorQuerySet:
        """With the documents, aims and points at both ends."""
        return self.select_related(
            "target_document",
            "target_aim__document",
            "target_action__measure",
        )
