"""Filters of the list of activities; every number of the coverage leads to one of its lists."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.choices import ActivityKind, ActivityStatus
from mobility.gaps import Gaps
from mobility.models import Activity
from mobility.querysets import ActivityQuerySet
from network.forms import ALL
from network.kept import kept
from network.locales import countries
from network.permissions import sight_of
from network.texts import Text
from plans.choices import Level
from plans.library import here
from plans.models import Theme
from plans.reach_filters import FIRM, LOOSE, ReachFilter

# What the page itself offers to choose among; the rest is chosen by links that lead there.
OFFERED = ("slag", "status", "tema", "land")


class ActivityFilter(ReachFilter):
    """Activities, also those from which no chain leads to a level."""

    mangler = django_filters.ChoiceFilter(label=gettext_lazy("Mangler"), choices=Level.choices)

    slag = django_filters.ChoiceFilter(label=gettext_lazy("Slag"), choices=ActivityKind.choices)
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=ActivityStatus.choices
    )
    tema = django_filters.ChoiceFilter(label=gettext_lazy("Tema"))
    land = django_filters.ChoiceFilter(label=gettext_lazy("Land"))

    class Meta:
        model = Activity
        fields: list[str] = []

    def offer(self) -> None:
        """Set the vocabulary of themes, and the countries that activities go to."""
        name = "countries of activities", sight_of(self.viewer)
        reached = kept(name, self.queryset.countries)
        themes = [(theme.key, str(theme)) for theme in Theme.objects.in_order()]
        self.filters["tema"].extra["choices"] = themes
        self.filters["land"].extra["choices"] = countries(reached)

    @property
    def choices(self) -> forms.Form:
        """What the page offers, as it is chosen now."""
        form = forms.Form(initial={name: self.value(name) for name in OFFERED})
        for name in OFFERED:
            asked = self.filters[name]
            form.fields[name] = forms.ChoiceField(
                label=asked.label,
                required=False,
                choices=[ALL, *((value, capfirst(said)) for value, said in asked.extra["choices"])],
            )
        return form

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What is chosen elsewhere and goes on holding."""
        return [(name, self.value(name)) for name in self.labels if name not in OFFERED]

    @property
    def labels(self) -> dict[str, Text]:
        labels = super().labels
        if level := self.value("mangler"):
            labels["mangler"] = here(_("når ikke: %(level)s") % {"level": Level(level).label})
        for name in OFFERED:
            if value := self.value(name):
                labels[name] = here(dict(self.filters[name].extra["choices"])[value])
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
        if kind := self.value("slag"):
            found = found.of_kind(kind)
        if status := self.value("status"):
            found = found.with_status(status)
        if theme := self.value("tema"):
            found = found.on_theme(theme)
        if country := self.value("land"):
            found = found.in_country(country)
        return found.latest_first()
