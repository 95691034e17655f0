"""Forms by which partnerships and accreditations are begun and changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mobility import agreements
from mobility.agreement_querysets import AgreementQuerySet
from mobility.choices import AccreditationField, Approval, PartnershipKind
from mobility.models import Accreditation, Agreement, Membership, Partnership
from mobility.models.agreements import CODE_IS_TAKEN, IS_PARTY_ALREADY
from network.choices import Language, capital
from network.forms import (
    SENT_BEFORE,
    UNREADABLE,
    LineField,
    WrittenField,
    offer_places,
    sent_anew,
    submission_field,
)
from network.locales import countries, whole_date
from network.models import Organisation, User
from network.shared_forms import SharedForm, day, read_anew
from network.versions import ChangedError
from plans.models import PolicyDocument

Row = TypeVar("Row", bound=Agreement)

ABOUT_LENGTH = 3000
NOT_SAID = ("", _("Ikke oppgitt"))
CODE = re.compile(r"\A[0-9]{4}-[0-9]-[A-Z]{2}[0-9]{2}-KA120-[A-Z]{3}-[0-9]{9}\Z")


def title_field() -> LineField:
    return LineField(
        label=_("Hva heter avtalen?"),
        help_text=_("Slik dere omtaler den, for eksempel «Utveksling med Lycée i Rouen»."),
        max_length=200,
        error_messages={"required": _("Skriv hva avtalen heter.")},
    )


def consortium_field() -> forms.BooleanField:
    return forms.BooleanField(label=_("Akkrediteringen gjelder et konsortium"), required=False)


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Hva slags avtale"), choices=capital(PartnershipKind))


class BeginForm(forms.Form):
    """Whose it is; the rest may wait."""

    submission = submission_field()
    organisation = forms.ModelChoiceField(
        label=_("Hvem gjelder det?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Velg hvem det gjelder.")},
    )

    def __init__(self, data: QueryDict | None, *, by: User, wanted: str = "") -> None:
        super().__init__(data, initial={"lang": by.language})
        self.by = by
        self.only = offer_places(self, Organisation.objects.looked_after_by(by), wanted)

    def begun(self, rows: AgreementQuerySet[Row], name: str) -> Row:
        """Add the row at an address that says the name."""
        given = {"organisation": self.only, **self.cleaned_data}
        return rows.begin(
            name,
            given.pop("submission"),
            reserved=agreements.TAKEN,
            otherwise="avtale",
            responsible=self.by,
            is_demo=given["organisation"].is_demo,
            **given,
        )


class NewPartnershipForm(BeginForm):
    title = title_field()
    kind = kind_field()
    lang = forms.ChoiceField(label=_("Språket du skriver på"), choices=Language.choices)

    def begin(self) -> Partnership:
        return self.begun(Partnership.objects.all(), self.cleaned_data["title"])


class NewAccreditationForm(BeginForm):
    field = forms.ChoiceField(label=_("Fagfelt"), choices=capital(AccreditationField))
    is_consortium = consortium_field()

    def begin(self) -> Accreditation:
        organisation = self.only or self.cleaned_data["organisation"]
        name = f"{organisation} {self.cleaned_data['field']}"
        return self.begun(Accreditation.objects.all(), name)


class AgreementForm(SharedForm[Row]):
    """What two people may write in at once."""

    own_words: frozenset[str] = frozenset()

    def shown(self, row: Row, name: str) -> str:
        value = getattr(row, name)
        if isinstance(value, datetime.date):
            return whole_date(value)
        if isinstance(value, bool):
            return str(_("ja") if value else _("nei"))
        display = getattr(row, f"get_{name}_display", None)
        return str(capfirst(display()) if display else value or "")

    def lang_of(self, row: Row, name: str) -> str:
        return str(getattr(row, "lang", "")) if name in self.own_words else ""


class PartnershipForm(AgreementForm[Partnership]):
    """What is agreed, and how long it holds."""

    own_words = frozenset({"title", "about", "subjects"})

    title = title_field()
    kind = kind_field()
    about = WrittenField(
        label=_("Hva avtalen går ut på"),
        help_text=_("Hva dere gjør sammen. Ikke skriv navn på personer."),
        max_length=ABOUT_LENGTH,
        required=False,
        rows=5,
    )
    starts_on = day(_("Gjelder fra"))
    ends_on = day(_("Gjelder til"))
    contact_role = LineField(
        label=_("Kontakt hos dere"),
        help_text=_("Rollen, for eksempel «internasjonal koordinator». Ikke navn på personer."),
        max_length=120,
        required=False,
    )
    subjects = LineField(
        label=_("Fag"),
        help_text=_("For utvekslingssamarbeid på Vg2: fagene som elevene får godkjent."),
        max_length=300,
        required=False,
    )
    approval = forms.ChoiceField(
        label=_("Godkjenning fra HK-dir"),
        help_text=_("Fylkeskommunen søker om godkjenning av utvekslingssamarbeid på Vg2."),
        choices=[NOT_SAID, *capital(Approval)],
        required=False,
    )
    approved_from = day(_("Godkjent fra"))
    approved_to = day(_("Godkjent til"))
    report_due = day(_("Rapporteres innen"), _("Tøm feltet når rapporten er levert."))

    class Meta:
        model = Partnership
        fields = [
            "title", "kind", "about", "starts_on", "ends_on", "contact_role", "subjects",
            "approval", "approved_from", "approved_to", "report_due", "lang",
        ]  # fmt: skip
        labels = {"lang": _("Språket teksten er skrevet på")}

    def clean(self) -> dict[str, Any]:
        """What the database promises, beside the field that it is about."""
        given = super().clean() or self.cleaned_data
        approval = given.get("approval")
        if approval and given.get("kind") != PartnershipKind.EXCHANGE:
            text = _("Bare utvekslingssamarbeid på Vg2 skal godkjennes.")
            self.add_error("approval", text)
        if approval == Approval.APPROVED:
            for name, text in (
                ("approved_from", _("Skriv fra når samarbeidet er godkjent.")),
                ("approved_to", _("Skriv til når samarbeidet er godkjent.")),
            ):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, text)
        else:
            for name in ("approved_from", "approved_to"):
                if given.get(name):
                    text = _("Tøm datoen, eller velg at samarbeidet er godkjent.")
                    self.add_error(name, text)
        later(self, "starts_on", "ends_on", _("Siste dag kan ikke komme før den første."))
        text = _("Godkjenningen kan ikke slutte før den begynner.")
        later(self, "approved_from", "approved_to", text)
        return given


def later(form: forms.BaseForm, first: str, last: str, text: Any) -> None:
    """Say beside the last day that it comes before the first."""
    begun, ended = (form.cleaned_data.get(name) for name in (first, last))
    if begun and ended and ended < begun:
        form.add_error(last, text)


class AccreditationForm(AgreementForm[Accreditation]):
    """The accreditation's own facts."""

    code = LineField(
        label=_("Kode"),
        help_text=_("Slik den står i vedtaket, for eksempel 2023-1-NO01-KA120-VET-000123456."),
        max_length=40,
        required=False,
    )
    field = forms.ChoiceField(label=_("Fagfelt"), choices=capital(AccreditationField))
    is_consortium = consortium_field()
    starts_on = day(_("Gjelder fra"))
    ends_on = day(_("Gjelder til"))
    plan = forms.ModelChoiceField(
        label=_("Erasmus-planen"),
        help_text=_("Legg planen inn med mål først, og velg den her."),
        queryset=PolicyDocument.objects.none(),
        required=False,
    )

    class Meta:
        model = Accreditation
        fields = ["code", "field", "is_consortium", "starts_on", "ends_on", "plan"]

    def __init__(self, data: QueryDict | None, *, instance: Accreditation) -> None:
        super().__init__(data, instance=instance)
        plan: Any = self.fields["plan"]
        plan.queryset = PolicyDocument.objects.for_accreditation(instance.organisation)
        plan.choices = [
            ("", _("Ikke lagt inn")),
            *((row.pk, str(row.heading)) for row in plan.queryset),
        ]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].upper()
        if code and not CODE.match(code):
            text = _("Koden ser slik ut: 2023-1-NO01-KA120-VET-000123456.")
            raise ValidationError(text, code="code")
        others = Accreditation.objects.exclude(pk=self.instance.pk).published()
        if code and self.instance.published_at and others.filter(code=code).exists():
            raise ValidationError(CODE_IS_TAKEN, code="taken")
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        text = _("Siste dag kan ikke komme før den første.")
        later(self, "starts_on", "ends_on", text)
        return given

    def keep(self) -> bool:
        """Write it; where somebody published the same code a moment before, say so."""
        try:
            return super().keep()
        except IntegrityError:
            self.add_error("code", CODE_IS_TAKEN)
            return False


