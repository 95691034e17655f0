"""Forms by which an activity or a plan is made to rest on something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import WrittenField
from network.models import User
from network.shared_forms import Other, ReadForm, read_anew
from network.texts import Text, text_in
from network.versions import ChangedError
from plans import resting
from plans.deciding_forms import PickedField
from plans.models import Action, Aim, PolicyDocument
from plans.resting import Target

RATIONALE_LENGTH = 2000
UNREADABLE_CHOICE = _("Utvalget kunne ikke leses. Åpne siden på nytt.")
IN_THE_PLAN = _(
    "Hva i planen som svarer på dette. To–tre setninger er nok. Ikke skriv navn på personer."
)
WRONG_WAY = {
    "anchor_no_cycle": _(
        "Dette bygger alt på planen, direkte eller gjennom noe annet. To dokumenter kan ikke "
        "bygge på hverandre. Velg noe annet, eller fjern forankringen den andre veien først."
    ),
    "anchor_never_points_down": _(
        "Dette står på et lavere nivå. En forankring går til samme nivå eller oppover. "
        "Velg noe annet."
    ),
}


def rationale_field(help_text: Any) -> WrittenField:
    return WrittenField(
        label=_("Hvorfor?"),
        help_text=help_text,
        max_length=RATIONALE_LENGTH,
        rows=5,
        error_messages={"required": _("Skriv hvorfor.")},
    )


class TargetsField(forms.MultipleChoiceField):
    """What of a document something is made to rest on; what it rests on already is no error."""

    targets: Mapping[str, Target] = {}

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Kryss av for minst ett."),
                "invalid_choice": UNREADABLE_CHOICE,
            },
        )

    def valid_value(self, value: str) -> bool:
        return value in self.targets

    def clean(self, value: Any) -> list[Target]:
        return [self.targets[name] for name in super().clean(value)]


class RestOnForm(forms.Form):
    """Which aims or points of a document, and why; `earlier` are reasons that others gave."""

    targets = TargetsField(_("Hva bygger planen på?"))
    rationale = rationale_field(IN_THE_PLAN)

    def __init__(
        self,
        data: Any,
        *,
        source: Any,
        document: PolicyDocument,
        points: list[Action],
        earlier: list[Any],
    ) -> None:
        reused = reused_in(data, source, earlier) if data else None
        super().__init__(None if reused else data, initial=reused)
        self.source = source
        if reused:
            # Where the text has come to, or nothing seems to have happened.
            self.fields["rationale"].widget.attrs["autofocus"] = True
        self.earlier = [(anchor, written(anchor, source)) for anchor in earlier]
        self.others: list[Any] = []
        self.contested: list[Any] = []
        taken = {anchor.target for anchor in resting.anchors_of(source).of(source)}
        named: dict[str, Target] = {
            "dokument": document,
            **{f"mal-{aim.key}": aim for aim in document.aims.all() if not aim.retired_at},
            **{f"punkt-{point.dotted}": point for point in points},
        }
        targets: Any = self.fields["targets"]
        targets.targets = named
        targets.choices = [
            (name, label_of(target)) for name, target in named.items() if target not in taken
        ]

    def keep(self) -> bool:
        """Add them; what somebody else has added for another reason is told of."""
        given = self.cleaned_data
        try:
            self.others, self.contested = resting.rest_on(
                self.source, given["targets"], rationale=given["rationale"]
            )
        except resting.WrongWayError as error:
            self.add_error("targets", WRONG_WAY[error.rule])
            return False
        except resting.GoneError:
            self.add_error("targets", _("Noe av dette ble tatt bort nå. Se over, og velg på nytt."))
            return False
        return not self.others


def written(anchor: Any, source: Any) -> Text:
    """Why, in the source's language."""
    return text_in(anchor, "rationale", source.lang)


def reused_in(data: Any, source: Any, earlier: list[Any]) -> dict[str, Any] | None:
    """What a form says with the earlier reason that was asked for, after what was typed.

    None where none was asked for; what is gone meanwhile adds nothing, and nothing is stored.
    """
    if "reuse" not in data:
        return None
    typed = data.get("rationale", "").strip()
    chosen = [anchor for anchor in earlier if data["reuse"] == str(anchor.pk)]
    reasons = (written(anchor, source).value for anchor in chosen)
    texts = [typed, *(reason for reason in reasons if reason not in typed)]
    return {
        "targets": data.getlist("targets"),
        "rationale": "\n\n".join(text for text in texts if text),
    }


def label_of(target: Target) -> str:
    """What can be ticked, in the page's language."""
    if isinstance(target, Aim):
        text = _("Mål %(number)s: %(text)s")
        return text % {"number": target.key, "text": text_in(target, "text")}
    if isinstance(target, Action):
        text = _("Punkt %(number)s: %(text)s")
        return text % {"number": target.dotted, "text": text_in(target, "text")}
    return str(_("Dokumentet som helhet"))


class AnchorForm(ReadForm):
    """What is said of an anchor; `read` is the version that was read."""

    def __init__(self, data: Any, *, anchor: Any, **said: str) -> None:
        super().__init__(data, initial={"read": anchor.version, **said})
        self.anchor = anchor
        self.others: list[Other] = []

    def kept(self, store: Callable[..., object], **said: Any) -> bool:
        """Store it; where somebody else came first, what there is now stands beside these words."""
        try:
            store(self.anchor, version=self.cleaned_data["read"], **said)
        except ChangedError as error:
            return self.met(error.now)
        return True

    def met(self, now: Any) -> bool:
        """Whether the same is there already; else what has become of the anchor is shown."""
        if now is None:
            self.add_error(None, _("Forankringen er fjernet av en annen."))
            return False
        if self.is_said_by(now):
            return True
        self.others = self.others_in(now)
        self.data = read_anew(self.data, now.version)
        return False

    def is_said_by(self, now: Any) -> bool:
        raise NotImplementedError

    def others_in(self, now: Any) -> list[Other]:
        """What is read of it as it is now."""
        why = resting.reason_of(now)
        return [Other(_("Begrunnelsen for forankringen"), why.value, why.lang)]


class RationaleForm(AnchorForm):
    """Another reason."""

    rationale = rationale_field(IN_THE_PLAN)

    def __init__(self, data: Any, *, anchor: Any) -> None:
        super().__init__(data, anchor=anchor, rationale=resting.reason_of(anchor).value)

    def keep(self) -> bool:
        return self.kept(resting.reason_anew, rationale=self.cleaned_data["rationale"])

    def is_said_by(self, now: Any) -> bool:
        return resting.reason_of(now).value == self.cleaned_data["rationale"]


class ConfirmForm(forms.Form):
    """Which of a source's proposed anchors are confirmed."""

    picked = PickedField(
        label=_("Forankringer"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kryss av for minst én forankring."),
            "invalid_choice": UNREADABLE_CHOICE,
        },
    )

    def confirm(self, source: Any, by: User) -> int:
        return resting.confirm(source, self.cleaned_data["picked"], by=by)
