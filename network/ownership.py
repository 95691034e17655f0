"""What somebody looks after in an organisation, whichever app it belongs to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F
from django.utils import timezone
from pghistory.models import Event

from network.fields import ResponsibleField
from network.models import Invitation, Organisation, Role, User
from network.permissions import HANDS, MANAGE_PEOPLE, may, roles_of
from network.texts import Text

# What runs out within half a year is to be seen to.
SOON = datetime.timedelta(days=183)


@dataclass(frozen=True)
class Thing:
    """One row that somebody looks after."""

    heading: Text
    url: str
    is_draft: bool
    ends_on: datetime.date | None


@dataclass(frozen=True)
class Things:
    """All of one sort."""

    label: str
    rows: list[Thing]


def responsible_fields() -> list[ResponsibleField]:
    """Every column that says who looks after something; those of the history are copies."""
    return [
        field
        for model in apps.get_models()
        if not issubclass(model, Event)
        for field in model._meta.local_fields
        if isinstance(field, ResponsibleField)
    ]


def rows_of(
    field: ResponsibleField, user: User, organisation: Organisation
) -> models.QuerySet[Any]:
    return field.model._default_manager.filter(
        **{field.name: user, field.organisation: organisation}
    )


def things_of(user: User, organisation: Organisation) -> list[Things]:
    """What somebody looks after there, sort by sort; one query each."""
    found = [
        Things(
            str(field.model._meta.verbose_name_plural),
            [
                Thing(
                    heading=row.heading,
                    url=row.get_absolute_url(),
                    is_draft=row.published_at is None,
                    ends_on=getattr(row, field.ends) if field.ends else None,
                )
                for row in rows_of(field, user, organisation)
            ],
        )
        for field in responsible_fields()
    ]
    return [things for things in found if things.rows]


def take_up(user: User, organisation: Organisation) -> None:
    """Let somebody look after what nobody there does."""
    for field in responsible_fields():
        rows = field.model._default_manager.filter(
            **{field.name: None, field.organisation: organisation}
        )
        rows.update(**{field.name: user}, version=F("version") + 1)


class Leaving:
    """What somebody could no longer look after without one of her roles."""

    def __init__(self, role: Role) -> None:
        self.user, self.organisation = role.user, role.organisation
        now, left = self.user.with_and_without(role)
        self.leaves_things = HANDS.isdisjoint(roles_of(left).get(self.organisation.pk, set()))
        sent = Invitation.objects.waiting().sent_by(self.user).select_related("organisation")
        self.invitations = [
            invitation
            for invitation in sent
            if may(now, MANAGE_PEOPLE, invitation.organisation)
            and not may(left, MANAGE_PEOPLE, invitation.organisation)
        ]

    def things(self) -> list[Things]:
        """What she looks after there, unless another role of hers lets her go on with it."""
        return things_of(self.user, self.organisation) if self.leaves_things else []

    def move(self, *, to: User | None) -> None:
        """Let somebody else, or for now nobody, look after it; nobody's invitations are void."""
        if self.leaves_things:
            for field in responsible_fields():
                rows = rows_of(field, self.user, self.organisation)
                rows.update(**{field.name: to}, version=F("version") + 1)
        still = Invitation.objects.waiting().filter(pk__in=[row.pk for row in self.invitations])
        still.update(**({"invited_by": to} if to else {"withdrawn_at": timezone.now()}))
