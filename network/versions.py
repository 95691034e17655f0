"""Rows that several people change: each is written by whoever has read its newest version."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import models

Row = TypeVar("Row", bound=models.Model)


class ChangedError(Exception):
    """Somebody else has changed the row; `now` is what it has become."""

    def __init__(self, now: Any) -> None:
        super().__init__()
        self.now = now


def unchanged(row: Row, version: int) -> Row:
    """The row, locked anew; ChangedError where it is no longer as it was read."""
    now = locked(row)
    if now is None or now.version != version:
        raise ChangedError(now)
    return cast("Row", now)


def locked(row: models.Model) -> Any:
    """The row as it is now, while a transaction changes it.

    Where it is gone, None or DoesNotExist, as its manager has it.
    """
    rows: Any = type(row)._default_manager
    return rows.locked(row.pk)


def write(row: Any, **values: Any) -> None:
    """Store some columns of a locked row, as its next version."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version", "updated_at"])


def as_it_was(row: models.Model, version: int) -> models.Model | None:
    """A version of a row, as history has it; without what hangs on it."""
    event = apps.get_model(row._meta.app_label, f"{row._meta.object_name}Event")
    found = event._default_manager.filter(pgh_obj=row.pk, version=version)
    return found.order_by("-pgh_id").first()
