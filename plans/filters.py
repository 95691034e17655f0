"""Filters of the library; their forms are drawn by the library's own facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plans.catalogue import Selection
from plans.models import PolicyDocument
from plans.querysets import DocumentQuerySet

Documents = TypeVar("Documents", DocumentQuerySet, Selection)

TONES = {
    "ja": ("valid", _("I kraft")),
    "nei": ("ended", _("Avløst eller utløpt")),
    "uavklart": ("open", _("Forslag eller ikke bekreftet")),
}
IN_DECK = {"ja": (True, _("I grunnlaget fra 2020")), "nei": (False, _("Lagt til siden"))}


def pairs_of(values: Iterable[str]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(value, value) for value in values]


class LibraryFilter(django_filters.FilterSet):
    """Documents that meet every group of choices, and any of the choices within a group."""

    niva = django_filters.ChoiceFilter(label=_("Nivå"), method="at_level")
    gjelder = django_filters.ChoiceFilter(label=_("Gjelder"), method="of_tone")
    tema = django_filters.MultipleChoiceFilter(label=_("Tema"), method="on_themes")
    slag = django_filters.MultipleChoiceFilter(label=_("Type"), method="of_kinds")
    utgiver = django_filters.MultipleChoiceFilter(label=_("Utgiver"), method="issued_by")
    ar = django_filters.MultipleChoiceFilter(label=_("År"), method="from_years")
    grunnlag = django_filters.ChoiceFilter(label=_("Grunnlaget"), method="in_deck")

    class Meta:
        model = PolicyDocument
        fields: list[str] = []

    def __init__(self, data: QueryDict, offered: Mapping[str, Iterable[str]]) -> None:
        super().__init__(data, queryset=PolicyDocument.objects.none())
        for name, values in offered.items():
            # A function, since a form copies its lists of choices, sign by sign.
            self.filters[name].extra["choices"] = pairs_of(values)
        self.form.is_valid()

    def value(self, name: str) -> list[str]:
        """What is chosen in a group; nothing where the address says what is not offered."""
        value = self.form.cleaned_data.get(name) or []
        return [value] if isinstance(value, str) else value

    def narrowed(self, documents: Documents, *, but: str = "") -> Documents:
        """Those of the documents that meet every group, or every group but one."""
        for name, value in self.form.cleaned_data.items():
            if name != but:
                documents = self.filters[name].filter(documents, value)
        return documents

    def at_level(self, documents: Documents, _name: str, level: str) -> Documents:
        return documents.at_level(level)

    def of_tone(self, documents: Documents, _name: str, key: str) -> Documents:
        return documents.of_tone(TONES[key][0])

    def on_themes(self, documents: Documents, _name: str, keys: list[str]) -> Documents:
        return documents.on_themes(keys)

    def of_kinds(self, documents: Documents, _name: str, kinds: list[str]) -> Documents:
        return documents.of_kinds(kinds)

    def issued_by(self, documents: Documents, _name: str, slugs: list[str]) -> Documents:
        return documents.surely_issued_by(slugs)

    def from_years(self, documents: Documents, _name: str, years: list[str]) -> Documents:
        return documents.surely_from(years)

    def in_deck(self, documents: Documents, _name: str, key: str) -> Documents:
        return documents.in_deck(IN_DECK[key][0])
