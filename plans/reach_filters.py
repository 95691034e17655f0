"""What reaches a document or a point, of whom and how firmly, as an address asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.kept import kept
from network.models import Organisation
from network.permissions import sight_of
from network.texts import Text
from plans.anchoring import Node, all_below
from plans.choices import Level
from plans.library import Chosen, here
from plans.models import Action, PolicyDocument, Programme
from plans.querysets import DocumentQuerySet

if TYPE_CHECKING:
    from network.models import User

FIRM, LOOSE = "bekreftet", "foreslatt"
STRENGTHS: dict[str, str | Promise] = {FIRM: _("bekreftet hele veien"), LOOSE: _("foreslått")}


class ReachFilter(django_filters.FilterSet):
    """What of one organisation reaches a document or a point, and how firmly."""

    dokument = django_filters.CharFilter(label=_("Når fram til"))
    punkt = django_filters.CharFilter(label=_("Når fram til"))
    hos = django_filters.CharFilter(label=_("Hos"))
    styrke = django_filters.ChoiceFilter(
        label=_("Forankringen er"), choices=[(key, key) for key in STRENGTHS]
    )

    def __init__(self, data: QueryDict, viewer: User | AnonymousUser) -> None:
        model = self._meta.model
        super().__init__(data, queryset=model._default_manager.visible_to(viewer))
        self.viewer = viewer
        self.offer()
        self.form.is_valid()

    def offer(self) -> None:
        """Set choices that hang on who asks, where there are any."""

    def value(self, name: str) -> str:
        """What the address says; nothing where that cannot be."""
        return self.form.cleaned_data.get(name) or ""

    @cached_property
    def document(self) -> PolicyDocument | None:
        return PolicyDocument.objects.visible_to(self.viewer).at(self.value("dokument"))

    @cached_property
    def action(self) -> Action | None:
        """The point of the current programme that has this number."""
        number = self.value("punkt")
        return Action.objects.of(Programme.objects.current()).numbered(number) if number else None

    @cached_property
    def organisation(self) -> Organisation | None:
        return Organisation.objects.visible_to(self.viewer).at(self.value("hos"))

    @cached_property
    def targets(self) -> list[Node]:
        """What the activities are to reach."""
        document = Node(document=self.document.pk) if self.document else None
        action = Node(action=self.action.pk) if self.action else None
        return [node for node in (document, action) if node]

    @property
    def strength(self) -> str:
        """How firmly; it says something only of what is to be reached."""
        return self.value("styrke") if self.targets else ""

    @cached_property
    def keys(self) -> list[int]:
        """Keys of what is chosen, in the list's order; kept until something changes."""
        return kept((type(self), self.query, sight_of(self.viewer)), self.qs.pks)

    @property
    def labels(self) -> dict[str, Text]:
        """What is chosen, by filter."""
        labels = {}
        if self.document:
            labels["dokument"] = self.document.heading
        if self.action:
            labels["punkt"] = here(str(self.action))
        if self.organisation:
            labels["hos"] = self.organisation.heading
        if self.strength:
            labels["styrke"] = here(STRENGTHS[self.strength])
        return labels

    @property
    def is_unknown(self) -> bool:
        """Whether the address asks for something that is not there."""
        return any(self.data.get(name) and name not in self.labels for name in self.filters)

    @property
    def query(self) -> str:
        """The selection as the shortest address says it."""
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
        kept = {name: self.value(name) for name in names}
        if not kept.keys() & {"dokument", "punkt"}:
            kept.pop("styrke", None)
        return urlencode(kept)


class PlanFilter(ReachFilter):
    """Plans of schools and training offices."""

    class Meta:
        model = PolicyDocument
        fields: list[str] = []

    @property
    def qs(self) -> DocumentQuerySet:
        """The plans that are chosen, by title."""
        found: DocumentQuerySet = self.queryset.at_level(Level.SCHOOL)
        if self.organisation:
            found = found.of(self.organisation)
        for node in self.targets:
            below = all_below(node, self.viewer)
            asked = {FIRM: [True], LOOSE: [False]}.get(self.strength, [True, False])
            keys = {
                key.document for key, is_firm in below.items() if is_firm in asked and key.document
            }
            found = found.among(keys - {node.document})
        return found.by_title()
