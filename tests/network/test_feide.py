"""Feide opens an account by issuer and subject; an invitation is the only way to a new one."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

from network import invitations
from network.choices import RoleKind
from network.models import Invitation, SecurityEvent, User
from tests import feide
from tests.factories import RoleFactory, UserFactory
from tests.feide import Provider, address_in, claims_of, ended_at, is_logged_in, known, log_in
from tests.letters import deliver, link_in

pytestmark = pytest.mark.django_db
START = "/logg-inn/feide/"


def invited(client: Client, email: str = "nora@example.org") -> Invitation:
    """Somebody who has opened the link of an invitation in this browser."""
    by = RoleFactory()
    invitation = invitations.invite(
        organisation=by.organisation,
        kind=RoleKind.COLLEAGUE,
        email=email,
        language="nb",
        submission=uuid.uuid4(),
        by=by.user,
    )
    client.get(link_in(deliver()[0]))
    return invitation


def test_portal_without_feide_has_no_button_and_no_such_address(client: Client) -> None:
    assert "Feide" not in client.get("/logg-inn/").content.decode()
    assert client.post(START).status_code == 404
    assert client.get(f"{START}svar/").status_code == 404


def test_request_carries_state_nonce_and_the_digest_of_a_secret(
    client: Client, provider: Provider
) -> None:
    asked = parse_qs(urlsplit(address_in(client.post(f"/nn{START}"))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 16 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == [f"{feide.PORTAL}{START}svar/"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "userid-feide"}


def shown() -> dict[str, object]:
    """What the button on the invitation's page sends."""
    return {"invitation": "1", "shown": Invitation.objects.latest("pk").pk}


def test_what_is_asked_of_feide_cannot_be_changed_from_outside(
    client: Client, provider: Provider
) -> None:
    page = client.post(f"{START}?scope=groups&auth_params=prompt%3Dnone&process=connect")
    assert "groups" not in address_in(page)
    assert "prompt" not in address_in(page)


def test_invitation_is_taken_with_feide(client: Client, provider: Provider) -> None:
    invitation = invited(client)
    page = BeautifulSoup(client.get("/invitasjon/").content, "lxml")
    assert page.find("button", string=lambda text: "Ta imot rollen med Feide" in text)
    log_in(client, provider, **shown())
    user = User.objects.get(email="nora@example.org")
    assert is_logged_in(client, user)
    assert user.name == "Nora Ny (eksempel)"
    assert not user.has_usable_password()
    assert user.roles.get().organisation == invitation.organisation


def test_only_the_identity_is_kept_of_what_feide_says(client: Client, provider: Provider) -> None:
    invited(client)
    log_in(client, provider, **shown())
    account = SocialAccount.objects.get()
    assert account.uid == f"{provider.address} nora"
    assert account.extra_data == {}
    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.filter(email__endswith=feide.REALM).exists()


def test_invitation_gives_one_account(client: Client, provider: Provider) -> None:
    invited(client)
    provider.knows("olav", **claims_of("olav"))
    first, second = (address_in(client.post(START, shown())) for _ in "12")
    client.get(provider.log_in(first))
    client.post("/logg-ut/")
    client.get(provider.log_in(second, "olav"))
    assert SocialAccount.objects.get().uid.endswith(" nora")


def test_opened_invitation_is_shown_before_it_is_taken(client: Client, provider: Provider) -> None:
    """Whoever leads somebody to open a link shall not get her identity bound to it unseen."""
    invited(client)
    assert ended_at(log_in(client, provider)) == "/invitasjon/"
    assert not SocialAccount.objects.exists()
    assert not is_logged_in(client)


def test_stranger_gets_no_account(client: Client, provider: Provider) -> None:
    people = User.objects.count()
    log_in(client, provider)
    assert not is_logged_in(client)
    assert User.objects.count() == people


