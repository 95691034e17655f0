"""Leaving a role to somebody else, with everything that hangs on it."""

from __future__ import annotations

import uuid

from django.db import transaction

from network.choices import SecurityEventKind
from network.mail import address_of, queue_mail
from network.models import HandOver, Role, User
from network.ownership import Leaving
from network.roles import give
from network.security_log import note as log


class GoneError(Exception):
    """The role has been left to somebody else or removed, or the successor has left."""


@transaction.atomic
def hand_over(*, role: Role, to: User, note: str, submission: uuid.UUID, by: User) -> HandOver:
    """Give the role to a colleague there, with all that hangs on it, at one stroke.

    Of two who try at once one meets GoneError; the same form sent twice is one hand-over.
    """
    place, giver = role.organisation, role.user
    User.objects.locked(giver.pk)
    held = Role.objects.locked_of(place, giver, to)
    if done := HandOver.objects.sent(submission):
        return done
    is_there = any(found.user_id == to.pk for found in held)
    if role not in held or not is_there or to == giver:
        raise GoneError
    done = HandOver.objects.create(
        organisation=place,
        kind=role.kind,
        from_user=giver,
        to_user=to,
        by=by,
        note=note,
        submission=submission,
    )
    leaving = Leaving(role)
    Role.objects.filter(pk=role.pk).delete()
    log(SecurityEventKind.HANDED_OVER, user=giver, by=by, organisation=place, role=role.role_kind)
    give(user=to, organisation=place, kind=role.role_kind, by=by)
    leaving.move(to=to)
    tell(done)
    return done


def tell(done: HandOver) -> None:
    """Write to the successor; what the note says is read in the portal."""
    queue_mail(
        "handed_over",
        to=done.to_user.email,
        language=done.to_user.language,
        url=address_of("people", done.to_user.language, slug=done.organisation.slug),
        role=done.role_kind,
        organisation=done.organisation,
    )
