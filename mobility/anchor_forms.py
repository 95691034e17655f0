"""Forms by which an activity is made to rest on something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility import resting
from mobility.models import Activity, ActivityAnchor
from mobility.moving import Successor, targets_in
from mobility.resting import Target
from network.forms import WrittenField
from network.shared_forms import Other, ReadForm, read_anew
from network.texts import Text, text_in
from network.versions import ChangedError
from plans.models import Action, Aim, PolicyDocument

RATIONALE_LENGTH = 2000
TAKEN = _("Aktiviteten bygger allerede på dette. Velg noe annet, eller fjern forankringen.")


def rationale_field() -> WrittenField:
    return WrittenField(
        label=_("Hvorfor?"),
        help_text=_(
            "Hva i aktiviteten som svarer på dette. To–tre setninger er nok; de kan brukes i en "
            "søknad. Ikke skriv navn på personer."
        ),
        max_length=RATIONALE_LENGTH,
        rows=5,
        error_messages={"required": _("Skriv hvorfor.")},
    )


class TargetsField(forms.MultipleChoiceField):
    """What of a document an activity is made to rest on; what it rests on already is no error."""

    targets: Mapping[str, Target] = {}

    def valid_value(self, value: str) -> bool:
        return value in self.targets

    def clean(self, value: Any) -> list[Target]:
        return [self.targets[name] for name in super().clean(value)]


class RestOnForm(forms.Form):
    """Which aims or points of a document, and why; `earlier` are reasons that others gave."""

    targets = TargetsField(
        label=_("Hva bygger aktiviteten på?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kryss av for minst ett."),
            "invalid_choice": _("Utvalget kunne ikke leses. Åpne siden på nytt."),
        },
    )
    rationale = rationale_field()

    def __init__(
        self,
        data: Any,
        *,
        activity: Activity,
        document: PolicyDocument,
        points: list[Action],
        earlier: list[ActivityAnchor],
    ) -> None:
        reused = reused_in(data, activity, earlier) if data else None
        super().__init__(None if reused else data, initial=reused)
        self.activity = activity
        if reused:
            # Where the text has come to, or nothing seems to have happened.
            self.fields["rationale"].widget.attrs["autofocus"] = True
        self.earlier = [(anchor, written(anchor, activity)) for anchor in earlier]
        self.others: list[ActivityAnchor] = []
        self.contested: list[ActivityAnchor] = []
        taken = {anchor.target for anchor in ActivityAnchor.objects.of(activity)}
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
        self.others, self.contested = resting.rest_on(
            self.activity,
            self.cleaned_data["targets"],
            rationale=self.cleaned_data["rationale"],
        )
        return not self.others


def written(anchor: ActivityAnchor, activity: Activity) -> Text:
    """Why, in the activity's language."""
    return text_in(anchor, "rationale", activity.lang)


def reused_in(
    data: Any, activity: Activity, earlier: list[ActivityAnchor]
) -> dict[str, Any] | None:
    """What a form says with the earlier reason that was asked for, after what was typed.

    None where none was asked for; what is gone meanwhile adds nothing, and nothing is stored.
    """
    if "reuse" not in data:
        return None
    typed = data.get("rationale", "").strip()
    chosen = [anchor for anchor in earlier if data["reuse"] == str(anchor.pk)]
    reasons = (written(anchor, activity).value for anchor in chosen)
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


def in_full(target: Successor) -> str:
    """The document, and what of it."""
    document = target.document if isinstance(target, Aim) else target
    return f"{document.heading.value} – {label_of(target)}"


class AnchorForm(ReadForm):
    """What is said of an anchor; `read` is the version that was read."""

    def __init__(self, data: Any, *, anchor: ActivityAnchor, **said: str) -> None:
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

    def met(self, now: ActivityAnchor | None) -> bool:
        """Whether the same is there already; else what has become of the anchor is shown."""
        if now is None:
            self.add_error(None, _("Forankringen er fjernet av en annen."))
            return False
        if self.is_said_by(now):
            return True
        self.others = self.others_in(now)
        self.data = read_anew(self.data, now.version)
        return False

    def is_said_by(self, now: ActivityAnchor) -> bool:
        raise NotImplementedError

    def others_in(self, now: ActivityAnchor) -> list[Other]:
        """What is read of it as it is now."""
        why = resting.reason_of(now)
        return [Other(_("Begrunnelsen for forankringen"), why.value, why.lang)]


class RationaleForm(AnchorForm):
    """Another reason."""

    rationale = rationale_field()

    def __init__(self, data: Any, *, anchor: ActivityAnchor) -> None:
        super().__init__(data, anchor=anchor, rationale=resting.reason_of(anchor).value)

    def keep(self) -> bool:
        return self.kept(resting.reason_anew, rationale=self.cleaned_data["rationale"])

    def is_said_by(self, now: ActivityAnchor) -> bool:
        return resting.reason_of(now).value == self.cleaned_data["rationale"]


class MoveForm(RationaleForm):
    """What an anchor leads to instead, in what holds today, and why."""

    target = forms.ChoiceField(
        label=_("Hva skal forankringen lede til?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg ett."),
            "invalid_choice": _("Utvalget kunne ikke leses. Åpne siden på nytt."),
        },
    )
    field_order = ["read", "target", "rationale"]

    def __init__(
        self, data: Any, *, anchor: ActivityAnchor, successors: list[PolicyDocument]
    ) -> None:
        super().__init__(data, anchor=anchor)
        self.targets = targets_in(successors)
        field: Any = self.fields["target"]
        field.choices = [(name, in_full(target)) for name, target in self.targets.items()]

    def keep(self) -> bool:
        target = self.targets[self.cleaned_data["target"]]
        try:
            return self.kept(resting.move, target=target, rationale=self.cleaned_data["rationale"])
        except resting.TakenError:
            self.add_error("target", TAKEN)
            return False

    def is_said_by(self, now: ActivityAnchor) -> bool:
        """The reason is not all: what it leads to is looked at again."""
        return False
