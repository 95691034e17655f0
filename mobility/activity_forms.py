"""Forms by which an activity is begun and changed, a step at a time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mobility import editing
from mobility.choices import ActivityKind, ActivityStatus, EducationProgramme, TargetGroup
from mobility.models import Activity
from network.choices import capital
from network.forms import LineField, WrittenField, offer_places, submission_field
from network.locales import countries, country_name, whole_date
from network.models import Organisation, User
from network.shared_forms import ReadForm, SharedForm, day
from plans.models import Theme

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SUMMARY_LENGTH = 3000
OWN_WORDS = {"title", "summary", "partner", "assessment"}
LATER = ("", _("Velg senere"))
TITLE_MISSING = {"required": _("Skriv en tittel. Den kan endres senere.")}
TITLE_HELP = _("Kort, slik kollegene dine ville sagt det. Den kan endres senere.")


def title_field() -> LineField:
    return LineField(
        label=_("Tittel"), help_text=TITLE_HELP, max_length=300, error_messages=TITLE_MISSING
    )


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hva slags aktivitet"), required=False, choices=[LATER, *capital(ActivityKind)]
    )


class NewActivityForm(forms.ModelForm[Activity]):
    """Whose it is and what it is called; the rest may wait."""

    submission = submission_field()
    title = title_field()
    kind = kind_field()

    class Meta:
        model = Activity
        fields = ["organisation", "title", "kind", "lang"]
        labels = {"organisation": _("Hvem gjelder det?"), "lang": _("Språket du skriver på")}
        error_messages = {"organisation": {"required": _("Velg hvem aktiviteten hører til.")}}

    def __init__(self, *args: Any, by: User, wanted: str = "", **kwargs: Any) -> None:
        places = Organisation.objects.looked_after_by(by)
        kwargs["initial"] = {"lang": by.language}
        super().__init__(*args, **kwargs)
        self.by = by
        self.only = offer_places(self, places, wanted)

    def begin(self) -> Activity:
        """Open the draft."""
        given = {"organisation": self.only, **self.cleaned_data}
        return editing.begin(by=self.by, **given)


class StepForm(SharedForm[Activity]):
    """One step of the work on an activity."""

    def shown(self, row: Activity, name: str) -> str:
        return shown(row, name)

    def lang_of(self, row: Activity, name: str) -> str:
        return lang_of(row, name)


def shown(activity: Activity, name: str) -> str:
    """A column as it is read."""
    if name == "themes":
        return ", ".join(str(theme) for theme in activity.themes.all())
    if name == "country":
        return country_name(activity.country)
    value = getattr(activity, name)
    if isinstance(value, datetime.date):
        return whole_date(value)
    display = getattr(activity, f"get_{name}_display", None)
    return capfirst(display()) if display else str(value or "")


def lang_of(activity: Activity, name: str) -> str:
    """The language of what somebody wrote herself; empty for what stands in the page's own."""
    return activity.lang if name in OWN_WORDS else ""


class WhatForm(StepForm):
    """What it is and why."""

    title = title_field()
    kind = kind_field()
    target_groups = forms.MultipleChoiceField(
        label=_("Målgruppe"),
        choices=capital(TargetGroup),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    education_programmes = forms.MultipleChoiceField(
        label=_("Utdanningsprogram"),
        help_text=_("La det stå tomt hvis aktiviteten ikke hører til noe bestemt program."),
        choices=capital(EducationProgramme),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    summary = WrittenField(
        label=_("Kort om aktiviteten"),
        help_text=_(
            "Hva dere skal gjøre, med hvem, og hva det skal føre til. "
            "Ikke skriv navn på elever, lærlinger eller ansatte."
        ),
        max_length=SUMMARY_LENGTH,
        required=False,
        rows=6,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Tema"),
        queryset=Theme.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Activity
        fields = [
            "title", "kind", "summary", "target_groups", "education_programmes", "themes", "lang",
        ]  # fmt: skip
        labels = {"lang": _("Språket teksten er skrevet på")}

    def __init__(self, data: QueryDict | None, *, instance: Activity) -> None:
        super().__init__(data, instance=instance)
        themes: Any = self.fields["themes"]
        themes.choices = [(theme.pk, str(theme)) for theme in Theme.objects.in_order()]

    def clean_kind(self) -> str:
        """What everybody can read says what it is."""
        kind: str = self.cleaned_data["kind"]
        if self.instance.published_at and not kind:
            raise ValidationError(_("Aktiviteten er publisert. Velg hva slags aktivitet det er."))
        return kind


class WithWhomForm(StepForm):
    """With whom, where and when, and how far it has come."""

    partner = LineField(
        label=_("Partner"),
        help_text=_("Skolen, bedriften eller kommunen dere samarbeider med, ikke personer."),
        max_length=200,
        required=False,
    )
    place = LineField(label=_("Sted"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Land"), required=False)
    funding = LineField(
        label=_("Program"),
        help_text=_("For eksempel Erasmus+ KA122-VET eller Nordplus Junior."),
        max_length=100,
        required=False,
    )
    starts_on = day(_("Fra"))
    ends_on = day(_("Til"))
    status = forms.ChoiceField(
        label=_("Hvor langt dere er kommet"), choices=capital(ActivityStatus)
    )

    assessment = WrittenField(
        label=_("Hva skrev de som vurderte søknaden?"),
        help_text=_(
            "Når svaret har kommet, så har dere det til neste gang. "
            "Bare dere og fylkeskommunen ser det."
        ),
        max_length=SUMMARY_LENGTH,
        required=False,
        rows=4,
    )

    class Meta:
        model = Activity
        fields = [
            "partner", "place", "country", "funding", "starts_on", "ends_on", "status",
            "assessment",
        ]  # fmt: skip

    def __init__(self, data: QueryDict | None, *, instance: Activity) -> None:
        super().__init__(data, instance=instance)
        country: Any = self.fields["country"]
        country.choices = [LATER, *countries()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Aktiviteten kan ikke slutte før den begynner."))
        return cleaned


class NextRoundForm(forms.Form):
    """What the next round of an activity is called."""

    submission = submission_field()
    title = title_field()

    def __init__(self, data: QueryDict | None, *, former: Activity) -> None:
        super().__init__(data, initial={"title": former.title})
        self.former = former
        self.fields["title"].help_text = _("Endre årstallet eller det andre som er nytt.")

    def begin(self, by: User) -> Activity:
        """Open the draft."""
        return editing.begin_again(self.former, by=by, **self.cleaned_data)


class PublishForm(ReadForm):
    """Whether to show the activity to everybody, or to take it back."""

    publish = forms.BooleanField(required=False)


class Step(NamedTuple):
    """A part of the work on an activity, at an address of its own."""

    key: str
    title: str | StrPromise
    form: type[StepForm]


STEPS = {
    step.key: step
    for step in (
        Step("hva-og-hvorfor", _("Hva og hvorfor"), WhatForm),
        Step("med-hvem-og-nar", _("Med hvem og når"), WithWhomForm),
    )
}
