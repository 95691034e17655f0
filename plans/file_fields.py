"""A field for a PDF."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import refuse_national_identity_number
from plans.plan_files import refuse_other_than_pdf


class PdfField(forms.FileField):
    """A PDF that may be chosen; what the browser says of it counts for nothing."""

    def __init__(self) -> None:
        nothing = _("Filen er tom. Velg en annen.")
        super().__init__(
            label=_("Planen som PDF"),
            required=False,
            widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
            error_messages={"empty": nothing, "missing": nothing, "invalid": nothing},
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            refuse_national_identity_number(upload.name)
            refuse_other_than_pdf(upload)
        return upload or None
