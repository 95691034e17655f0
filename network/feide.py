"""Feide by OpenID Connect: what it says of a person, believed only when everything is checked.

What allauth leaves to others is done here: a nonce in every request, the ID token's signature, an
issuer that is the one we were told of, and one person in the ID token and the user information.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

View = Callable[..., HttpResponse]
PROVIDER = "feide"
DISCOVERY = "/.well-known/openid-configuration"
SCOPES = ["openid", "profile", "userid-feide"]
PRINCIPAL_NAME = "https://n.feide.no/claims/eduPersonPrincipalName"
USER_IDS = "https://n.feide.no/claims/userid_sec"
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
CLOCK_SLACK = 60
LONGEST = 200
LONGEST_SUBJECT = 120
# What a provider that speaks nonsense ends in; that it does not answer is a RequestException.
NONSENSE = (OAuth2Error, AttributeError, LookupError, TypeError, ValueError)


class Person(NamedTuple):
    """Who has logged in at Feide: known by issuer and subject, the rest is what Feide says."""

    issuer: str
    subject: str
    name: str
    home: str

    @property
    def uid(self) -> str:
        """What a connected account is found by: the same subject elsewhere is somebody else."""
        return f"{self.issuer} {self.subject}"

    @property
    def is_let_in(self) -> bool:
        """Whether the home organisation is one of those that the county has named."""
        return self.home in settings.FEIDE_REALMS


def home_of(details: dict[str, Any]) -> str:
    """The realm in a person's Feide name (`name@realm`); empty for none, or for several."""
    ids = [clean(found) for found in details.get(USER_IDS) or []]
    names = [found.removeprefix("feide:") for found in ids if found.startswith("feide:")]
    names.append(clean(details.get(PRINCIPAL_NAME)))
    realms = {name.rpartition("@")[2].lower() for name in names if "@" in name}
    return realms.pop() if len(realms) == 1 else ""


def clean(text: object) -> str:
    """A text that the database can hold; empty for anything else."""
    return text.replace("\0", "").strip()[:LONGEST] if isinstance(text, str) else ""


def key_for(id_token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    """The provider's key that the token names; it may leave the name out where there is one."""
    known = jwt.PyJWKSet.from_dict(keys)
    name = jwt.get_unverified_header(id_token).get("kid")
    if name is None and len(known.keys) == 1:
        return known.keys[0]
    return known[name or ""]


class Channel(OpenIDConnectOAuth2Adapter):
    """What is asked of Feide behind the browser's back."""

    @property
    def openid_config(self) -> dict[str, Any]:
        config = super().openid_config
        told = settings.FEIDE_DISCOVERY_URL.removesuffix(DISCOVERY)
        if config["issuer"].rstrip("/") != told.rstrip("/"):
            raise OAuth2Error("the discovery document is of another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address, whatever the page's language: Feide compares it letter by letter."""
        with override(settings.LANGUAGE_CODE):
            return settings.PORTAL_URL + reverse("feide_answer")

    def person(self, code: str, state: dict[str, Any]) -> Person:
        """Who has logged in; raises one of NONSENSE, or requests' RequestException."""
        client = self.get_client(self.request, self.get_provider().app)
        answer = client.get_access_token(code, pkce_code_verifier=state["pkce_code_verifier"])
        claims = self.verified(answer["id_token"], state["nonce"])
        details = self._fetch_user_info(answer["access_token"])
        subject = claims["sub"]
        if details["sub"] != subject:
            raise OAuth2Error("the user information is of another person")
        if not subject or clean(subject) != subject or len(subject) > LONGEST_SUBJECT:
            raise OAuth2Error("the subject is not one")
        return Person(
            issuer=claims["iss"],
            subject=subject,
            name=clean(details.get("name")),
            home=home_of(details),
        )

    def verified(self, id_token: str, nonce: str) -> dict[str, Any]:
        """What the token claims; it was made by the issuer, for us, now, and for this log-in."""
        config = self.openid_config
        with get_adapter().get_requests_session() as session:
            response = session.get(config["jwks_uri"])
            response.raise_for_status()
        try:
            claims = jwt.decode(
                id_token,
                key_for(id_token, response.json()),
                algorithms=["RS256"],
                audience=settings.FEIDE_CLIENT_ID,
                issuer=config["issuer"],
                leeway=CLOCK_SLACK,
                options={"require": NEEDED},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("the ID token is not valid") from error
        is_ours = claims.get("azp", settings.FEIDE_CLIENT_ID) == settings.FEIDE_CLIENT_ID
        if not is_ours or not secrets.compare_digest(claims["nonce"], nonce):
            raise OAuth2Error("the ID token belongs to another log-in")
        return claims


class Feide(OpenIDConnectProvider):
    """Allauth's provider, of which nothing but the identity is kept."""

    oauth2_adapter_class = Channel

    def way_there(self, request: HttpRequest, **state: Any) -> str:
        """Where to send the browser; the session keeps what is needed when it comes back."""
        nonce = secrets.token_urlsafe(32)
        response = self.redirect(
            request,
            scope=SCOPES,
            auth_params={"nonce": nonce},
            nonce=nonce,
            language=get_language(),
            **state,
        )
        return response.url

    def login_of(self, request: HttpRequest, person: Person, state: dict[str, Any]) -> SocialLogin:
        login = self.sociallogin_from_response(request, person)
        login.state = state
        return login

    def extract_uid(self, data: Person) -> str:
        return data.uid

    def extract_extra_data(self, data: Person) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: Person) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Person) -> list[EmailAddress]:
        return []


def feide(request: HttpRequest) -> Feide:
    """Feide as it is set up; its pages do not exist where it is not."""
    if not settings.FEIDE_CLIENT_ID:
        raise Http404
    app = SocialApp(
        provider=Feide.id,
        provider_id=PROVIDER,
        name="Feide",
        client_id=settings.FEIDE_CLIENT_ID,
        secret=settings.FEIDE_CLIENT_SECRET,
        settings={"server_url": settings.FEIDE_DISCOVERY_URL, "oauth_pkce_enabled": True},
    )
    return Feide(request, app=app)


def where_feide_is_on(view: View) -> View:
    """None of these addresses exists in a portal without Feide."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        feide(request)
        return view(request, *args, **kwargs)

    return answer


class Adapter(DefaultSocialAccountAdapter):
    """There is one provider, and an e-mail address from it identifies nobody."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Velg et passord først, så du kommer inn uten Feide."),
    }

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Feide:
        return feide(request)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        return None

    def get_connect_redirect_url(self, request: HttpRequest, account: SocialAccount) -> str:
        return reverse("feide_account")