@pytest.mark.parametrize("is_verified", [False, True])
def test_same_address_opens_nobodys_account(
    client: Client, provider: Provider, is_verified: bool
) -> None:
    user = UserFactory(email=f"nora@{feide.REALM}")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    provider.knows("nora", **claims_of(email_verified=is_verified))
    log_in(client, provider)
    assert not is_logged_in(client)
    assert not SocialAccount.objects.exists()


def test_invitation_to_somebody_with_an_account_does_not_open_it(
    client: Client, provider: Provider
) -> None:
    UserFactory(email="nora@example.org")
    invited(client)
    response = log_in(client, provider, **shown())
    assert "Logg inn med passord eller kode på e-post først" in response.content.decode()
    assert not is_logged_in(client)
    assert not SocialAccount.objects.exists()


def test_known_person_comes_to_her_own_page(client: Client, provider: Provider) -> None:
    user = known(provider)
    response = log_in(client, provider)
    assert is_logged_in(client, user)
    assert ended_at(response) == "/min-side/"


def test_known_person_comes_back_to_where_she_was_in_her_language(
    client: Client, provider: Provider
) -> None:
    known(provider)
    url = address_in(client.post(f"/nn{START}", {"next": "/nn/planverk/"}))
    assert ended_at(client.get(provider.log_in(url), follow=True)) == "/nn/planverk/"


def test_new_name_and_address_at_feide_change_nothing_here(
    client: Client, provider: Provider
) -> None:
    user = known(provider)
    provider.knows("nora", **claims_of(name="Nytt Navn", email="ny@trondelagfylke.example"))
    log_in(client, provider)
    assert is_logged_in(client, user)
    after = User.objects.get(pk=user.pk)
    assert (after.email, after.name) == (user.email, user.name)


def test_same_subject_at_another_issuer_is_somebody_else(
    client: Client, provider: Provider
) -> None:
    user = RoleFactory().user
    SocialAccount.objects.create(user=user, provider="feide", uid="https://auth.example nora")
    log_in(client, provider)
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        claims_of(realm="ntnu.example"),
        claims_of(realm=f"ond.{feide.REALM}"),
        {"name": "Uten hjem", "email": f"nora@{feide.REALM}"},
        claims_of() | {feide.EPPN: "nora@ntnu.example"},
        claims_of() | {feide.EPPN: None, feide.USER_IDS: [f"nin:x@{feide.REALM}"]},
    ],
    ids=["another", "below ours", "none", "two", "not a Feide name"],
)
def test_home_organisation_that_is_not_ours_is_refused(
    client: Client, provider: Provider, claims: dict
) -> None:
    known(provider)
    provider.knows("nora", **claims)
    assert ended_at(log_in(client, provider)) == f"{START}annet-sted/"
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://auth.example"},
        {"aud": "another-service"},
        {"aud": [feide.CLIENT_ID, "another-service"], "azp": "another-service"},
        {"exp": 1_700_000_000},
        {"nonce": "from another log-in"},
        {"sub": "olav"},
    ],
    ids=lambda claims: next(reversed(claims)),
)
def test_token_that_is_not_for_this_log_in_is_refused(
    client: Client, provider: Provider, claims: dict
) -> None:
    known(provider)
    provider.claims = claims
    assert ended_at(log_in(client, provider)) == f"{START}feil/"
    assert not is_logged_in(client)


def test_token_signed_by_the_providers_key_is_taken(client: Client, provider: Provider) -> None:
    """So that the tokens above are refused for what they claim."""
    user = known(provider)
    provider.claims = {"azp": feide.CLIENT_ID}
    log_in(client, provider)
    assert is_logged_in(client, user)


@pytest.mark.parametrize("signed_by", ["nobody", "our public key", "another key"])
def test_token_signed_by_another_is_refused(
    client: Client, provider: Provider, signed_by: str
) -> None:
    known(provider)
    provider.signed_by = signed_by
    assert ended_at(log_in(client, provider)) == f"{START}feil/"


