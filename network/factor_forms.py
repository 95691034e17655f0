"""One-time codes that are good once, for as long as any clock would let them in."""

from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.core.cache import cache

from network.models import User


def place_of(user: User, code: str) -> str:
    return f"one-time-code.spent?user={user.pk}&code={normalize_user_code(code)}"


def is_spent(user: User, code: str) -> bool:
    return place_of(user, code) in cache


def spend(user: User, code: str) -> None:
    """Remember the code until it has run out: allauth forgets it while it is still good."""
    lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    cache.set(place_of(user, code), "y", lifetime)


class Once:
    """Takes no code twice; a spent one counts as a wrong one."""

    def clean_code(self: Any) -> str:
        if is_spent(self.user, self.cleaned_data["code"]):
            self.cleaned_data["code"] = ""
        code: str = super().clean_code()  # type: ignore[misc]
        spend(self.user, code)
        return code


class AuthenticateForm(Once, base.AuthenticateForm):
    """At log-in."""


class ReauthenticateForm(Once, base.ReauthenticateForm):
    """Before something weighty."""


class ActivateTOTPForm(Once, totp.ActivateTOTPForm):
    """The code that proves that the app is set up is spent with that.

    The key stays the same until then: somebody may have scanned it in another tab.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        shown = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if shown:
            self.secret = session[SECRET_SESSION_KEY] = shown
