"""Forms for what several people change: nobody writes over what somebody else has written."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from network import versions
from network.forms import UNREADABLE

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Row = TypeVar("Row", bound=models.Model)

EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)
NO_SUCH_DAY = _("Skriv et år mellom 1990 og 2099.")
POSSIBLE = [MinValueValidator(EARLIEST, NO_SUCH_DAY), MaxValueValidator(LATEST, NO_SUCH_DAY)]
NOT_A_DATE = {"invalid": _("Skriv datoen som dag.måned.år, for eksempel 15.03.2026.")}
# Kept in a table of its own: what it was before is not known.
THEMES = "themes"


def day(label: str | StrPromise, help_text: str | StrPromise = "") -> forms.DateField:
    """A day that may wait."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=POSSIBLE,
        error_messages=NOT_A_DATE,
    )


def read_field() -> forms.IntegerField:
    """The version that was read, hidden in the form."""
    return forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
    )


class ReadForm(forms.Form):
    """Which version of something was read before this was said or decided about it."""

    read = read_field()


def read_anew(data: Any, version: int) -> Any:
    """What was sent, as if `version` had been read: sent once more, it writes over that."""
    typed = data.copy()
    typed["read"] = str(version)
    return typed


class Other(NamedTuple):
    """What somebody else has written in a field meanwhile."""

    label: str | StrPromise
    value: str
    lang: str


class SharedForm(forms.ModelForm[Row], Generic[Row]):
    """Some columns of a row; `read` is the version that was read.

    The row has a `version`, and its manager locks one by `locked(pk)`.
    """

    read = read_field()

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        instance: Any,
    ) -> None:
        super().__init__(data, files, instance=instance, initial={"read": instance.version})
        self.others: list[Other] = []

    @property
    def names(self) -> list[str]:
        """The columns that the form asks for."""
        return [name for name in self.fields if name != "read"]

    def shown(self, row: Row, name: str) -> str:
        """A column as it is read."""
        raise NotImplementedError

    def lang_of(self, row: Row, name: str) -> str:
        """The language of what somebody wrote; empty for what stands in the page's own."""
        raise NotImplementedError

    @transaction.atomic
    def keep(self) -> bool:
        """Write the columns; where somebody else came first, say what she has written."""
        return self.keep_in(versions.locked(self.instance))

    def keep_in(self, now: Any) -> bool:
        """The same in the row as it is now, which is locked."""
        if now.version != self.cleaned_data["read"] and not self.joined(now):
            return not self.others and self.is_valid()
        versions.write(now, **self.columns())
        if THEMES in self.fields:
            now.themes.set(self.cleaned_data[THEMES])
        return True

    def columns(self) -> dict[str, Any]:
        """What is written, by column."""
        return {name: self.cleaned_data[name] for name in self.names if name != THEMES}

    def joined(self, now: Any) -> bool:
        """Whether there is something to write of both: what one has not touched is the other's.

        What both have written in stays as it was typed, beside what is there now.
        """
        then = versions.as_it_was(now, self.cleaned_data["read"])
        was = model_to_dict(then, self.names) if then else {}
        stored = model_to_dict(now, self.names)
        typed = read_anew(self.data, now.version)
        for name in self.names:
            value = self[name].data
            is_known = name in was and name != THEMES
            if not self.fields[name].has_changed(stored[name], value):
                continue
            if is_known and not self.fields[name].has_changed(was[name], value):
                there = self.fields[name].prepare_value(stored[name])
                several = there if isinstance(there, list) else [there]
                typed.setlist(name, ["" if each is None else str(each) for each in several])
            elif not is_known or was[name] != stored[name]:
                label = self.fields[name].label or name
                self.others.append(Other(label, self.shown(now, name), self.lang_of(now, name)))
        self.data = typed
        if self.others:
            return False
        self.full_clean()
        fields = ((self.fields[name], stored[name], self[name].data) for name in self.names)
        return self.is_valid() and any(field.has_changed(*values) for field, *values in fields)
