"""Forms of the network."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.core.exceptions import ValidationError


class LoginForm(AllauthLoginForm):
    """Says what is wrong beside a field: there the reader looks, and a screen reader is told."""

    def clean(self) -> dict[str, Any] | None:
        try:
            return super().clean()
        except ValidationError as error:
            raise ValidationError({"password": error}) from error
