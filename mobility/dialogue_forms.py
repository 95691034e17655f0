"""What was agreed with the leaders on an activity."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.models import Activity
from network.models import User
from plans import resting
from plans.dialogue_forms import DialogueForm


class ActivityDialogueForm(DialogueForm):
    """A talk about an activity."""

    says_yes = forms.BooleanField(label=_("Ledelsen sier ja til aktiviteten"), required=False)

    def keep(self, activity: Activity, by: User) -> int:
        """Store it, once; returns how many anchors are proposed again."""
        return resting.note_dialogue(activity, noted_by=by, **self.cleaned_data)
