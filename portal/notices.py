"""Letters about what waits: as often as each person has chosen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import override

from network.accounts import may_enter
from network.choices import Pace
from network.mail import address_of, queue_mail
from network.models import User
from network.permissions import DECIDE_ON_ACCESS, may
from portal.county import matters_for
from portal.my_page import listings_for

MONDAY = 0


@dataclass(frozen=True)
class Line:
    """One list that waits, and how long it is."""

    title: str
    count: int


def waiting_for(user: User) -> list[Line]:
    """What waits for somebody and is worth a letter, in her own language."""
    with override(user.language):
        lines = [
            Line(str(listing.title), listing.beginning(user).count)
            for listing in listings_for(user)
            if listing.is_told
        ]
        if may(user, DECIDE_ON_ACCESS):
            lines += [Line(str(matter.title), matter.count) for matter in matters_for(user)]
    return [line for line in lines if line.count]


def due(today: datetime.date) -> list[Pace]:
    """The paces at which a letter of the day is sent; what cannot wait has been told at once."""
    return [Pace.AT_ONCE, Pace.DAILY, *([Pace.WEEKLY] if today.weekday() == MONDAY else [])]


@transaction.atomic
def send_to(pk: int, today: datetime.date) -> bool:
    """Queue the day's letter to somebody for whom something waits, once a day; whether it was."""
    user = User.objects.locked(pk)
    if user is None or user.noticed_on == today or not may_enter(user):
        return False
    lines = waiting_for(user)
    if not lines:
        return False
    user.noticed_on = today
    user.save(update_fields=["noticed_on"])
    url, settings_url = (address_of(name, user.language) for name in ("my_page", "preferences"))
    queue_mail(
        "waiting",
        to=user.email,
        language=user.language,
        url=url,
        settings_url=settings_url,
        lines=lines,
    )
    return True
