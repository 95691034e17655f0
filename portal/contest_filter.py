"""The county's choice of contests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mobility.models import ActivityAnchor
from mobility.views.anchors import ACTIVITIES
from network.models import User
from plans.anchor_querysets import AnchorQuerySet
from plans.models import Anchor
from plans.views.anchor_sorts import PLANS


class ContestFilter(forms.Form):
    """A filter in the address; what it says that is not known is told and left out."""

    UNANSWERED, REMOVED, PLANS = "ubesvart", "fjernet", "planer"

    hva = forms.ChoiceField(
        label=_("Hva som er bestridt"),
        required=False,
        choices=[("", _("Aktivitetenes forankringer")), (PLANS, _("Planenes forankringer"))],
    )
    vis = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=[
            ("", _("Besvarte")),
            (UNANSWERED, _("Ikke besvart ennå")),
            (REMOVED, _("Fjernet det siste året")),
        ],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def is_of_removed(self) -> bool:
        return self.cleaned_data.get("vis") == self.REMOVED

    @property
    def is_of_plans(self) -> bool:
        return self.cleaned_data.get("hva") == self.PLANS

    @property
    def sort(self) -> Any:
        """The model of the anchors that are asked for."""
        return Anchor if self.is_of_plans else ActivityAnchor

    @property
    def contest_page(self) -> str:
        """The name of the address where one of them is contested."""
        return (PLANS if self.is_of_plans else ACTIVITIES).pages.contest

    def anchors(self, viewer: User) -> AnchorQuerySet[Any]:
        """What stands and meets it, of what the viewer sees."""
        answered = self.cleaned_data.get("vis") != self.UNANSWERED
        found: AnchorQuerySet[Any] = self.sort.objects.of_visible(viewer)
        return found.contested(answered=answered)
