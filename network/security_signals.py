"""What Django and allauth tell of log-ins, passwords and second factors is kept."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions import signals as usersessions
from django.contrib.auth import signals as auth
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from network.choices import SecurityEventKind as Kind
from network.models import User
from network.security_log import note
from network.sessions import remember

TELLING = {
    auth.user_logged_in: Kind.LOGGED_IN,
    account.login_code_rejected: Kind.LOGIN_FAILED,
    account.password_set: Kind.PASSWORD_SET,
    account.password_changed: Kind.PASSWORD_CHANGED,
    account.password_reset: Kind.PASSWORD_RESET,
    mfa.authentication_failed: Kind.CODE_FAILED,
    mfa.authenticator_reset: Kind.CODES_RENEWED,
}
# Spare codes come and go with the app's codes and are not told by themselves.
FACTORS = {
    mfa.authenticator_added: Kind.FACTOR_ADDED,
    mfa.authenticator_removed: Kind.FACTOR_REMOVED,
}


# Allauth's own would look up each of a person's log-ins by itself.
account.user_logged_in.disconnect(usersessions.on_user_logged_in)


@receiver(account.user_logged_in)
def logged_in(request: HttpRequest, **more: Any) -> None:
    remember(request)


@receiver(list(TELLING))
def told_of_account(signal: Signal, user: User | None, **more: Any) -> None:
    note(TELLING[signal], user=user)


@receiver(list(FACTORS))
def told_of_factor(signal: Signal, user: User, authenticator: Authenticator, **more: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        note(FACTORS[signal], user=user)


@receiver(social.social_account_added)
def told_of_feide(sociallogin: SocialLogin, **more: Any) -> None:
    note(Kind.FEIDE_ADDED, user=sociallogin.user)


@receiver(social.social_account_removed)
def told_of_no_feide(socialaccount: SocialAccount, **more: Any) -> None:
    note(Kind.FEIDE_REMOVED, user=socialaccount.user)


@receiver(auth.user_logged_out)
def told_of_logout(user: User | None, **more: Any) -> None:
    if user:
        note(Kind.LOGGED_OUT, user=user)


@receiver(auth.user_login_failed)
def told_of_failure(credentials: dict[str, Any], **more: Any) -> None:
    """Whose account was tried, where there is one; the address itself is not kept."""
    email = credentials.get("email") or ""
    note(Kind.LOGIN_FAILED, user=User.objects.with_email(email) if email else None)
