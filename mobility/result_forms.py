"""The form in which a result is written."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mobility.models import Activity, ActivityResult
from network.forms import (
    SENT_BEFORE,
    LineField,
    WrittenField,
    sent_anew,
    submission_field,
)
from network.shared_forms import Other, SharedForm, read_anew
from network.texts import text_in
from network.versions import as_it_was, unchanged
from plans.models import Aim

LENGTH = 2000
WRITTEN = ("changed", "for_whom", "evidence")


class ResultForm(SharedForm[ActivityResult]):
    """What came of it; a new one where the instance is not stored yet."""

    submission = submission_field()
    changed = WrittenField(
        label=_("Hva ble annerledes?"),
        help_text=_("For elevene, lærlingene, de ansatte eller organisasjonen. Ikke skriv navn."),
        max_length=LENGTH,
        rows=4,
        error_messages={"required": _("Skriv hva som ble annerledes.")},
    )
    for_whom = LineField(
        label=_("For hvem?"),
        help_text=_("En gruppe, for eksempel «helsefagelevene på Vg2»."),
        max_length=200,
        error_messages={"required": _("Skriv hvem det ble annerledes for.")},
    )
    evidence = WrittenField(
        label=_("Hvordan vet dere det?"),
        help_text=_("Undersøkelse, vurdering, et produkt, noe dere gjør på en ny måte."),
        max_length=LENGTH,
        required=False,
        rows=3,
    )
    aim = forms.ModelChoiceField(
        label=_("Hvilket mål i en egen plan flyttet det?"),
        queryset=Aim.objects.none(),
        required=False,
    )
    is_shown = forms.BooleanField(label=_("Vis resultatet for alle"), required=False)
    names_nobody = forms.BooleanField(
        label=_("Teksten nevner ingen, eller de som er nevnt, har samtykket"), required=False
    )

    class Meta:
        model = ActivityResult
        fields = ["changed", "for_whom", "evidence", "aim", "is_shown", "names_nobody"]

    def __init__(self, data: QueryDict | None, *, instance: ActivityResult) -> None:
        super().__init__(data, instance=instance)
        aims: Any = self.fields["aim"]
        aims.queryset = Aim.objects.of_plans_at(
            instance.activity.organisation_id, also=instance.aim_id
        )
        aims.choices = [
            ("", _("Ikke noe bestemt mål")),
            *((aim.pk, aim_label(aim)) for aim in aims.queryset),
        ]
        if instance.pk:
            del self.fields["submission"]

    @property
    def names(self) -> list[str]:
        return [name for name in super().names if name != "submission"]

    def shown(self, row: ActivityResult, name: str) -> str:
        value = getattr(row, name)
        if isinstance(value, bool):
            return str(_("ja") if value else _("nei"))
        return aim_label(value) if isinstance(value, Aim) else str(value or "")

    def lang_of(self, row: ActivityResult, name: str) -> str:
        return row.activity.lang if name in ("changed", "for_whom", "evidence") else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("is_shown") and not given.get("names_nobody"):
            text = _("Kryss av for dette før resultatet kan vises for alle.")
            self.add_error("names_nobody", text)
        return given

    def joined(self, now: ActivityResult) -> bool:
        """As for all forms; but nobody consents to words that she has not read."""
        then = as_it_was(now, self.cleaned_data["read"])
        others = [
            name for name in WRITTEN if then is None or getattr(then, name) != getattr(now, name)
        ]
        unread = [name for name in others if getattr(now, name) != self.cleaned_data[name]]
        if not unread or not (self.cleaned_data["is_shown"] or self.cleaned_data["names_nobody"]):
            return super().joined(now)
        self.others = [
            Other(self.fields[name].label or name, self.shown(now, name), self.lang_of(now, name))
            for name in unread
        ]
        self.data = read_anew(self.data, now.version)
        return False

    @transaction.atomic
    def add(self, submission: uuid.UUID) -> bool:
        """Store a new one; the same form sent twice stores one, and another text is not lost."""
        activity = Activity.objects.locked(self.instance.activity.pk)
        done = ActivityResult.objects.filter(submission=submission).first()
        if done is None:
            values = self.columns()
            ActivityResult.objects.create(activity=activity, submission=submission, **values)
        return done is None or done.changed == self.cleaned_data["changed"]

    def keep(self) -> bool:
        if self.instance.pk:
            return super().keep()
        if self.add(self.cleaned_data["submission"]):
            return True
        self.add_error(None, SENT_BEFORE)
        self.data = sent_anew(self.data)
        return False


def aim_label(aim: Aim) -> str:
    """The plan and the aim, as a list shows them."""
    return f"{aim.document.heading}: {aim.key}. {text_in(aim, 'text')}"


@transaction.atomic
def remove(result: ActivityResult, *, version: int) -> None:
    """Take it away, history keeps it; ChangedError where it is another by now.

    One that is gone already is as it should be.
    """
    with contextlib.suppress(ActivityResult.DoesNotExist):
        unchanged(result, version).delete()
