"""Forms in which an anchor of an activity or a plan is contested and answered for."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.forms import WrittenField
from network.models import User
from network.shared_forms import Other
from plans import contesting
from plans.anchor_forms import AnchorForm

LENGTH = 2000
NO_LONGER = _(
    "Fylkeskommunen bestrider ikke lenger forankringen. Svaret er ikke lagret. "
    "Ta vare på det som står her, hvis dere trenger det."
)
NOT_PUBLIC = _("Bare de som hører til der, og fylkeskommunen ser dette. Ikke skriv navn.")


class WordForm(AnchorForm):
    """What one side says of an anchor."""

    column = ""

    def __init__(self, data: QueryDict | None, *, anchor: Any) -> None:
        super().__init__(data, anchor=anchor, **{self.column: getattr(anchor, self.column)})

    def is_said_by(self, now: Any) -> bool:
        said: str = getattr(now, self.column)
        return said == self.cleaned_data[self.column]

    def others_in(self, now: Any) -> list[Other]:
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

    def met(self, now: Any) -> bool:
        if now is None or now.contested_at:
            return super().met(now)
        self.say_late()
        return False

    def say_late(self) -> None:
        self.is_late = True
        self.add_error(None, NO_LONGER)

    def keep(self, by: User) -> bool:
        return self.kept(contesting.answer, text=self.cleaned_data["contest_answer"], by=by)
