"""What happens to requests for access: asked for, withdrawn, granted, refused."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from network import invitations
from network.choices import RoleKind
from network.invitations import ClosedError
from network.mail import address_of, queue_mail
from network.models import AccessRequest, Invitation, Organisation, User


@transaction.atomic
def ask(
    *,
    asker: str,
    name: str,
    home: str,
    organisation: Organisation,
    kind: RoleKind,
    email: str,
    message: str,
    language: str,
    submission: uuid.UUID,
) -> AccessRequest:
    """Keep that somebody asks, and tell those who want to know at once.

    The same form sent twice is one request; IntegrityError where the same person waits already.
    """
    request, is_new = AccessRequest.objects.get_or_create(
        submission=submission,
        defaults={
            "asker": asker,
            "name": name,
            "home": home,
            "organisation": organisation,
            "kind": kind,
            "email": email,
            "message": message,
            "language": language,
        },
    )
    if is_new:
        for user in User.objects.told_at_once_of_requests():
            queue_mail(
                "access_asked",
                to=user.email,
                language=user.language,
                url=address_of("access_requests", user.language),
                organisation=organisation,
            )
    return request


def withdraw(asker: str) -> None:
    """Forget what somebody asks for; what is decided stays."""
    AccessRequest.objects.waiting().of(asker).delete()


@transaction.atomic
def grant(*, pk: int, by: User) -> Invitation:
    """Send an invitation to the role that is asked for; ClosedError where it no longer waits.

    The invitation proves the address, and binds the identity that then logs in.
    """
    waiting = locked(pk)
    try:
        with transaction.atomic():
            invitation = invite(waiting, by=by)
    except IntegrityError:
        # Somebody else invited her meanwhile: that invitation is now there to be sent anew.
        invitation = invite(waiting, by=by)
    close(waiting, by=by, invitation=invitation)
    return invitation


def invite(waiting: AccessRequest, *, by: User) -> Invitation:
    """Invite whoever asks, or send anew what she has been sent already."""
    sent = Invitation.objects.still_sent(waiting.organisation, waiting.kind, waiting.email)
    if sent:
        invitations.renew(invitation=sent, by=by)
        return sent
    return invitations.invite(
        organisation=waiting.organisation,
        kind=waiting.role_kind,
        email=waiting.email,
        language=waiting.language,
        submission=uuid.uuid4(),
        by=by,
    )


@transaction.atomic
def refuse(*, pk: int, by: User) -> None:
    """Tell whoever asked that she gets no access; ClosedError where it no longer waits."""
    waiting = locked(pk)
    queue_mail(
        "access_refused",
        to=waiting.email,
        language=waiting.language,
        url=address_of("contact", waiting.language),
        organisation=waiting.organisation,
    )
    close(waiting, by=by)


def locked(pk: int) -> AccessRequest:
    waiting = AccessRequest.objects.locked(pk)
    if waiting is None or waiting.decided_at:
        raise ClosedError
    return waiting


def close(request: AccessRequest, *, by: User, invitation: Invitation | None = None) -> None:
    request.decided_at = timezone.now()
    request.decided_by = by
    request.invitation = invitation
    request.name = request.email = request.message = request.asker = ""
    request.save()
