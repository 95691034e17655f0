"""Whether the database can hold Norwegian, and holds nothing invented in production."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

CURE = (
    "Make it with: CREATE DATABASE portal ENCODING 'UTF8' LOCALE_PROVIDER builtin "
    "BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0 (PostgreSQL 17 and newer), or "
    "CREATE DATABASE portal ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0."
)
OLDEST = 150_000


@register(Tags.database)
def database_can_hold_norwegian(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """PostgreSQL 15 or newer, UTF8, and lower case that knows æ, ø and å."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT getdatabaseencoding(), lower('ÆØÅ') = 'æøå',"
                " current_setting('server_version_num')::int"
            )
            encoding, knows_norwegian, version = cursor.fetchone()
        if encoding != "UTF8" or not knows_norwegian:
            errors.append(
                Error("The database cannot hold Norwegian text.", hint=CURE, id="portal.E001")
            )
        if version < OLDEST:
            errors.append(Error("PostgreSQL 15 or newer is needed.", id="portal.E002"))
    return errors


@register(Tags.database)
def database_has_no_demo_people(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Nobody invented outside a local run: a password of theirs stands in the source."""
    if settings.LOCAL:
        return []
    people = get_user_model()._default_manager.filter(is_demo=True)
    return [
        Error(
            "The database holds the demo people of a local run.",
            hint="Take a database that no local run has used.",
            id="portal.E003",
        )
        for alias in databases or []
        if has_people(alias) and people.using(alias).exists()
    ]


def has_people(alias: str) -> bool:
    """Whether the table is there; the first migration asks before it is."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [get_user_model()._meta.db_table])
        return cursor.fetchone()[0] is not None
