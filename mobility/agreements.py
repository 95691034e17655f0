"""What is done to partnerships and accreditations: shown, deleted, given parties."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from mobility.models import Agreement, Membership
from network.versions import ChangedError, write

AnyAgreement = TypeVar("AnyAgreement", bound=Agreement)

# Beside agreements' own addresses stand these.
TAKEN = {"ny", "akkrediteringer"}


class PublishedError(Exception):
    """Everybody can read the agreement; it is taken back before it is deleted."""


def unchanged(agreement: AnyAgreement, version: int) -> AnyAgreement:
    """The agreement, locked; ChangedError where it is no longer as it was read."""
    rows: Any = type(agreement)._default_manager
    now: AnyAgreement = rows.locked(agreement.pk)
    if now.version != version:
        raise ChangedError(now)
    return now


@transaction.atomic
def show(agreement: Agreement, *, version: int, to_all: bool) -> None:
    """Publish it, or take it back to its own people and the county."""
    now = unchanged(agreement, version)
    write(now, published_at=(now.published_at or timezone.now()) if to_all else None)


@transaction.atomic
def delete_draft(agreement: Agreement, *, version: int) -> None:
    """Take it away, history keeps it; one that is gone already is as it should be.

    Raises PublishedError where it is no draft.
    """
    with contextlib.suppress(type(agreement).DoesNotExist):
        now = unchanged(agreement, version)
        if now.published_at:
            raise PublishedError
        now.delete()


@transaction.atomic
def add_party(agreement: Agreement, submission: uuid.UUID, **values: Any) -> bool:
    """Add a party; the same form sent twice adds one. Whether it is there now, as it was sent."""
    rows: Any = type(agreement)._default_manager
    now = rows.locked(agreement.pk)
    party = now.parties.model
    done = party.objects.filter(submission=submission).first()
    if done is None:
        now.parties.create(submission=submission, **values)
        return True
    same = (done.organisation, done.name) == (values["organisation"], values["name"])
    return bool(same and done.agreement_id == now.pk)


@transaction.atomic
def change_party(party: Membership, *, version: int, **values: Any) -> None:
    """Change what is said of a party, as long as it is as it was read."""
    write(party_unchanged(party, version), **values)


@transaction.atomic
def remove_party(party: Membership, *, version: int) -> None:
    """Take away a party that was never one; one that has left gets a last day instead."""
    with contextlib.suppress(ObjectDoesNotExist):
        party_unchanged(party, version).delete()


def party_unchanged(party: Membership, version: int) -> Any:
    """The party, locked; ChangedError where it is no longer as it was read."""
    now = type(party).objects.locked(party.pk)
    if now.version != version:
        raise ChangedError(now)
    return now
