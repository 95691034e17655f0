"""The second factor: who must have one, and what its absence closes."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes

from network.models import User
from network.permissions import needs_second_factor

# What somebody who lacks it may still reach: setting it up, and leaving.
OPEN = {
    "mfa_activate_totp",
    "account_reauthenticate",
    "account_logout",
    "health_live",
    "health_ready",
}


def must_have_second_factor(user: User | AnonymousUser) -> bool:
    """Whether the portal asks the user for one; an invented person of a local run has none."""
    return user.is_authenticated and not user.is_demo and needs_second_factor(user)


def keys() -> MultiFernet:
    """Keys of the portal's own secrets, the newest first; old ones still open what they closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (sha256(b"second factor" + force_bytes(secret)).digest() for secret in secrets)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class Adapter(DefaultMFAAdapter):
    """Secrets are closed in the database; who must have a second factor cannot take it away."""

    def encrypt(self, text: str) -> str:
        return keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have_second_factor(authenticator.user)


class SecondFactorMiddleware:
    """Lead whoever lacks a second factor that the role demands to where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.adapter = Adapter()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match and match.url_name in OPEN:
            return None
        if must_have_second_factor(request.user) and not self.adapter.is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return None
