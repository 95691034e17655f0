"""Delete what has run out in the cache that all processes share."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone


class Command(BaseCommand):
    help = "Deletes rows of the shared cache that have run out, counts of attempts among them."

    def handle(self, *args: Any, **options: Any) -> None:
        table = connection.ops.quote_name(settings.CACHE_TABLE)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608  (our own setting)
            self.stdout.write(f"{cursor.rowcount} rows deleted")
