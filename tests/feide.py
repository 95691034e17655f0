"""Feide as the portal meets it: a local OpenID provider over HTTP, honest until told otherwise."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import flask
import jwt
import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client
from jwt.algorithms import RSAAlgorithm
from pytest_django import Settings
from werkzeug.serving import make_server

from network.models import User
from tests.factories import RoleFactory

CLIENT_ID = "forankring"
REALM = "trondelagfylke.example"
PORTAL = "http://localhost:8000"
EPPN = "https://n.feide.no/claims/eduPersonPrincipalName"
USER_IDS = "https://n.feide.no/claims/userid_sec"


@cache
def key_pair() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def claims_of(name: str = "nora", realm: str = REALM, **more: object) -> dict[str, object]:
    """What Feide tells of a person; that an address is verified it says of nobody."""
    return {
        "name": f"{name.title()} Ny (eksempel)",
        "email": f"{name}@{realm}",
        "email_verified": False,
        EPPN: f"{name}@{realm}",
        USER_IDS: [f"feide:{name}@{realm}"],
        **more,
    }


class Provider:
    """The provider, and what is laid over its answers before they are sent."""

    def __init__(self) -> None:
        self.address = ""
        self.discovery: dict[str, object] = {}
        self.details: dict[str, object] = {}
        self.claims: dict[str, object] = {}
        self.signed_by = "itself"
        self.is_broken = False
        self.id_tokens: list[str] = []
        self.replay = ""
        self.app = oidc_provider_mock.app(issue_refresh_token=False)
        self.app.after_request(self.tamper)
        self.app.add_url_rule("/elsewhere", view_func=self.lead_on)

    def tamper(self, response: flask.Response) -> flask.Response:
        answers = {
            "/.well-known/openid-configuration": lambda body: body | self.discovery,
            "/userinfo": lambda body: body | self.details,
            "/jwks": self.keys,
            "/oauth2/token": self.token,
        }
        if self.is_broken:
            response.status_code = 503
        elif "error=" in (response.location or "") and "state=" not in response.location:
            # What was asked with a state is answered with it (RFC 6749, 4.1.2.1).
            response.location += f"&state={flask.request.args['state']}"
        elif flask.request.path in answers and response.status_code == 200:
            body = answers[flask.request.path](response.get_json())
            response.set_data(json.dumps(body))
        return response

    def lead_on(self) -> flask.Response:
        """To another host, as Feide leads on to where a person's organisation logs in."""
        query = flask.request.query_string.decode()
        return flask.redirect(f"{self.address}/oauth2/authorize?{query}")

    def keys(self, body: dict) -> dict:
        if self.signed_by == "itself" and not self.claims:
            return body
        return {"keys": [RSAAlgorithm.to_jwk(key_pair().public_key(), as_dict=True)]}

    def token(self, body: dict) -> dict:
        token = self.replay or body["id_token"]
        claims = jwt.decode(token, options={"verify_signature": False}) | self.claims
        if self.signed_by == "nobody":
            token = jwt.encode(claims, "", algorithm="none")
        elif self.signed_by == "our public key":
            token = jwt.encode(claims, "x" * 32, algorithm="HS256")
        elif self.claims:
            token = jwt.encode(claims, key_pair(), algorithm="RS256")
        self.id_tokens.append(token)
        return body | {"id_token": token}

    def knows(self, subject: str, **claims: object) -> None:
        url = f"{self.address}/users/{subject}"
        assert requests.put(url, json=claims or claims_of(), timeout=10).ok

    def log_in(self, url: str, subject: str = "nora") -> str:
        """Log somebody in; the address in the portal that the browser is sent back to."""
        answer = requests.post(url, data={"sub": subject}, timeout=10, allow_redirects=False)
        return answer.headers["Location"].removeprefix(PORTAL)


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider.app, threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def address_in(page: HttpResponse) -> str:
    """Where the page in between sends the browser."""
    soup = BeautifulSoup(page.content, "lxml")
    content = soup.find("meta", attrs={"http-equiv": "refresh"})["content"]
    url = content.removeprefix("0; url=")
    assert soup.main.find("a", href=url)
    return url


def log_in(client: Client, provider: Provider, subject: str = "nora", **form: str) -> HttpResponse:
    """Press the button, log in at Feide and come back."""
    url = address_in(client.post("/logg-inn/feide/", form))
    return client.get(provider.log_in(url, subject), follow=True)


@pytest.fixture(scope="session")
def feide_server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(feide_server: Provider, settings: Settings) -> Iterator[Provider]:
    """Feide, which knows Nora of the county."""
    settings.FEIDE_DISCOVERY_URL = f"{feide_server.address}/.well-known/openid-configuration"
    settings.FEIDE_CLIENT_ID = CLIENT_ID
    settings.FEIDE_CLIENT_SECRET = "hemmelig"
    settings.FEIDE_REALMS = [REALM]
    before = dict(vars(feide_server))
    feide_server.id_tokens = []
    feide_server.knows("nora")
    yield feide_server
    vars(feide_server).update(before)


def known(provider: Provider, subject: str = "nora", **role: object) -> User:
    """Somebody whose account Feide opens."""
    user = RoleFactory(**role).user
    SocialAccount.objects.create(user=user, provider="feide", uid=f"{provider.address} {subject}")
    return user


def is_logged_in(client: Client, user: User | None = None) -> bool:
    found = client.session.get("_auth_user_id")
    return found == str(user.pk) if user else found is not None


def ended_at(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.request["PATH_INFO"]
