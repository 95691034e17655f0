"""Forms in which an anchor is contested and answered for, and the county's choice of contests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mobility import contesting
from mobility.anchor_forms import AnchorForm
from mobility.anchor_querysets import ActivityAnchorQuerySet
from mobility.models import ActivityAnchor
from network.forms import WrittenField
from network.models import User
from network.shared_forms import Other

LENGTH = 2000
NO_LONGER = _(
    "Fylkeskommunen bestrider ikke lenger forankringen. Svaret er ikke lagret. "
    "Ta vare på det som står her, hvis dere trenger det."
)
NOT_PUBLIC = _("Bare de som hører til der, og fylkeskommunen ser dette. Ikke skriv navn.")


class WordForm(AnchorForm):
    """What one side says of an anchor."""

    column = ""

    def __init__(self, data: QueryDict | None, *, anchor: ActivityAnchor) -> None:
        super().__init__(data, anchor=anchor, **{self.column: getattr(anchor, self.column)})

    def is_said_by(self, now: ActivityAnchor) -> bool:
        said: str = getattr(now, self.column)
        return said == self.cleaned_data[self.column]

    def others_in(self, now: ActivityAnchor) -> list[Other]:
        return [
            *super().others_in(now),
            Other(_("Hvorfor den er bestridt"), now.contest_reason, ""),
            Other(_("Svaret"), now.contest_answer, ""),
        ]


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

    def keep(self, by: User) -> bool:
        return self.kept(contesting.contest, reason=self.cleaned_data["contest_reason"], by=by)


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

    def keep(self, by: User) -> bool:
        return self.kept(contesting.answer, text=self.cleaned_data["contest_answer"], by=by)


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
