"""How allauth behaves here."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network import account_letters
from network.models import User

# No host has it, and a column of addresses takes it.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104


def may_enter(user: User) -> bool:
    """Whether an account is open; an invented person's only where demo data are shown."""
    return user.is_active and (not user.is_demo or (settings.LOCAL and settings.DEMO))


class Backend(AuthenticationBackend):
    """Asks at log-in, and of a session on every request, whether the account is still open."""

    def user_can_authenticate(self, user: User) -> bool:
        return may_enter(user)


class AccountAdapter(DefaultAccountAdapter):
    """Registration is closed: people are invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-postadressen eller passordet er feil."),
        "too_many_login_attempts": _("For mange forsøk. Vent fem minutter og prøv igjen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A closed account answers as a wrong password does."""
        user = super().authenticate(request, **credentials)
        return user if user and may_enter(user) else None

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Logging in a moment ago was proof enough; a session left open is none."""
        request = context.request
        oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(request, request.user)
        return not any(record["at"] > oldest for record in records)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        account_letters.send(template_prefix, email, context)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for an account, under whatever host name it is tried."""
        return str(credentials.get("email", "")).lower()

    def get_client_ip(self, request: HttpRequest) -> str:
        """Those whose address a proxy does not tell share one count of attempts."""
        return get_client_ip(request) or UNKNOWN_ADDRESS
