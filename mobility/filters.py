"""Filters of the list of activities; every number of the coverage leads to one of its lists."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.choices import ActivityKind, ActivityStatus, EducationProgramme, TargetGroup
from mobility.gaps import Gaps
from mobility.models import Activity
from mobility.querysets import ActivityQuerySet
from network.choices import capital
from network.forms import ALL
from network.kept import kept
from network.locales import countries
from network.models import Organisation
from network.permissions import sight_of
from network.texts import Text
from plans.choices import Level
from plans.library import here
from plans.models import Theme
from plans.reach_filters import FIRM, LOOSE, ReachFilter

# What the page itself offers to choose among; the rest is chosen by links that lead there.
OFFERED = ("hos", "slag", "status", "gruppe", "utdanning", "tema", "land", "program", "ar")
# With more owners than this the list is too long to choose in: their own pages lead here.
MOST_OWNERS = 200


class ActivityFilter(ReachFilter):
    """Activities, also those from which no chain leads to a level."""

    mangler = django_filters.ChoiceFilter(label=gettext_lazy("Mangler"), choices=Level.choices)

    slag = django_filters.ChoiceFilter(label=gettext_lazy("Type"), choices=ActivityKind.choices)
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), choices=ActivityStatus.choices
    )
    gruppe = django_filters.ChoiceFilter(
        label=gettext_lazy("Målgruppe"), choices=TargetGroup.choices
    )
    utdanning = django_filters.ChoiceFilter(
        label=gettext_lazy("Utdanning"), choices=EducationProgramme.choices
    )
    tema = django_filters.ChoiceFilter(label=gettext_lazy("Tema"))
    land = django_filters.ChoiceFilter(label=gettext_lazy("Land"))
    program = django_filters.ChoiceFilter(label=gettext_lazy("Program"))
    ar = django_filters.ChoiceFilter(label=gettext_lazy("År"))

    class Meta:
        model = Activity
        fields: list[str] = []

    def offer(self) -> None:
        """Set the vocabulary of themes, and what activities have of the rest."""
        offers = kept(("offers of activities", sight_of(self.viewer)), self.queryset.offers)
        owners: list[Organisation] = []
        if len(offers.owners) <= MOST_OWNERS:
            named = Organisation.objects.among(offers.owners).members_first()
            owners = kept(("owners of activities", sight_of(self.viewer)), lambda: list(named))
        self.lists = {
            "hos": [(owner.slug, owner.name) for owner in owners],
            "slag": capital(ActivityKind),
            "status": capital(ActivityStatus),
            "gruppe": capital(TargetGroup),
            "utdanning": capital(EducationProgramme),
            "tema": [(theme.key, str(theme)) for theme in Theme.objects.in_order()],
            "land": countries(offers.countries),
            "program": [(funding, funding) for funding in offers.funding],
            "ar": [(str(year), str(year)) for year in offers.years],
        }
        chosen = Organisation.objects.visible_to(self.viewer).at(self.data.get("hos", ""))
        if owners and chosen and chosen not in owners:
            self.lists["hos"].append((chosen.slug, chosen.name))
        for name in ("tema", "land", "program", "ar"):
            self.filters[name].extra["choices"] = self.lists[name]

    @property
    def choices(self) -> forms.Form:
        """What the page offers, as it is chosen now."""
        form = forms.Form(initial={name: self.value(name) for name in OFFERED})
        for name in self.offered:
            form.fields[name] = forms.ChoiceField(
                label=self.filters[name].label, required=False, choices=[ALL, *self.lists[name]]
            )
        return form

    @property
    def offered(self) -> list[str]:
        """What the page offers; a list with nothing in it is left out."""
        return [name for name in OFFERED if self.lists[name]]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What is chosen elsewhere and goes on holding."""
        return [(name, self.value(name)) for name in self.labels if name not in self.offered]

    @property
    def labels(self) -> dict[str, Text]:
        labels = super().labels
        if level := self.value("mangler"):
            labels["mangler"] = here(_("når ikke: %(level)s") % {"level": Level(level).label})
        for name in OFFERED[1:]:
            if value := self.value(name):
                labels[name] = here(dict(self.lists[name])[value])
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
        if group := self.value("gruppe"):
            found = found.meant_for(group)
        if programme := self.value("utdanning"):
            found = found.in_programme(programme)
        if theme := self.value("tema"):
            found = found.on_theme(theme)
        if country := self.value("land"):
            found = found.in_country(country)
        if funding := self.value("program"):
            found = found.paid_by(funding)
        if year := self.value("ar"):
            found = found.going_on_in(int(year))
        return found.latest_first()
