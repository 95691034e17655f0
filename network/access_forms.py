"""The form by which somebody Feide knows asks for access."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network import access
from network.choices import RoleKind
from network.forms import AddressField, WrittenField, submission_field
from network.models import AccessRequest, Organisation
from network.models.access import MESSAGE_LENGTH

SCHOOL, OFFICE = Organisation.Kind.UPPER_SECONDARY_SCHOOL, Organisation.Kind.TRAINING_OFFICE
PLACES = {SCHOOL: _("Skoler"), OFFICE: _("Opplæringskontor")}
# Whoever only reads is invited by those in charge.
ROLES = {
    _("Ved en skole"): (RoleKind.COORDINATOR, RoleKind.COLLEAGUE),
    _("Ved et opplæringskontor"): (RoleKind.OFFICE_LEADER, RoleKind.OFFICE_STAFF),
}


class AccessForm(forms.Form):
    """Where somebody works, as what, and where to answer."""

    submission = submission_field()
    organisation = forms.ChoiceField(
        label=_("Hvor arbeider du?"),
        error_messages={"required": _("Velg skolen eller opplæringskontoret.")},
    )
    kind = forms.ChoiceField(
        label=_("Hva er du der?"),
        widget=forms.RadioSelect,
        choices=[
            (place, [(role.value, role.label) for role in roles]) for place, roles in ROLES.items()
        ],
        error_messages={"required": _("Velg en rolle.")},
    )
    email = AddressField(
        label=_("E-post på jobben"),
        help_text=_("Svaret kommer hit, med en lenke. Fylkeskommunen stoler bare på jobbadresser."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Skriv e-postadressen din.")},
    )
    message = WrittenField(
        label=_("Beskjed til fylkeskommunen"),
        help_text=_("For eksempel hvem du tar over for. Ikke skriv om helse."),
        required=False,
        max_length=MESSAGE_LENGTH,
        rows=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Organisation.objects.published().members().listed().members_first()
        found = list(members)
        self.places = {place.slug: place for place in found}
        organisation: Any = self.fields["organisation"]
        organisation.choices = [
            ("", _("Velg fra listen")),
            *(
                (PLACES[Organisation.Kind(kind)], [(place.slug, place.name) for place in places])
                for kind, places in groupby(found, attrgetter("kind"))
            ),
        ]

    def clean_organisation(self) -> Organisation:
        return self.places[self.cleaned_data["organisation"]]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"organisation", "kind"} <= cleaned.keys():
            kind, place = RoleKind(cleaned["kind"]), cleaned["organisation"]
            if place.kind not in kind.suits:
                self.add_error("kind", _("Velg en rolle som finnes der du arbeider."))
            cleaned["kind"] = kind
        return cleaned

    def ask(self, *, asker: str, name: str, home: str) -> None:
        """Send it; where the same person waits already, that stands."""
        try:
            with transaction.atomic():
                access.ask(
                    asker=asker,
                    name=name,
                    home=home,
                    language=get_language() or "nb",
                    **self.cleaned_data,
                )
        except IntegrityError:
            if not AccessRequest.objects.waiting().of(asker).exists():
                raise
