"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Registration is closed: people are invited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-postadressen eller passordet er feil."),
        "too_many_login_attempts": _("For mange forsøk. Vent fem minutter og prøv igjen."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The page of the person's own school or office; the front page for others."""
        roles = request.user.roles.select_related("organisation").order_by("pk")
        own = [role.organisation for role in roles if role.organisation.is_member]
        return own[0].get_absolute_url() if own else super().get_login_redirect_url(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account answers as a wrong password does."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None
