"""Asks the database in DATABASE_URL whether the portal can live in it; prints why not."""

import os
from typing import LiteralString

import psycopg

from portal.checks import CURE, OLDEST


def problem(url: str) -> str:
    """Return one message with the way out, or nothing when the database will do."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            return unsuitable(connection)
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        return (
            f"The database in DATABASE_URL cannot be used: {reason}\n"
            "Mend DATABASE_URL, or unset it to use the embedded server."
        )


def unsuitable(connection: psycopg.Connection) -> str:
    if connection.info.server_version < OLDEST:
        return f"The server in DATABASE_URL is too old: PostgreSQL {OLDEST // 10_000} is the least."
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8" or not answer(connection, "SELECT lower('ÆØÅ') = 'æøå'"):
        return f"The database in DATABASE_URL cannot hold Norwegian text. {CURE}"
    if not answer(connection, "SELECT has_schema_privilege('public', 'CREATE')"):
        return "The role in DATABASE_URL may not create tables: let it own the database."
    return ""


def answer(connection: psycopg.Connection, query: LiteralString) -> bool:
    row = connection.execute(query).fetchone()
    return bool(row and row[0])


if __name__ == "__main__":
    print(problem(os.environ["DATABASE_URL"]))
