"""What was agreed with the leaders, on a plan or on anything else that they are asked about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms import LineField, WrittenField, submission_field
from network.models import User
from network.shared_forms import NOT_A_DATE, POSSIBLE
from plans import resting
from plans.models import PolicyDocument

AGREED_LENGTH = 2000


class DialogueForm(forms.Form):
    """When, where, with whom in the leadership, and what was agreed; each sort asks for the yes."""

    submission = submission_field()
    held_on = forms.DateField(
        label=_("Når?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=POSSIBLE,
        error_messages={"required": _("Skriv datoen."), **NOT_A_DATE},
    )
    forum = LineField(
        label=_("Hvor?"),
        help_text=_("For eksempel ledermøtet eller en samtale på kontoret."),
        max_length=120,
        error_messages={"required": _("Skriv hvor dere snakket sammen.")},
    )
    with_role = LineField(
        label=_("Med hvem i ledelsen?"),
        help_text=_("Rollen, ikke navnet: rektor, avdelingsleder, daglig leder."),
        max_length=120,
        error_messages={"required": _("Skriv hvilken rolle i ledelsen.")},
    )
    agreed = WrittenField(
        label=_("Hva ble dere enige om?"),
        help_text=_(
            "Tid, vikarer, penger, hvem som skriver under. Ikke skriv navn eller noe om helse."
        ),
        max_length=AGREED_LENGTH,
        rows=5,
        error_messages={"required": _("Skriv hva dere ble enige om.")},
    )

    def clean_held_on(self) -> Any:
        """Not a day that has not been."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Datoen kan ikke være i framtida."))
        return day


class PlanDialogueForm(DialogueForm):
    """A talk about a school's or an office's own plan."""

    says_yes = forms.BooleanField(label=_("Ledelsen sier ja til planen"), required=False)

    def keep(self, plan: PolicyDocument, by: User) -> int:
        """Store it, once; returns how many anchors are proposed again."""
        return resting.note_dialogue(plan, noted_by=by, **self.cleaned_data)
