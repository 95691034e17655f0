"""What a list of partnerships is cut down to, as an address asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlencode

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mobility.agreement_querysets import PartnershipQuerySet
from mobility.choices import PartnershipKind
from mobility.models import Partnership
from network.choices import capital
from network.forms import ALL
from network.kept import kept
from network.locales import countries
from network.models import Organisation, User
from network.permissions import sight_of
from network.texts import Text
from plans.library import Chosen, here

# What the page itself offers; whose it is, is chosen by links that lead here.
OFFERED = ("slag", "land")


class PartnershipFilter(django_filters.FilterSet):
    """Partnerships of one kind, with somebody in one country, or that concern one organisation."""

    slag = django_filters.ChoiceFilter(label=_("Type"), choices=PartnershipKind.choices)
    land = django_filters.ChoiceFilter(label=_("Land"))
    hos = django_filters.CharFilter(label=_("Hos"))

    class Meta:
        model = Partnership
        fields: list[str] = []

    def __init__(self, data: QueryDict, viewer: User | AnonymousUser) -> None:
        super().__init__(data, queryset=Partnership.objects.visible_to(viewer))
        self.viewer = viewer
        self.place = ("partnerships", timezone.localdate(), sight_of(viewer))
        self.lists = {
            "slag": capital(PartnershipKind),
            "land": countries(kept((*self.place, "countries"), self.queryset.countries)),
        }
        self.filters["land"].extra["choices"] = self.lists["land"]
        self.form.is_valid()

    def value(self, name: str) -> str:
        """What the address says; nothing where that cannot be."""
        return self.form.cleaned_data.get(name) or ""

    @cached_property
    def keys(self) -> list[int]:
        """Keys of what is chosen, in the list's order; kept for the day or until a change."""
        return kept((*self.place, self.query), self.qs.pks)

    @cached_property
    def organisation(self) -> Organisation | None:
        return Organisation.objects.visible_to(self.viewer).at(self.value("hos"))

    @property
    def choices(self) -> forms.Form:
        """What the page offers, as it is chosen now."""
        form = forms.Form(initial={name: self.value(name) for name in OFFERED})
        for name in OFFERED:
            form.fields[name] = forms.ChoiceField(
                label=self.filters[name].label, required=False, choices=[ALL, *self.lists[name]]
            )
        return form

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What is chosen elsewhere and goes on holding."""
        return [("hos", self.value("hos"))] if self.organisation else []

    @property
    def labels(self) -> dict[str, Text]:
        """What is chosen, by filter."""
        labels = {
            name: here(dict(self.lists[name])[value])
            for name in OFFERED
            if (value := self.value(name))
        }
        return labels | ({"hos": self.organisation.heading} if self.organisation else {})

    @property
    def is_unknown(self) -> bool:
        """Whether the address asks for something that is not there."""
        return any(self.data.get(name) and name not in self.labels for name in self.filters)

    @property
    def query(self) -> str:
        return self._address(self.labels)

    @property
    def chosen(self) -> list[Chosen]:
        return [
            Chosen(
                self.filters[name].label or "",
                label,
                self._address(other for other in self.labels if other != name),
            )
            for name, label in self.labels.items()
        ]

    def _address(self, names: Iterable[str]) -> str:
        return urlencode({name: self.value(name) for name in names})

    @property
    def qs(self) -> PartnershipQuerySet:
        """The partnerships that are chosen, those that hold first."""
        found: PartnershipQuerySet = self.queryset
        if kind := self.value("slag"):
            found = found.of_kind(kind)
        if country := self.value("land"):
            found = found.in_country(country)
        if self.organisation:
            found = found.concerning(self.organisation)
        return found.current_first()
