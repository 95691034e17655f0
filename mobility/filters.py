"""Filters of the list of activities; every number of the coverage leads to one of its lists."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.gaps import Gaps
from mobility.models import Activity
from mobility.querysets import ActivityQuerySet
from network.texts import Text
from plans.choices import Level
from plans.library import here
from plans.reach_filters import FIRM, LOOSE, ReachFilter


class ActivityFilter(ReachFilter):
    """Activities, also those from which no chain leads to a level."""

    mangler = django_filters.ChoiceFilter(label=gettext_lazy("Mangler"), choices=Level.choices)

    class Meta:
        model = Activity
        fields: list[str] = []

    @property
    def labels(self) -> dict[str, Text]:
        labels = super().labels
        if level := self.value("mangler"):
            labels["mangler"] = here(_("når ikke: %(level)s") % {"level": Level(level).label})
        return labels

    @property
    def qs(self) -> ActivityQuerySet:
        """The activities that are chosen, newest first."""
        found: ActivityQuerySet = self.queryset
        if self.organisation:
            found = found.of(self.organisation)
        for node in self.targets:
            found = found.resting_on(node, self.viewer, firmly=self.strength == FIRM)
            if self.strength == LOOSE:
                found = found.not_resting_on(node, self.viewer, firmly=True)
        if level := self.value("mangler"):
            found = found.among(Gaps.seen_by(self.viewer).missing[Level(level)])
        return found.latest_first()
