"""Reading the content version (see network.models.content)."""

from django.db import connection


def content_version() -> int:
    """The number as it stands; 0 where nothing was ever written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM network_contentversion")
        row = cursor.fetchone()
    return row[0] if row else 0


def settled_version() -> int | None:
    """The number; None in a transaction that has itself changed what the number stands for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(number), 0), EXISTS (SELECT FROM network_contentmark)"
            " FROM network_contentversion"
        )
        [(number, is_changing)] = cursor.fetchall()
    return None if is_changing else number
