"""Which of the organisations without a contact are asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.forms import ALL
from network.models import Organisation, User
from network.querysets import OrganisationQuerySet


class ContactFilter(forms.Form):
    """Filters in the address; what it says that is not known is told and left out."""

    slag = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[
            ALL,
            (Organisation.Kind.UPPER_SECONDARY_SCHOOL, _("Skoler")),
            (Organisation.Kind.TRAINING_OFFICE, _("Opplæringskontor")),
        ],
    )
    kommune = forms.ChoiceField(label=_("Kommune"), required=False)

    def __init__(self, data: QueryDict, *, viewer: User) -> None:
        super().__init__(data)
        self.alone = Organisation.objects.visible_to(viewer).without_contact()
        municipality: Any = self.fields["kommune"]
        names = self.alone.municipalities()
        municipality.choices = [("", _("Alle kommuner")), *((name, name) for name in names)]
        self.is_valid()

    def organisations(self) -> OrganisationQuerySet:
        """What meets every filter."""
        found = self.alone
        if kind := self.cleaned_data.get("slag"):
            found = found.of_kind(kind)
        if municipality := self.cleaned_data.get("kommune"):
            found = found.in_municipality(municipality)
        return found
