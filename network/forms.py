"""Forms of the network."""

import re
import uuid
from typing import Any
from unicodedata import category

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from stdnum.no import fodselsnummer

from network.models import Feedback, Organisation, User
from network.querysets import OrganisationQuerySet
from network.texts import CONTROL

ALL = ("", _("Alle"))
UNREADABLE = _("Skjemaet kunne ikke leses. Åpne siden på nytt og send en gang til.")
SENT_BEFORE = _("Skjemaet er sendt før med noe annet i. Send en gang til for å lagre dette også.")
MESSAGE_LENGTH = 5000
ADDRESS_LENGTH = User._meta.get_field("email").max_length
UNSEEN = {"Cf", "Zs", "Cc"}
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")


def refuse_national_identity_number(value: str) -> None:
    """Refuse a text with a Norwegian identity number in it, before it is stored or logged."""
    if any(fodselsnummer.is_valid(found) for found in NUMBER.findall(value)):
        raise ValidationError(
            _("Teksten har et fødselsnummer eller D-nummer. Fjern det, så kan du sende."),
            code="identity_number",
        )


class WrittenField(forms.CharField):
    """Several lines as somebody wrote them, without control signs; unseen marks say nothing."""

    default_validators = [refuse_national_identity_number]

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        # A browser sends a line break as two signs, and counts it as one towards the most allowed.
        text = CONTROL.sub("", (super().to_python(value) or "").replace("\r\n", "\n"))
        return text if any(category(sign) not in UNSEEN for sign in text) else ""


class LineField(forms.CharField):
    """One line as somebody wrote it, without control signs and marks that turn it around."""

    default_validators = [refuse_national_identity_number]

    def to_python(self, value: Any) -> Any:
        text = CONTROL.sub("", TURNING.sub("", super().to_python(value) or "")).strip()
        return text if any(category(sign) not in UNSEEN for sign in text) else ""


def submission_field() -> forms.UUIDField:
    """The hidden number that makes one record of the same form sent twice."""
    return forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
    )


def sent_anew(data: Any) -> Any:
    """What was sent, with a number that nothing has been made of."""
    typed = data.copy()
    typed["submission"] = str(uuid.uuid4())
    return typed


def submission_in(data: QueryDict) -> uuid.UUID | None:
    """The hidden number of a form that was sent, if it is one."""
    try:
        return uuid.UUID(data.get("submission", ""))
    except ValueError:
        return None


def offer_places(
    form: forms.BaseForm, places: OrganisationQuerySet, wanted: str
) -> Organisation | None:
    """Let the form's `organisation` be one of the places, the wanted one chosen beforehand.

    Where there is only one, that is returned and not asked for.
    """
    form.initial["organisation"] = places.filter(slug=wanted).first()
    field: Any = form.fields["organisation"]
    field.queryset = places
    field.choices = [("", _("Velg fra listen")), *((place.pk, place.name) for place in places)]
    if len(places) != 1:
        return None
    del form.fields["organisation"]
    return places[0]


class AddressField(forms.EmailField):
    """An e-mail address, no longer than is kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=ADDRESS_LENGTH, **kwargs)


class FeedbackForm(forms.Form):
    """What is hard to use; the hidden number makes one record of the same form sent twice."""

    submission = submission_field()
    message = WrittenField(
        label=_("Hva er vanskelig?"),
        help_text=_(
            "Skriv gjerne hva du ville gjøre, og hva som skjedde. "
            "Ikke skriv om helse eller om andre personer."
        ),
        max_length=MESSAGE_LENGTH,
        rows=6,
        error_messages={"required": _("Skriv hva som er vanskelig.")},
    )
    page = forms.CharField(
        label=_("Hvilken side gjelder det?"),
        help_text=_("Adressen eller overskriften på siden."),
        max_length=500,
        required=False,
        validators=[refuse_national_identity_number],
    )
    email = AddressField(
        label=_("E-post"),
        help_text=_("Bare hvis du vil ha svar. Adressen brukes ikke til noe annet."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def keep(self) -> None:
        """Store what was sent; the same form sent twice is stored once."""
        Feedback.objects.keep(Feedback(**self.cleaned_data))


class LoginForm(AllauthLoginForm):
    """Says what is wrong beside a field: there the reader looks, and a screen reader is told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each only repeats its label, and would be gone when somebody writes.
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        # The way to a new password stands below the form, not between its fields.
        self.fields["password"].help_text = ""

    def clean(self) -> dict[str, Any] | None:
        try:
            return super().clean()
        except ValidationError as error:
            raise ValidationError({"password": error}) from error


class NewAccountForm(forms.Form):
    """Name and password of somebody who has been invited."""

    name = forms.CharField(
        label=_("Navn"),
        help_text=_("Slik kollegene dine ser det."),
        max_length=200,
        validators=[refuse_national_identity_number],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv navnet ditt.")},
    )
    password = forms.CharField(
        label=_("Passord"),
        help_text=_("Minst tolv tegn. Gjerne flere ord etter hverandre."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Velg et passord.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_name(self) -> str:
        """Without marks that nobody sees: some turn what stands after them around."""
        name = "".join(sign for sign in self.cleaned_data["name"] if category(sign) != "Cf").strip()
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_password(self) -> str:
        """Refuse what is short, common or like the person's own name or address."""
        password = self.cleaned_data["password"]
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        validate_password(password, person)
        return password
