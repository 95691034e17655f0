"""Which accounts Feide opens, and how it comes to."""

from __future__ import annotations

from allauth.socialaccount.internal.flows import connect
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpRequest

from network import invitations
from network.choices import SecurityEventKind
from network.feide import PROVIDER, Person
from network.models import Invitation, User
from network.security_log import note


def is_known(person: Person) -> bool:
    """Whether somebody's account is connected: by issuer and subject, never by e-mail."""
    return SocialAccount.objects.filter(provider=PROVIDER, uid=person.uid).exists()


def connected(user: User) -> SocialAccount | None:
    """The user's connection to Feide."""
    return SocialAccount.objects.filter(provider=PROVIDER, user=user).order_by("pk").first()


def connect_new(user: User, uid: str) -> SocialAccount:
    """Let an identity at Feide open an account that was made for it."""
    account = SocialAccount.objects.create(provider=PROVIDER, user=user, uid=uid)
    note(SecurityEventKind.FEIDE_ADDED, user=user)
    return account


def disconnect(request: HttpRequest, account: SocialAccount) -> None:
    """Take Feide from an account; ValidationError where there would be no way in."""
    connect.validate_disconnect(request, account)
    connect.disconnect(request, account)


@transaction.atomic
def accept(*, invitation: Invitation, person: Person) -> User:
    """Make the account that an invitation is for, opened by Feide alone.

    The account keeps the address that the invitation was sent to.
    """
    name = person.name or invitation.email.partition("@")[0]
    user = invitations.accept_as_new(invitation=invitation, name=name, password=None)
    connect_new(user, person.uid)
    return user
