"""Forms by which a school or an office adds and changes its own plans."""

from __future__ import annotations

import datetime
from typing import Any

import structlog
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from network.choices import Language
from network.forms import UNREADABLE, LineField, WrittenField, offer_places, submission_field
from network.locales import file_size
from network.models import Organisation, User
from network.shared_forms import EARLIEST, LATEST, NO_SUCH_DAY, SharedForm, read_anew
from network.texts import text_in
from network.versions import ChangedError
from plans import editing, plan_files
from plans.choices import Kind, LinkState, Precision, Status, UrlConfidence
from plans.file_fields import PdfField
from plans.models import Aim, PlanFile, PolicyDocument, Theme
from plans.pages import with_page
from plans.pages_fields import PagesField
from plans.pasting import Passage, aims_in

log = structlog.get_logger(__name__)

KINDS = (Kind.INTERNATIONAL_STRATEGY, Kind.COMPETENCE_PLAN, Kind.DEVELOPMENT_PLAN, Kind.PLAN)
STATUSES = (Status.DRAFT, Status.IN_FORCE, Status.EXPIRED)
AIM_LENGTH = 1000
MOST_AIMS = 60
# Kept beside the plan, in a row of their own.
FILE_FIELDS = {"pdf", "remove_pdf", "read_pdf"}
TITLE_MISSING = {"required": _("Skriv hva planen heter.")}


def title_field() -> LineField:
    return LineField(
        label=_("Hva heter planen?"),
        help_text=_("Slik det står på planen selv."),
        max_length=300,
        error_messages=TITLE_MISSING,
    )


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hva slags plan"), choices=[(kind.value, kind.label) for kind in KINDS]
    )


