"""What is done to partnerships and accreditations: given parties."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from mobility.models import Agreement, Membership
from network.versions import locked, unchanged, write

# Beside agreements' own addresses stand these.
TAKEN = {"ny", "akkrediteringer"}


@transaction.atomic
def add_party(agreement: Agreement, submission: uuid.UUID, **values: Any) -> bool:
    """Add a party; the same form sent twice adds one. Whether it is there now, as it was sent."""
    now = locked(agreement)
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
    write(unchanged(party, version), **values)


@transaction.atomic
def remove_party(party: Membership, *, version: int) -> None:
    """Take away a party that was never one; one that has left gets a last day instead."""
    with contextlib.suppress(ObjectDoesNotExist):
        unchanged(party, version).delete()
