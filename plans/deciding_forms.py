"""Forms of the county's list of anchors to decide on."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db import IntegrityError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.choices import Confidence
from network.forms import ALL, WrittenField
from network.models import User
from plans import deciding
from plans.anchor_querysets import AnchorQuerySet
from plans.choices import AnchorStatus, Level
from plans.models import Anchor

REASON_LENGTH = 1000
# Anything longer is no key of ours.
PICK = re.compile(r"(\d{1,18})-(\d{1,9})")


class ProposalFilter(forms.Form):
    """Filters in the address; what it says that is not known is told and left out."""

    vis = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=[
            ("", _("Foreslåtte")),
            (AnchorStatus.CONFIRMED, _("Bekreftede")),
            (AnchorStatus.REJECTED, _("Avviste")),
        ],
    )
    niva = forms.ChoiceField(
        label=_("Fra nivået"),
        required=False,
        choices=[ALL, *((level.value, level.label) for level in Level if level != Level.SCHOOL)],
    )
    sikkerhet = forms.ChoiceField(
        label=_("Hvor sikkert"), required=False, choices=[ALL, *Confidence.choices]
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def status(self) -> AnchorStatus:
        return AnchorStatus(self.cleaned_data.get("vis") or AnchorStatus.PROPOSED)

    def anchors(self) -> AnchorQuerySet[Anchor]:
        """What meets every filter."""
        found = Anchor.objects.of_the_county().with_status(self.status)
        if level := self.cleaned_data.get("niva"):
            found = found.from_level(level)
        if confidence := self.cleaned_data.get("sikkerhet"):
            found = found.as_sure_as(confidence)
        return found


class PickedField(forms.MultipleChoiceField):
    """Anchors as they were read: `<primary key>-<version>` each; cleaned to a mapping."""

    def valid_value(self, value: str) -> bool:
        return bool(PICK.fullmatch(value))

    def clean(self, value: Any) -> dict[int, int]:
        found = (PICK.fullmatch(pick) for pick in super().clean(value))
        return {int(match[1]): int(match[2]) for match in found if match}


class DecisionForm(forms.Form):
    """Which of the listed anchors, and what becomes of them."""

    CONFIRM, REJECT = "confirm", "reject"

    picked = PickedField(
        label=_("Forankringer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kryss av for minst én forankring."),
            "invalid_choice": _("Utvalget kunne ikke leses. Åpne siden på nytt."),
        },
    )
    decision = forms.ChoiceField(
        label=_("Hva vil du gjøre med de avkryssede?"),
        widget=forms.RadioSelect,
        choices=[(CONFIRM, _("Bekreft")), (REJECT, _("Avvis"))],
        error_messages={"required": _("Velg om de skal bekreftes eller avvises.")},
    )
    reason = WrittenField(
        label=_("Hvorfor avvises de?"),
        help_text=_("Trengs bare når du avviser. Begrunnelsen står i historikken."),
        required=False,
        max_length=REASON_LENGTH,
        rows=3,
    )

    def __init__(self, data: QueryDict | None, status: AnchorStatus) -> None:
        super().__init__(data)
        self.status = status
        if status != AnchorStatus.PROPOSED:
            del self.fields["decision"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("decision") == self.REJECT and cleaned.get("reason") == "":
            self.add_error("reason", _("Skriv hvorfor forankringen avvises."))
        return cleaned

    @property
    def count(self) -> int:
        """How many were picked."""
        return len(self.cleaned_data["picked"])

    def is_picked(self, anchor: Anchor) -> bool:
        """Whether what was sent has the anchor ticked, also where something else is wrong."""
        return pick_of(anchor) in (self["picked"].value() or [])

    def done(self, number: int) -> str:
        """What was done, in words."""
        decision = self.cleaned_data.get("decision")
        if decision == self.CONFIRM:
            text = ngettext(
                "%(n)s forankring er bekreftet.", "%(n)s forankringer er bekreftet.", number
            )
        elif decision == self.REJECT:
            text = ngettext("%(n)s forankring er avvist.", "%(n)s forankringer er avvist.", number)
        else:
            text = ngettext(
                "%(n)s forankring er satt tilbake til foreslått.",
                "%(n)s forankringer er satt tilbake til foreslått.",
                number,
            )
        return text % {"n": number}

    def decide(self, by: User) -> int | None:
        """Do it; how many there were, or None where the database refuses."""
        read = self.cleaned_data["picked"]
        if self.status != AnchorStatus.PROPOSED:
            try:
                return deciding.propose_again(read, self.status)
            except IntegrityError:
                text = _(
                    "En av forankringene kan ikke settes tilbake: Den ville gått i ring med andre. "
                    "Prøv med én om gangen."
                )
                self.add_error("picked", text)
                return None
        if self.cleaned_data["decision"] == self.CONFIRM:
            return deciding.confirm(read, by=by)
        return deciding.reject(read, by=by, reason=self.cleaned_data["reason"])


def pick_of(anchor: Anchor) -> str:
    """What a list says of an anchor as it is read."""
    return f"{anchor.pk}-{anchor.version}"