FOR_OTHERS = _("Fylles ut for den som ikke står i listen.")


class PartyForm(forms.Form):
    """One that the agreement is with: chosen from the list, or named."""

    submission = submission_field()
    organisation = forms.ChoiceField(
        label=_("Skole, kontor eller organisasjon i portalen"), required=False
    )
    name = LineField(
        label=_("Eller en annen: navnet"),
        help_text=_("Skolen, bedriften eller organisasjonen, ikke personer."),
        max_length=200,
        required=False,
    )
    place = LineField(label=_("Sted"), help_text=FOR_OTHERS, max_length=100, required=False)
    country = forms.ChoiceField(label=_("Land"), help_text=FOR_OTHERS, required=False)
    joined_on = day(_("Med fra"))
    left_on = day(_("Med til"))

    def __init__(
        self,
        data: QueryDict | None,
        *,
        agreement: Agreement,
        known: Iterable[Organisation],
        party: Membership | None = None,
    ) -> None:
        names = ("name", "place", "country", "joined_on", "left_on")
        initial: dict[str, Any] = {}
        if party:
            initial |= {"read": party.version}
            initial |= {name: getattr(party, name) for name in names}
            initial["organisation"] = party.organisation_id or ""
        super().__init__(data, initial=initial)
        self.agreement, self.party = agreement, party
        self.other: Membership | None = None
        self.known = {str(row.pk): row for row in known if row.pk != agreement.organisation_id}
        if party and party.organisation:
            self.known.setdefault(str(party.organisation.pk), party.organisation)
        organisation: Any = self.fields["organisation"]
        organisation.choices = [
            ("", _("Ikke i listen")),
            *((key, row.name) for key, row in self.known.items()),
        ]
        country: Any = self.fields["country"]
        country.choices = [("", _("Velg land")), *countries()]
        if party:
            del self.fields["submission"]
            self.fields["read"] = forms.IntegerField(
                widget=forms.HiddenInput,
                error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen, name = given.get("organisation"), given.get("name")
        if chosen and name:
            self.add_error("name", _("Velg fra listen eller skriv et navn, ikke begge deler."))
        elif not chosen and not name and not {"organisation", "name"} & self.errors.keys():
            self.add_error("organisation", _("Velg fra listen, eller skriv navnet under."))
        elif name and not given.get("country") and "country" not in self.errors:
            self.add_error("country", _("Velg landet som parten holder til i."))
        if chosen and not {"organisation", "left_on"} & self.errors.keys():
            there = self.agreement.parties.present().filter(organisation=chosen)
            there = there.exclude(pk=self.party.pk) if self.party else there
            is_present = not given.get("left_on") or given["left_on"] >= timezone.localdate()
            if is_present and there.exists():
                self.add_error("organisation", IS_PARTY_ALREADY)
        later(self, "joined_on", "left_on", _("Parten kan ikke gå ut før den kom med."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The party's columns."""
        names = ("name", "place", "country", "joined_on", "left_on")
        values = {name: self.cleaned_data[name] for name in names}
        organisation = self.known.get(self.cleaned_data["organisation"])
        if organisation:
            values |= {"place": "", "country": organisation.country}
        return {"organisation": organisation, **values}

    def keep(self) -> bool:
        """Add the party, or change it; where somebody else came first, hers stands beside."""
        given = self.cleaned_data
        try:
            with transaction.atomic():
                if self.party:
                    agreements.change_party(self.party, version=given["read"], **self.values)
                elif not agreements.add_party(self.agreement, given["submission"], **self.values):
                    self.add_error(None, SENT_BEFORE)
                    self.data = sent_anew(self.data)
                    return False
        except ChangedError as error:
            self.other = error.now
            self.data = read_anew(self.data, error.now.version)
            return False
        except IntegrityError:
            self.add_error("organisation", IS_PARTY_ALREADY)
            return False
        except ObjectDoesNotExist:
            self.add_error(None, _("En annen har fjernet dette."))
            return False
        return True
