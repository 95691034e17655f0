"""Two who let the same person in at the same moment."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from network import access
from network.choices import RoleKind
from network.models import Invitation
from tests.factories import AccessRequestFactory, InvitationFactory, RoleFactory


@contextmanager
def in_the_background(work: Callable[[], object]) -> Iterator[None]:
    """Begun within the block's transaction; awaited when the transaction is over."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield
            done = pool.submit(run)
            wait_until_somebody_is_blocked()
        done.result(timeout=10)


def wait_until_somebody_is_blocked() -> None:
    deadline = time.monotonic() + 10
    query = (
        "SELECT count(*), pg_sleep(0.01) FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            if cursor.execute(query).fetchone()[0]:
                return
    pytest.fail("nobody waited")


def test_somebody_whom_the_school_invites_at_the_same_moment_gets_one_invitation(
    own_database: str,
) -> None:
    asked = AccessRequestFactory()
    editor = RoleFactory(county=True, kind=RoleKind.COUNTY_EDITOR).user
    with in_the_background(lambda: access.grant(pk=asked.pk, by=editor)):
        InvitationFactory(organisation=asked.organisation, kind=asked.kind, email=asked.email)
    asked.refresh_from_db()
    assert asked.invitation == Invitation.objects.get()
    assert asked.decided_by == editor
