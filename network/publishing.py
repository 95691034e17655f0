"""Rows that are drafts until everybody may read them: published, taken back, deleted."""

from __future__ import annotations

import contextlib
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils import timezone

from network.versions import unchanged, write


class PublishedError(Exception):
    """Everybody can read the row; it is taken back before it is deleted."""


@transaction.atomic
def show(row: models.Model, *, version: int, to_all: bool) -> None:
    """Publish it, or take it back to its own people and the county."""
    now: Any = unchanged(row, version)
    write(now, published_at=(now.published_at or timezone.now()) if to_all else None)


@transaction.atomic
def delete_draft(row: models.Model, *, version: int) -> None:
    """Take it away, history keeps it; one that is gone already is as it should be.

    Raises PublishedError where it is no draft.
    """
    with contextlib.suppress(ObjectDoesNotExist):
        now: Any = unchanged(row, version)
        if now.published_at:
            raise PublishedError
        now.delete()
