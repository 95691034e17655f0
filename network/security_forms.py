"""Which part of the security log is asked for."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.choices import SecurityEventKind
from network.forms import ALL
from network.models import Organisation, SecurityEvent
from network.security_querysets import SecurityEventQuerySet

NOT_A_DATE = {"invalid": _("Skriv datoen som dag.måned.år, for eksempel 15.03.2026.")}


class SecurityLogForm(forms.Form):
    """Filters in the address; what it says that is not known is told and left out."""

    hendelse = forms.ChoiceField(
        label=_("Hendelse"), required=False, choices=[ALL, *SecurityEventKind.choices]
    )
    organisasjon = forms.ChoiceField(label=_("Organisasjon"), required=False)
    fra = forms.DateField(
        label=_("Fra og med"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=NOT_A_DATE,
    )
    til = forms.DateField(
        label=_("Til og med"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=NOT_A_DATE,
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        places = Organisation.objects.in_security_log()
        organisation: Any = self.fields["organisasjon"]
        organisation.choices = [ALL, *places.values_list("slug", "name")]
        self.is_valid()

    def events(self) -> SecurityEventQuerySet:
        """What meets every filter."""
        asked: dict[str, Any] = self.cleaned_data
        found = SecurityEvent.objects.for_log()
        if asked.get("hendelse"):
            found = found.of_kind(asked["hendelse"])
        if asked.get("organisasjon"):
            found = found.concerning(asked["organisasjon"])
        if asked.get("fra"):
            found = found.since(asked["fra"])
        if asked.get("til"):
            found = found.until(asked["til"])
        return found
