"""The form in which a comment is written."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mobility.models import Activity, ActivityComment
from network.forms import SENT_BEFORE, WrittenField, sent_anew, submission_field
from network.models import User

LENGTH = 2000


class CommentForm(forms.Form):
    """What somebody thinks of an activity."""

    submission = submission_field()
    text = WrittenField(
        label=_("Kommentar"),
        help_text=_("Ikke skriv navn på elever eller lærlinger, eller noe om helse."),
        max_length=LENGTH,
        rows=4,
        error_messages={"required": _("Skriv en kommentar.")},
    )

    @transaction.atomic
    def keep(self, activity: Activity, by: User) -> bool:
        """Store it; the same form sent twice stores one, and another text is not lost."""
        # One after another: whoever has read a comment has read all that came before it.
        Activity.objects.locked(activity.pk)
        said = {"activity": activity, "text": self.cleaned_data["text"], "written_by": by}
        comment, _is_new = ActivityComment.objects.get_or_create(
            submission=self.cleaned_data["submission"], defaults=said
        )
        if all(getattr(comment, name) == value for name, value in said.items()):
            return True
        self.add_error(None, SENT_BEFORE)
        self.data = sent_anew(self.data)
        return False
