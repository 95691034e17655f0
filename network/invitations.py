"""What happens to invitations: sent, sent anew, withdrawn, accepted."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.choices import RoleKind
from network.mail import address_of, queue_mail
from network.models import Invitation, Organisation, Role, User
from network.models.invitations import LIFETIME, digest_of, new_token
from network.roles import give


class ClosedError(Exception):
    """The invitation has been used, withdrawn or has expired."""


class KnownError(Exception):
    """There is an account for the address, maybe made by another invitation just now."""


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    kind: RoleKind,
    email: str,
    language: str,
    submission: uuid.UUID,
    by: User,
) -> Invitation:
    """Send a link to a role; the same form sent twice makes one invitation and one e-mail."""
    token = new_token()
    invitation, is_new = Invitation.objects.get_or_create(
        submission=submission,
        defaults={
            "organisation": organisation,
            "kind": kind,
            "email": email,
            "language": language,
            "token_digest": digest_of(token),
            "invited_by": by,
            "expires_at": timezone.now() + LIFETIME,
        },
    )
    if is_new:
        send(invitation, token)
    return invitation


@transaction.atomic
def renew(*, invitation: Invitation, by: User) -> None:
    """Send a new link to the same role; the old link no longer works."""
    waiting = Invitation.objects.locked(invitation.pk)
    if waiting is None or waiting.accepted_at or waiting.withdrawn_at:
        raise ClosedError
    token = new_token()
    waiting.token_digest = digest_of(token)
    waiting.invited_by = by
    waiting.expires_at = timezone.now() + LIFETIME
    waiting.save()
    send(waiting, token)


@transaction.atomic
def withdraw(*, invitation: Invitation) -> None:
    """Close the link; withdrawing twice is the same as once."""
    waiting = Invitation.objects.locked(invitation.pk)
    if waiting is None or waiting.accepted_at:
        raise ClosedError
    waiting.withdrawn_at = waiting.withdrawn_at or timezone.now()
    waiting.save()


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Role:
    """Give the user the role, once."""
    return close(still_open(invitation), user)


def still_open(invitation: Invitation) -> Invitation:
    """The invitation, locked; the same form sent twice waits here and meets ClosedError."""
    waiting = Invitation.objects.locked(invitation.pk)
    if waiting is None or not waiting.is_open:
        raise ClosedError
    return waiting


def close(waiting: Invitation, user: User) -> Role:
    """Note who has taken the role that is given."""
    role = give(
        user=user,
        organisation=waiting.organisation,
        kind=waiting.role_kind,
        by=waiting.invited_by,
    )
    waiting.accepted_at = timezone.now()
    waiting.accepted_by = user
    waiting.save()
    return role


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str, password: str | None) -> User:
    """Make the account that the invitation is for, and give it the role.

    The address is known to be the person's own: the link was sent there. Without a password
    she logs in by a code sent to it, or with Feide.
    """
    waiting = still_open(invitation)
    given = {"name": name, "language": waiting.language}
    try:
        with transaction.atomic():
            user = User.objects.create_user(waiting.email, password, **given)
    except IntegrityError as error:
        raise KnownError from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    close(waiting, user)
    return user


def send(invitation: Invitation, token: str) -> None:
    queue_mail(
        "invitation",
        to=invitation.email,
        language=invitation.language,
        url=address_of("invitation_link", invitation.language, token=token),
        role=invitation.role_kind,
        organisation=invitation.organisation,
        expires_at=invitation.expires_at,
    )
