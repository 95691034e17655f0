"""Forms of the people page."""

from typing import Any

from django import forms
from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network import handing_over, invitations
from network.choices import Language, RoleKind
from network.forms import AddressField, WrittenField, submission_field
from network.models import Invitation, Organisation, Role, User

NOTE_LENGTH = 2000
ALREADY_INVITED = _(
    "Personen er alt invitert til denne rollen. Send invitasjonen på nytt fra listen på siden."
)


class InviteForm(forms.Form):
    """Whom to invite, to which of the organisation's roles."""

    submission = submission_field()
    kind = forms.ChoiceField(label=_("Rolle"), error_messages={"required": _("Velg en rolle.")})
    email = AddressField(
        label=_("E-post"),
        help_text=_("Lenken sendes hit. Den virker én gang, i 14 dager."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv e-postadressen til den du inviterer.")},
    )
    language = forms.ChoiceField(label=_("Språk i e-posten"), choices=Language)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": get_language()}
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        kind: Any = self.fields["kind"]
        kind.choices = [
            ("", _("Velg fra listen")),
            *((role.value, role.label) for role in RoleKind.at(organisation.kind)),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"submission", "kind", "email"} <= cleaned.keys():
            asked = (self.organisation, cleaned["kind"], cleaned["email"])
            if Role.objects.is_held(*asked):
                self.add_error("email", _("Personen har alt denne rollen her."))
            elif Invitation.objects.stands_in_the_way(*asked, cleaned["submission"]):
                self.add_error("email", ALREADY_INVITED)
        return cleaned

    def send(self, by: User) -> bool:
        """Send the invitation; somebody else may have been faster."""
        given = {**self.cleaned_data, "kind": RoleKind(self.cleaned_data["kind"])}
        try:
            invitations.invite(organisation=self.organisation, by=by, **given)
        except IntegrityError:
            self.add_error("email", ALREADY_INVITED)
            return False
        return True


class HandOverForm(forms.Form):
    """To which colleague a role goes, and what she should know."""

    submission = submission_field()
    to = forms.ChoiceField(
        label=_("Hvem tar over?"),
        error_messages={"required": _("Velg hvem som tar over.")},
    )
    note = WrittenField(
        label=_("Beskjed til den som tar over"),
        help_text=_(
            "Hva som haster, hvem du samarbeider med, hvor papirene ligger. Den som tar over, og "
            "de som styrer tilgangen, kan lese det. Ikke skriv passord, og ikke om helse."
        ),
        required=False,
        max_length=NOTE_LENGTH,
        rows=6,
    )

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role
        self.people: dict[str, User] = {}
        roles: dict[str, list[str]] = {}
        for other in Role.objects.at(role.organisation):
            if other.user_id != role.user_id and other.user.is_active:
                self.people[str(other.user_id)] = other.user
                roles.setdefault(str(other.user_id), []).append(str(other.get_kind_display()))
        to: Any = self.fields["to"]
        to.choices = [
            ("", _("Velg en person")),
            *((key, f"{user.name} ({', '.join(roles[key])})") for key, user in self.people.items()),
        ]

    def clean_to(self) -> User:
        return self.people[self.cleaned_data["to"]]

    def hand_over(self, by: User) -> bool:
        """Do it; somebody else may have been faster."""
        try:
            handing_over.hand_over(role=self.role, by=by, **self.cleaned_data)
        except handing_over.GoneError:
            self.add_error(None, _("Rollen er alt overlatt eller fjernet. Se hvem som har den nå."))
            return False
        return True
