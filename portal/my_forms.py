"""Forms of Min side."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import User
from portal.models import FirstSteps
from portal.participation import STEPS


class PreferencesForm(forms.ModelForm[User]):
    """In which language the portal writes to somebody, and how often of what waits."""

    class Meta:
        model = User
        fields = ["language", "notices"]
        labels = {"language": _("Språk i e-post fra portalen"), "notices": _("Varsler")}
        help_texts = {
            "notices": _(
                "Om det som venter på deg. «Med en gang» gjelder det som haster, som at noen ber "
                "om tilgang; resten kommer da samlet hver dag. E-post om kontoen din og rollene "
                "dine kommer alltid."
            )
        }
        widgets = {"language": forms.RadioSelect, "notices": forms.RadioSelect}

    def keep(self) -> None:
        """Write the choices and nothing else of the account, which may have changed meanwhile."""
        self.instance.save(update_fields=self.Meta.fields)


class FirstStepsForm(forms.ModelForm[FirstSteps]):
    """Which of the path's steps somebody has taken."""

    done = forms.MultipleChoiceField(
        label=_("Steg du er ferdig med"),
        choices=[(step.key, step.title) for step in STEPS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = FirstSteps
        fields = ["done"]

    def save(self, commit: bool = True) -> Any:
        self.instance.is_hidden = "hide" in self.data
        return super().save(commit)
