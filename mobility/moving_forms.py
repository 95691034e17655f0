"""The form by which anchors in what no longer holds are moved, a row for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from mobility.anchor_forms import TAKEN, in_full
from mobility.models import ActivityAnchor
from mobility.moving import Move, Successor, move_all
from network.forms import UNREADABLE
from plans.resting import TakenError

NOTHING = _("Kryss av for minst én forankring.")
GONE = _("Det du krysset av for, er allerede flyttet eller fjernet.")
SOME_GONE = _("Noe av det du krysset av for, er allerede flyttet eller fjernet.")
CHANGED = _(
    "Noen har endret forankringen siden. Se på den, og flytt den hvis den fortsatt skal det."
)


def part_of(anchor: ActivityAnchor) -> str:
    """What of the document an anchor leads to, in few words."""
    if not anchor.target_aim:
        return str(_("hele dokumentet"))
    return str(_("mål %(number)s")) % {"number": anchor.target_aim.key}


class MoveManyForm(forms.Form):
    """For each anchor whether it is moved and to what; `read-…` is the version that was read.

    `targets` are what they can lead to by the names of the choices, and `proposed` the name of the
    likeliest by the anchor's key.
    """

    def __init__(
        self,
        data: Any,
        *,
        anchors: Sequence[ActivityAnchor],
        targets: Mapping[str, Successor],
        proposed: Mapping[int, str],
    ) -> None:
        super().__init__(with_newcomers(data, anchors, proposed))
        self.anchors = anchors
        self.targets = targets
        every = [(name, in_full(target)) for name, target in targets.items()]
        choices = [("", _("Velg")), *every]
        for anchor in anchors:
            said = {"title": anchor.activity.title, "what": part_of(anchor)}
            self.fields[f"picked-{anchor.pk}"] = forms.BooleanField(
                label=_("Flytt for «%(title)s» (%(what)s)") % said, required=False
            )
            self.fields[f"read-{anchor.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput,
                initial=anchor.version,
                error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
            )
            self.fields[f"target-{anchor.pk}"] = forms.ChoiceField(
                label=_("Hva skal «%(title)s» (%(what)s) bygge på i stedet?") % said,
                choices=choices,
                initial=proposed.get(anchor.pk),
                error_messages={
                    "required": _("Velg ett."),
                    "invalid_choice": _("Utvalget kunne ikke leses. Åpne siden på nytt."),
                },
            )

    @property
    def rows(self) -> Iterator[tuple[ActivityAnchor, list[BoundField]]]:
        for anchor in self.anchors:
            names = [f"{name}-{anchor.pk}" for name in ("picked", "read", "target")]
            yield anchor, [self[name] for name in names]

    @property
    def picked(self) -> list[ActivityAnchor]:
        return [row for row in self.anchors if self.cleaned_data.get(f"picked-{row.pk}")]

    def clean(self) -> dict[str, Any]:
        """Only what is ticked has to be right; a row may have come since the page was read."""
        picked = {row.pk for row in self.picked}
        for row in self.anchors:
            if row.pk not in picked:
                for name in (f"read-{row.pk}", f"target-{row.pk}"):
                    self.errors.pop(name, None)
        if not picked:
            was_picked = any(name.startswith("picked-") for name in self.data)
            self.add_error(None, GONE if was_picked else NOTHING)
        return self.cleaned_data

    def keep(self) -> dict[int, Exception]:
        """Move those that are picked; returns what was in the way of the others, by their keys."""
        given = self.cleaned_data
        return move_all(
            [
                Move(row, given[f"read-{row.pk}"], self.targets[given[f"target-{row.pk}"]])
                for row in self.picked
            ]
        )

    def say_refused(self, refused: Mapping[int, Exception]) -> None:
        """Say at each row that is still here what was in its way; sent again, it is read anew."""
        self.is_valid()
        here = {row.pk for row in self.anchors}
        if not refused.keys() <= here and not self.non_field_errors():
            self.add_error(None, SOME_GONE)
        for row in self.anchors:
            if isinstance(refused.get(row.pk), TakenError):
                self.add_error(f"target-{row.pk}", TAKEN)
            elif row.pk in refused:
                self.add_error(f"picked-{row.pk}", CHANGED)


def with_newcomers(
    data: Any, anchors: Iterable[ActivityAnchor], proposed: Mapping[int, str]
) -> Any:
    """What was sent, with what is proposed for rows that have come to the page since."""
    if data is None:
        return None
    typed = data.copy()
    for anchor in anchors:
        if f"read-{anchor.pk}" not in typed:
            typed[f"read-{anchor.pk}"] = str(anchor.version)
            typed[f"target-{anchor.pk}"] = proposed.get(anchor.pk, "")
    return typed


def read_anew(
    data: Any, anchors: Iterable[ActivityAnchor], refused: Mapping[int, Exception]
) -> Any:
    """What was sent, as if those that were refused had been read as they are now."""
    typed = data.copy()
    for anchor in anchors:
        if anchor.pk in refused:
            typed[f"read-{anchor.pk}"] = str(anchor.version)
    return typed
