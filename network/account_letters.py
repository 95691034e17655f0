"""What allauth writes to people about their accounts, in our words."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.mail import address_of, queue_mail
from network.models import User

CHANGES = {
    "account/email/password_changed": _("Passordet er byttet."),
    "account/email/password_reset": _("Passordet er byttet med en lenke fra e-posten."),
    "account/email/password_set": _("Kontoen har fått et passord."),
    "mfa/email/totp_activated": _("Engangskode er slått på."),
    "mfa/email/totp_deactivated": _("Engangskode er slått av."),
    "mfa/email/recovery_codes_generated": _("Det er laget nye reservekoder."),
    "socialaccount/email/account_connected": _("Feide er koblet til kontoen."),
    "socialaccount/email/account_disconnected": _("Feide er koblet fra kontoen."),
}


def send(occasion: str, email: str, context: dict[str, Any]) -> None:
    """Queue the letter of one of allauth's occasions; an occasion without words is a fault."""
    user = context.get("user") or User.objects.with_email(email)
    language = user.language if user else get_language() or "nb"
    if occasion == "account/email/password_reset_key":
        # Where the portal is, and not what the request called it.
        path = translate_url(urlsplit(context["password_reset_url"]).path, language)
        url = settings.PORTAL_URL + path
        queue_mail("password_reset", to=email, language=language, url=url)
    elif occasion == "account/email/login_code":
        queue_mail("login_code", to=email, language=language, code=context["code"])
    else:
        url = address_of("contact", language)
        change = CHANGES[occasion]
        queue_mail("account_changed", to=email, language=language, url=url, change=change)