class NewPlanForm(forms.Form):
    """Whose it is and what it is called; the rest may wait."""

    submission = submission_field()
    organisation = forms.ModelChoiceField(
        label=_("Hvem gjelder det?"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Velg hvem planen hører til.")},
    )
    title = title_field()
    kind = kind_field()
    title_lang = forms.ChoiceField(label=_("Språket i planen"), choices=Language.choices)

    def __init__(self, data: QueryDict | None, *, by: User, wanted: str = "") -> None:
        places = Organisation.objects.looked_after_by(by).members()
        super().__init__(data, initial={"title_lang": by.language})
        self.by = by
        self.only = offer_places(self, places, wanted)

    def begin(self) -> PolicyDocument:
        """Add the plan."""
        given = {"organisation": self.only, **self.cleaned_data}
        return editing.begin(by=self.by, **given)


class YearField(forms.IntegerField):
    """A year of which a day is kept: the first, or of what ends the last."""

    def __init__(self, *, is_end: bool, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            min_value=EARLIEST.year,
            max_value=LATEST.year,
            error_messages={
                "invalid": _("Skriv året med fire sifre."),
                "min_value": NO_SUCH_DAY,
                "max_value": NO_SUCH_DAY,
            },
            **kwargs,
        )
        self.is_end = is_end

    def clean(self, value: Any) -> Any:
        year = super().clean(value)
        if year is None:
            return None
        return datetime.date(year, 12, 31) if self.is_end else datetime.date(year, 1, 1)

    def prepare_value(self, value: Any) -> Any:
        return value.year if isinstance(value, datetime.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class WebAddressField(forms.URLField):
    """The address of a page."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class PlanForm(SharedForm[PolicyDocument]):
    """What a plan is, how long it holds and where it is found; `read_pdf` is the file beside it."""

    field_order = [
        "read", "title", "kind", "status", "valid_from_on", "valid_to_on", "url", "pdf",
        "remove_pdf", "reference", "themes", "title_lang", "read_pdf",
    ]  # fmt: skip

    title = title_field()
    kind = kind_field()
    status = forms.ChoiceField(
        label=_("Status"), choices=[(status.value, status.label) for status in STATUSES]
    )
    valid_from_on = YearField(label=_("Gjelder fra år"), is_end=False)
    valid_to_on = YearField(label=_("Gjelder til og med år"), is_end=True)
    url = WebAddressField(
        label=_("Lenke til planen"),
        help_text=_("Om den ligger på nettet."),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hele lenken, som https://www.skolen.no/plan.")},
    )
    pdf = PdfField()
    remove_pdf = forms.BooleanField(required=False)
    read_pdf = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    reference = LineField(
        label=_("Hvor i planen"),
        help_text=_("Kapittel eller side, om det internasjonale bare er en del av planen."),
        max_length=300,
        required=False,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Tema"),
        queryset=Theme.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = PolicyDocument
        fields = [
            "title", "kind", "status", "valid_from_on", "valid_to_on", "url", "reference", "themes",
            "title_lang",
        ]  # fmt: skip
        labels = {"title_lang": _("Språket i planen")}

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        instance: PolicyDocument,
        by: User,
    ) -> None:
        super().__init__(data, files, instance=instance)
        self.by = by
        self.offer_file(instance.pdf)
        themes: Any = self.fields["themes"]
        themes.choices = [(theme.pk, str(theme)) for theme in Theme.objects.in_order()]
        for name, known in (("kind", KINDS), ("status", STATUSES)):
            # What the county has chosen for it beyond these stays possible.
            if getattr(instance, name) not in known:
                field: Any = self.fields[name]
                label = getattr(instance, f"get_{name}_display")()
                field.choices = [*field.choices, (getattr(instance, name), label)]

    def offer_file(self, there: PlanFile | None) -> None:
        """Ask for a file, and where there is one whether it is to go."""
        self.fields["pdf"].help_text = _(
            "PDF på høyst %(most)s, uten passord. Filen er åpen for alle når planen er publisert. "
            "Den skal ikke ha personopplysninger."
        ) % {"most": file_size(plan_files.MOST)}
        if there:
            about = {"name": there.name, "size": file_size(there.size)}
            self.fields["pdf"].label = _("Ny PDF i stedet for den som ligger her")
            self.fields["remove_pdf"].label = _("Fjern «%(name)s» (%(size)s)") % about
        else:
            del self.fields["remove_pdf"]
        self.initial["read_pdf"] = str(there.pk) if there else ""

    @property
    def names(self) -> list[str]:
        return [name for name in super().names if name not in FILE_FIELDS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from_on"), cleaned.get("valid_to_on")
        if start and end and end < start:
            self.add_error("valid_to_on", _("Planen kan ikke slutte å gjelde før den begynner."))
        return cleaned

    def keep(self) -> bool:
        """Write columns and file, or neither."""
        try:
            return super().keep()
        except OSError:
            log.exception("plan_file_not_stored")
            text = _("Filen kunne ikke lagres nå. Prøv igjen senere, eller lagre uten filen.")
            self.add_error("pdf", text)
            return False

    def keep_in(self, now: PolicyDocument) -> bool:
        """Where somebody else has laid or removed a file meanwhile, say so first."""
        there = PlanFile.objects.of(now)
        upload = self.cleaned_data["pdf"]
        is_going = not upload and self.cleaned_data.get("remove_pdf", False)
        if upload and there and there.sha256 == plan_files.digest_of(upload):
            upload = None
        found = str(there.pk) if there else ""
        if (upload or (is_going and there)) and self.cleaned_data["read_pdf"] != found:
            self.add_error("pdf", _("Noen andre har endret filen imens. Se over, og velg på nytt."))
            typed: Any = self.data
            self.data = typed = typed.copy()
            typed["read_pdf"] = found
            return False
        if not super().keep_in(now):
            return False
        if upload:
            plan_files.put(now, upload, there, by=self.by)
        elif is_going and there:
            plan_files.take_away(now, there)
        return True

    def ask_for_file_again(self) -> None:
        """Say that a file which was chosen is not stored: no browser keeps it in the form."""
        if self.files.get("pdf") and not self.has_error("pdf"):
            self.add_error("pdf", _("Filen ble ikke lagret. Velg den en gang til."))

    def columns(self) -> dict[str, Any]:
        """A year that was not touched stays as exactly known as it was."""
        found = super().columns()
        for name in ("valid_from", "valid_to"):
            if f"{name}_on" not in self.changed_data:
                del found[f"{name}_on"]
            else:
                found[f"{name}_precision"] = Precision.YEAR if found[f"{name}_on"] else ""
        if "url" in self.changed_data:
            # The school has its own plan before it.
            found |= {"url_confidence": UrlConfidence.SEEN, "link_state": LinkState.UNCHECKED}
        return found

    def shown(self, row: PolicyDocument, name: str) -> str:
        if name == "themes":
            return ", ".join(str(theme) for theme in row.themes.all())
        display = getattr(row, f"get_{name}_display", None)
        return str(display() if display else self.fields[name].prepare_value(getattr(row, name)))

    def lang_of(self, row: PolicyDocument, name: str) -> str:
        return row.title_lang if name == "title" else ""


class AimsForm(forms.Form):
    """Aims pasted from the plan, several at once."""

    pasted = WrittenField(
        label=_("Lim inn målene"),
        help_text=_(
            "Ett mål på hver linje, eller med tall eller punkter foran. "
            "Behold planens egne ord. Står siden sist på linjen, som «s. 12» eller «s. 14–15», "
            "blir den lagret for seg. Ikke skriv navn på personer."
        ),
        max_length=MOST_AIMS * AIM_LENGTH,
        rows=10,
        error_messages={"required": _("Lim inn minst ett mål.")},
    )

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data)
        # What is too long is told of; a browser would cut it off without a word.
        self.fields["pasted"].widget.attrs.pop("maxlength")

    def clean_pasted(self) -> list[Passage]:
        """The aims, none of them longer than is kept."""
        found = aims_in(self.cleaned_data["pasted"])
        if len(found) > MOST_AIMS:
            text = _("Her er %(n)s mål. Lim inn høyst %(most)s om gangen.")
            raise ValidationError(text % {"n": len(found), "most": MOST_AIMS})
        if long := [aim.text for aim in found if len(aim.text) > AIM_LENGTH]:
            text = _("Dette målet er for langt. Del det på flere linjer: %(beginning)s …")
            raise ValidationError(text % {"beginning": long[0][:60]})
        return found

    def keep(self, plan: PolicyDocument) -> editing.Pasted:
        """Add them; says what came of it."""
        return editing.add_aims(plan, self.cleaned_data["pasted"])


class AimForm(forms.Form):
    """Another wording of one aim; `read` is the version that was read."""

    read = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
    )
    text = WrittenField(
        label=_("Målet"),
        help_text=_("Med planens egne ord."),
        max_length=AIM_LENGTH,
        rows=4,
        error_messages={"required": _("Skriv målet.")},
    )
    page = PagesField()

    def __init__(self, data: QueryDict | None, *, aim: Aim, lang: str) -> None:
        said = text_in(aim, "text", lang)
        initial = {"read": aim.version, "text": said.value, "page": aim.pages}
        super().__init__(data, initial=initial)
        self.aim = aim
        self.lang = said.lang
        self.other = ""

    def keep(self) -> bool:
        """Write it; where somebody else came first, her words stand beside these."""
        given = {"text": self.cleaned_data["text"], "pages": self.cleaned_data["page"]}
        version = self.cleaned_data["read"]
        try:
            editing.change_aim(self.aim, version=version, lang=self.lang, **given)
        except ChangedError as error:
            there = {"text": text_in(error.now, "text", self.lang).value, "pages": error.now.pages}
            self.other = with_page(there["text"], there["pages"])
            self.data = read_anew(self.data, error.now.version)
            return there == given
        return True


class ShowForm(forms.Form):
    """Which version was read before it was shown to all, or taken back."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    publish = forms.BooleanField(required=False)
