"""What pages ask of the programme's follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from network.choices import Confidence

if TYPE_CHECKING:
    from plans.models import (  # noqa: F401  (named in the base classes)
        Action,
        ActionParty,
        Indicator,
        Measure,
        PoliticalTreatment,
        Programme,
        ProgressReport,
    )


class TreatmentQuerySet(models.QuerySet["PoliticalTreatment"]):
    """Political treatment, as pages ask for it."""

    def of(self, programme: Programme, *, unsure_too: bool) -> TreatmentQuerySet:
        """In the order of the dates; what is not sure is for the county's staff."""
        rows = self.filter(programme=programme).order_by("date_on", "pk")
        return rows if unsure_too else rows.filter(confidence=Confidence.HIGH)


class ActionPartyQuerySet(models.QuerySet["ActionParty"]):
    """Who does what in a point."""

    def named(self) -> ActionPartyQuerySet:
        """With the organisations that are public, those responsible first."""
        rows = self.filter(organisation__published_at__isnull=False).select_related("organisation")
        return rows.order_by("-kind", "organisation__sort_key", "pk")


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    """Reports on points."""

    def shown(self) -> ProgressReportQuerySet:
        """Invented ones in a demo only."""
        return self if settings.DEMO else self.filter(is_demo=False)

    def newest_first(self) -> ProgressReportQuerySet:
        return self.shown().order_by("-reported_on", "-pk")

    def latest_of_each(self) -> ProgressReportQuerySet:
        """The newest report of each point."""
        return self.shown().order_by("action_id", "-reported_on", "-pk").distinct("action_id")


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Indicators, as pages ask for them."""

    def shown(self) -> IndicatorQuerySet:
        """Invented ones in a demo only."""
        return self if settings.DEMO else self.filter(is_demo=False)

    def in_use(self) -> IndicatorQuerySet:
        """Not those of retired points."""
        return self.shown().filter(action__retired_at=None)

    def with_values(self) -> IndicatorQuerySet:
        """With the years' values and the point each belongs to."""
        return (
            self.select_related("action__measure")
            .prefetch_related("values")
            .order_by(F("action__number").asc(nulls_first=True), "position", "key")
        )

    def of_measure(self, measure: Measure) -> IndicatorQuerySet:
        """A measure's own, then those of its points in use."""
        return self.in_use().filter(Q(measure=measure) | Q(action__measure=measure)).with_values()

    def of_action(self, action: Action) -> IndicatorQuerySet:
        return self.shown().filter(action=action).with_values()

    def counts_by_measure(self) -> dict[int, int]:
        """How many each measure has, its points' included, by the measure's primary key."""
        counted = (
            self.in_use()
            .order_by()
            .values_list(Coalesce("measure_id", "action__measure_id"))
            .annotate(count=Count("pk"))
        )
        return dict(counted)
