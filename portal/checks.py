"""Whether the database can hold Norwegian."""

from collections.abc import Sequence
from typing import Any

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
