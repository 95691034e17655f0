"""Forms by which an activity is made to rest on something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.models import ActivityAnchor
from mobility.moving import Successor, targets_in
from plans import resting
from plans.anchor_forms import (
    UNREADABLE_CHOICE,
    RationaleForm,
    RestOnForm,
    TargetsField,
    label_of,
    rationale_field,
)
from plans.models import Aim, PolicyDocument

TAKEN = _("Aktiviteten bygger allerede på dette. Velg noe annet, eller fjern forankringen.")
IN_THE_ACTIVITY = _(
    "Hva i aktiviteten som svarer på dette. To–tre setninger er nok; de kan brukes i en "
    "søknad. Ikke skriv navn på personer."
)


class ActivityRestOnForm(RestOnForm):
    """What of a document an activity is made to rest on."""

    targets = TargetsField(_("Hva bygger aktiviteten på?"))
    rationale = rationale_field(IN_THE_ACTIVITY)


class ActivityRationaleForm(RationaleForm):
    """Another reason for an activity's anchor."""

    rationale = rationale_field(IN_THE_ACTIVITY)


def in_full(target: Successor) -> str:
    """The document, and what of it."""
    document = target.document if isinstance(target, Aim) else target
    return f"{document.heading.value} – {label_of(target)}"


class MoveForm(ActivityRationaleForm):
    """What an anchor leads to instead, in what holds today, and why."""

    target = forms.ChoiceField(
        label=_("Hva skal forankringen lede til?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg ett."),
            "invalid_choice": UNREADABLE_CHOICE,
        },
    )
    field_order = ["read", "target", "rationale"]

    def __init__(
        self, data: Any, *, anchor: ActivityAnchor, successors: list[PolicyDocument]
    ) -> None:
        super().__init__(data, anchor=anchor)
        self.targets = targets_in(successors)
        field: Any = self.fields["target"]
        field.choices = [(name, in_full(target)) for name, target in self.targets.items()]

    def keep(self) -> bool:
        target = self.targets[self.cleaned_data["target"]]
        try:
            return self.kept(resting.move, target=target, rationale=self.cleaned_data["rationale"])
        except resting.TakenError:
            self.add_error("target", TAKEN)
            return False

    def is_said_by(self, now: Any) -> bool:
        """The reason is not all: what it leads to is looked at again."""
        return False
