"""What was agreed with the leaders on an activity, and the confirming that rests on it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility import resting
from mobility.models import Activity
from network.models import User
from plans.deciding_forms import PickedField
from plans.dialogue_forms import DialogueForm


class ActivityDialogueForm(DialogueForm):
    """A talk about an activity."""

    says_yes = forms.BooleanField(label=_("Ledelsen sier ja til aktiviteten"), required=False)

    def keep(self, activity: Activity, by: User) -> int:
        """Store it, once; returns how many anchors are proposed again."""
        return resting.note_dialogue(activity, noted_by=by, **self.cleaned_data)


class ConfirmForm(forms.Form):
    """Which of an activity's proposed anchors are confirmed."""

    picked = PickedField(
        label=_("Forankringer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kryss av for minst én forankring."),
            "invalid_choice": _("Utvalget kunne ikke leses. Åpne siden på nytt."),
        },
    )

    def confirm(self, activity: Activity, by: User) -> int:
        return resting.confirm(activity, self.cleaned_data["picked"], by=by)
