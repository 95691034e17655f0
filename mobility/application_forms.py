"""The form in which a section of an application is written."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from mobility import application_writing
from mobility.application_parts import numbered, stored, unnumbered
from mobility.application_text import SectionText
from mobility.models import Activity, WrittenSection
from network.forms import UNREADABLE, WrittenField
from network.shared_forms import read_anew
from network.versions import ChangedError

WORDS_LENGTH = 20_000
NUMBERS = re.compile(r"\A[0-9]{1,18}(,[0-9]{1,18}){0,999}\Z")


class SectionForm(forms.Form):
    """The words of one section; `numbers` has the sources by the numbers that the writer saw."""

    read = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
    )
    numbers = forms.RegexField(
        NUMBERS, widget=forms.HiddenInput, required=False, error_messages={"invalid": UNREADABLE}
    )
    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    words = WrittenField(
        label=_("Teksten"),
        help_text=_(
            "Tallene i hakeparentes viser til kildene under. Flytt dem som du vil. "
            "Tømmer du feltet, brukes forslaget igjen. Ikke skriv navn på personer."
        ),
        max_length=WORDS_LENGTH,
        rows=16,
        required=False,
    )
    max_length = forms.IntegerField(
        label=_("Maks antall tegn"),
        help_text=_("Skriv grensen fra skjemaet ditt, om den er en annen."),
        required=False,
        max_value=WORDS_LENGTH,
        validators=[MinValueValidator(1, _("Skriv et tall fra 1 og oppover."))],
        error_messages={"invalid": _("Skriv et helt tall.")},
    )

    def __init__(self, data: Any, *, activity: Activity, answer: SectionText) -> None:
        numbers = answer.numbers
        super().__init__(
            with_todays_numbers(data, numbers),
            initial={
                "read": answer.written.version if answer.written else 0,
                "numbers": ",".join(str(pk) for pk in numbers),
                "seal": answer.seal,
                "words": answer.text,
                "max_length": answer.written.max_length if answer.written else None,
            },
        )
        self.activity = activity
        self.answer = answer
        self.other = ""
        # What is too long is told of; a browser would cut it off without a word.
        self.fields["words"].widget.attrs.pop("maxlength")
        self.fields["words"].widget.attrs["lang"] = answer.lang

    def keep(self) -> bool:
        """Write it; where somebody else came first, her words stand beside these."""
        given = self.cleaned_data
        documents = [int(pk) for pk in given["numbers"].split(",") if pk]
        words = unnumbered(given["words"].strip(), documents)
        proposal = stored(self.answer.proposal)
        # What was written beside another proposal is told of as such, on every page that shows it.
        seen = proposal if given["seal"] == self.answer.seal else ""
        try:
            application_writing.write(
                self.activity,
                self.answer.section,
                self.answer.lang,
                version=given["read"],
                words="" if words == proposal else words,
                proposal=seen,
                max_length=given["max_length"],
            )
        except ChangedError as error:
            return self.met(error.now, words)
        return True

    def met(self, now: WrittenSection | None, words: str) -> bool:
        """Whether the same is there already; else both are shown."""
        there = now.words if now else ""
        shown = numbered(there, self.answer.numbers) or self.answer.proposed_text
        self.other = shown or str(_("ingenting"))
        self.data = read_anew(self.data, now.version if now else 0)
        limit = now.max_length if now else None
        return there == words and limit == self.cleaned_data["max_length"]


def with_todays_numbers(data: Any, numbers: dict[int, int]) -> Any:
    """What was sent, with the sources' numbers as they are now, where it can be read."""
    if data is None or not NUMBERS.match(data.get("numbers", "")):
        return data
    documents = [int(pk) for pk in data["numbers"].split(",")]
    typed = data.copy()
    typed["words"] = numbered(unnumbered(data.get("words", ""), documents), numbers)
    typed["numbers"] = ",".join(str(pk) for pk in numbers)
    return typed