def test_token_of_an_earlier_log_in_is_refused(client: Client, provider: Provider) -> None:
    known(provider)
    log_in(Client(), provider)
    (provider.replay,) = provider.id_tokens
    assert ended_at(log_in(client, provider)) == f"{START}feil/"
    assert not is_logged_in(client)


def test_answer_is_taken_once_and_by_the_browser_that_asked(
    client: Client, provider: Provider
) -> None:
    user = known(provider)
    another = Client()
    answer = provider.log_in(address_in(client.post(START)))
    assert ended_at(another.get(answer, follow=True)) == f"{START}feil/"
    client.get(answer)
    assert is_logged_in(client, user)
    client.post("/logg-ut/")
    assert ended_at(client.get(answer, follow=True)) == f"{START}feil/"
    assert not is_logged_in(client)


@pytest.mark.parametrize("issuer", ["https://auth.example", None])
def test_provider_that_is_not_the_one_we_know_is_refused(
    client: Client, provider: Provider, issuer: str | None
) -> None:
    known(provider)
    answer = provider.log_in(address_in(client.post(START)))
    provider.discovery = {"issuer": issuer}
    assert ended_at(client.get(answer, follow=True)) == f"{START}feil/"
    assert ended_at(client.post(START, follow=True)) == f"{START}feil/"
    assert not is_logged_in(client)


def test_log_in_given_up_at_feide_is_told(client: Client, provider: Provider) -> None:
    state = parse_qs(urlsplit(address_in(client.post(START))).query)["state"][0]
    answer = f"{START}svar/?error=access_denied&state={state}"
    assert ended_at(client.get(answer, follow=True)) == f"{START}avbrutt/"


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=gjettet", "?error=server_error"])
def test_answer_nobody_asked_for_is_told(client: Client, provider: Provider, query: str) -> None:
    assert ended_at(client.get(f"{START}svar/{query}", follow=True)) == f"{START}feil/"
    # Anybody can open the address as often as she likes; the log's readers would drown.
    assert told() == []


def test_feide_that_is_down_is_told_at_the_start(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.FEIDE_DISCOVERY_URL = "http://127.0.0.1:1/.well-known/openid-configuration"
    assert ended_at(client.post(START, follow=True)) == f"{START}uten-svar/"


def test_feide_that_breaks_on_the_way_is_told(client: Client, provider: Provider) -> None:
    answer = provider.log_in(address_in(client.post(START)))
    provider.is_broken = True
    assert ended_at(client.get(answer, follow=True)) == f"{START}uten-svar/"


def test_county_still_needs_a_second_factor(client: Client, provider: Provider) -> None:
    known(provider, county=True)
    assert ended_at(log_in(client, provider)) == "/konto/engangskode/"


def told() -> list[tuple[str, User | None]]:
    events = SecurityEvent.objects.filter(kind__startswith="feide_").select_related("user")
    return [(event.kind, event.user) for event in events.order_by("pk")]


def test_stranger_who_is_turned_away_is_told_of_in_the_security_log(
    client: Client, provider: Provider
) -> None:
    log_in(client, provider)
    provider.knows("nora", **claims_of(realm="et.annet.sted"))
    log_in(client, provider)
    provider.claims = {"aud": "somebody else"}
    log_in(client, provider)
    assert told() == [("feide_refused", None)] * 3


def test_feide_that_does_not_answer_refuses_nobody(client: Client, provider: Provider) -> None:
    provider.is_broken = True
    client.post(START)
    assert told() == []


def test_new_account_is_told_of_as_connected(client: Client, provider: Provider) -> None:
    invited(client)
    log_in(client, provider, **shown())
    assert told() == [("feide_added", User.objects.get(email="nora@example.org"))]


def test_account_without_a_name_is_not_named_by_its_whole_address(
    client: Client, provider: Provider
) -> None:
    provider.knows("nora", **claims_of() | {"name": ""})
    invited(client)
    log_in(client, provider, **shown())
    assert User.objects.get(email="nora@example.org").name == "nora"
