"""What somebody looks after in an organisation, whichever app it belongs to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from pghistory.models import Event

from network.fields import ResponsibleField
from network.models import Organisation, User
from network.texts import Text


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


def move_things(user: User, organisation: Organisation, *, to: User | None) -> None:
    """Let somebody else, or for now nobody, look after all of it."""
    for field in responsible_fields():
        rows_of(field, user, organisation).update(**{field.name: to})
