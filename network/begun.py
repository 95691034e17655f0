"""Rows that a form begins, each at an address that says its name."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction

from network.keyed import KeyedQuerySet, Row
from network.slugs import free_slug

TRIES = 5


class BegunQuerySet(KeyedQuerySet[Row]):
    """Rows with a `slug` and the `submission` of the form that began them."""

    def sent(self, submission: uuid.UUID) -> Row | None:
        """What a form has brought about, if it was sent before."""
        return self.filter(submission=submission).first()

    def slugs_like(self, beginning: str) -> set[str]:
        """Every address that begins so, whoever may see what is there."""
        rows = self.filter(slug__startswith=beginning).order_by()
        return set(rows.values_list("slug", flat=True))

    def begin(
        self,
        name: str,
        submission: uuid.UUID,
        *,
        reserved: Collection[str],
        otherwise: str,
        **columns: Any,
    ) -> Row:
        """Add one at a free address, see `free_slug`; the same form sent twice adds one.

        `name` is what the address says, `columns` all else that the row has.
        """
        for attempt in range(TRIES):
            if done := self.sent(submission):
                return done
            try:
                with transaction.atomic():
                    slug = free_slug(
                        name, like=self.slugs_like, reserved=reserved, otherwise=otherwise
                    )
                    return self.create(slug=slug, submission=submission, **columns)
            except IntegrityError:
                # Another of the same name, or the same form, came first: look again.
                if attempt == TRIES - 1:
                    raise
        raise AssertionError  # pragma: no cover
