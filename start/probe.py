"""Asks the database in DATABASE_URL whether the portal can live in it; prints why not."""

import os

import psycopg

OLDEST = 15
CREATE = (
    "CREATE DATABASE portal OWNER portal TEMPLATE template0 ENCODING 'UTF8' "
    "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';  -- PostgreSQL 17 and newer\n"
    "CREATE DATABASE portal OWNER portal TEMPLATE template0 ENCODING 'UTF8' "
    "LC_COLLATE 'nb_NO.UTF-8' LC_CTYPE 'nb_NO.UTF-8';  -- older"
)


def problem(url: str) -> str:
    """Return one message with the way out, or nothing when the database will do."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
            row = connection.execute(
                "SELECT current_setting('server_encoding'), lower('ÆØÅ') = 'æøå',"
                " has_schema_privilege('public', 'CREATE')"
            ).fetchone()
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        return (
            f"The database in DATABASE_URL cannot be used: {reason}\n"
            "Mend DATABASE_URL, or unset it to use the embedded server."
        )
    encoding, folds_case, may_create = row or ("", False, False)
    if version < OLDEST:
        return f"PostgreSQL {OLDEST} or newer is needed; the server in DATABASE_URL has {version}."
    if encoding != "UTF8" or not folds_case:
        return f"The database in DATABASE_URL does not handle æ, ø and å. Create it with\n{CREATE}"
    if not may_create:
        return "The role in DATABASE_URL may not create tables: let it own the database."
    return ""


if __name__ == "__main__":
    print(problem(os.environ["DATABASE_URL"]))
