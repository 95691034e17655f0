"""Filters of the library; their forms are drawn by the library's own facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plans.models import PolicyDocument
from plans.querysets import DocumentQuerySet

TONES = {
    "ja": ("valid", _("I kraft")),
    "nei": ("ended", _("Avløst eller utløpt")),
    "uavklart": ("open", _("Forslag eller ikke bekreftet")),
}
IN_DECK = {"ja": (True, _("I grunnlaget fra 2020")), "nei": (False, _("Lagt til siden"))}


class LibraryFilter(django_filters.FilterSet):
    """Documents that meet every group of choices, and any of the choices within a group."""

    niva = django_filters.ChoiceFilter(label=_("Nivå"), method="at_level")
    gjelder = django_filters.ChoiceFilter(label=_("Gjelder"), method="of_tone")
    tema = django_filters.MultipleChoiceFilter(label=_("Tema"), method="on_themes")
    slag = django_filters.MultipleChoiceFilter(label=_("Slag"), method="of_kinds")
    utgiver = django_filters.MultipleChoiceFilter(label=_("Utgiver"), method="issued_by")
    ar = django_filters.MultipleChoiceFilter(label=_("År"), method="from_years")
    grunnlag = django_filters.ChoiceFilter(label=_("Grunnlaget"), method="in_deck")

    class Meta:
        model = PolicyDocument
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, documents: DocumentQuerySet, offered: Mapping[str, Iterable[str]]
    ) -> None:
        super().__init__(data, queryset=documents)
        for name, values in offered.items():
            self.filters[name].extra["choices"] = [(value, value) for value in values]
        self.form.is_valid()

    def value(self, name: str) -> list[str]:
        """What is chosen in a group; nothing where the address says what is not offered."""
        value = self.form.cleaned_data.get(name) or []
        return [value] if isinstance(value, str) else value

    def narrowed(self, *, but: str = "") -> DocumentQuerySet:
        """The documents that meet every group, or every group but one."""
        documents: DocumentQuerySet = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != but:
                documents = self.filters[name].filter(documents, value)
        return documents

    def at_level(self, documents: DocumentQuerySet, _name: str, level: str) -> DocumentQuerySet:
        return documents.at_level(level)

    def of_tone(self, documents: DocumentQuerySet, _name: str, key: str) -> DocumentQuerySet:
        return documents.of_tone(TONES[key][0])

    def on_themes(
        self, documents: DocumentQuerySet, _name: str, keys: list[str]
    ) -> DocumentQuerySet:
        return documents.on_themes(keys)

    def of_kinds(
        self, documents: DocumentQuerySet, _name: str, kinds: list[str]
    ) -> DocumentQuerySet:
        return documents.of_kinds(kinds)

    def issued_by(
        self, documents: DocumentQuerySet, _name: str, slugs: list[str]
    ) -> DocumentQuerySet:
        return documents.surely_issued_by(slugs)

    def from_years(
        self, documents: DocumentQuerySet, _name: str, years: list[str]
    ) -> DocumentQuerySet:
        return documents.surely_from(years)

    def in_deck(self, documents: DocumentQuerySet, _name: str, key: str) -> DocumentQuerySet:
        return documents.in_deck(IN_DECK[key][0])
