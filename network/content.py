"""Reading the content version (see network.models.content)."""

from django.db import connection


def content_version() -> int:
    """The number as it stands; 0 where nothing was ever written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM network_contentversion")
        row = cursor.fetchone()
    return row[0] if row else 0
