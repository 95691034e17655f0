"""Forms in which an anchor is contested and answered for, and the county's choice of contests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mobility import contesting
from mobility.anchor_querysets import ActivityAnchorQuerySet
from mobility.models import ActivityAnchor
from mobility.resting import reason_of
from network.forms import UNREADABLE, WrittenField
from network.models import User
from network.shared_forms import Other, read_anew
from network.versions import ChangedError

LENGTH = 2000
NO_LONGER = _(
    "Fylkeskommunen bestrider ikke lenger forankringen. Svaret er ikke lagret. "
    "Ta vare på det som står her, hvis dere trenger det."
)
NOT_PUBLIC = _("Bare de som hører til der, og fylkeskommunen ser dette. Ikke skriv navn.")


class WordForm(forms.Form):
    """What one side says of an anchor; `read` is the version that was read."""

    column = ""

    read = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
    )

    def __init__(self, data: QueryDict | None, *, anchor: ActivityAnchor) -> None:
        said = getattr(anchor, self.column)
        super().__init__(data, initial={"read": anchor.version, self.column: said})
        self.anchor = anchor
        self.others: list[Other] = []

    def store(self, by: User) -> None:
        raise NotImplementedError

    def keep(self, by: User) -> bool:
        """Write it; where somebody else came first, what there is now stands beside these words."""
        try:
            self.store(by)
        except ChangedError as error:
            return self.met(error.now)
        return True

    def met(self, now: ActivityAnchor | None) -> bool:
        """Whether the same is there already; else what has become of the anchor is shown."""
        if now is None:
            self.add_error(None, _("Forankringen er fjernet av en annen."))
            return False
        if getattr(now, self.column) == self.cleaned_data[self.column]:
            return True
        why = reason_of(now)
        self.others = [
            Other(_("Begrunnelsen for forankringen"), why.value, why.lang),
            Other(_("Hvorfor den er bestridt"), now.contest_reason, ""),
            Other(_("Svaret"), now.contest_answer, ""),
        ]
        self.data = read_anew(self.data, now.version)
        return False


class ContestForm(WordForm):
    """Why the county contests it."""

    column = "contest_reason"

    contest_reason = WrittenField(
        label=_("Hvorfor bestrider fylkeskommunen forankringen?"),
        help_text=NOT_PUBLIC,
        max_length=LENGTH,
        rows=4,
        error_messages={"required": _("Skriv hvorfor.")},
    )

    def store(self, by: User) -> None:
        given = self.cleaned_data
        contesting.contest(
            self.anchor, version=given["read"], reason=given["contest_reason"], by=by
        )


class AnswerForm(WordForm):
    """What those who run the activity answer."""

    column = "contest_answer"

    contest_answer = WrittenField(
        label=_("Svaret deres til fylkeskommunen"),
        help_text=NOT_PUBLIC,
        max_length=LENGTH,
        rows=4,
        error_messages={"required": _("Skriv et svar.")},
    )

    # Whether the county took its contest back while this was written.
    is_late = False

    def clean(self) -> dict[str, Any]:
        if self.anchor.contested_at is None:
            self.say_late()
        return self.cleaned_data

    def met(self, now: ActivityAnchor | None) -> bool:
        if now is None or now.contested_at:
            return super().met(now)
        self.say_late()
        return False

    def say_late(self) -> None:
        self.is_late = True
        self.add_error(None, NO_LONGER)

    def store(self, by: User) -> None:
        given = self.cleaned_data
        contesting.answer(self.anchor, version=given["read"], text=given["contest_answer"], by=by)


class ContestFilter(forms.Form):
    """A filter in the address; what it says that is not known is told and left out."""

    UNANSWERED, REMOVED = "ubesvart", "fjernet"

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

    def anchors(self, viewer: Any) -> ActivityAnchorQuerySet:
        """What stands and meets it, of the activities that the viewer sees."""
        answered = self.cleaned_data.get("vis") != self.UNANSWERED
        return ActivityAnchor.objects.of_visible(viewer).contested(answered=answered)
