"""Tell people by e-mail what waits for them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.models import User
from portal.notices import due, send_to


class Command(BaseCommand):
    help = "Queues the day's letters about what waits; run it once a day, twice does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        keys = User.objects.with_pace(due(today)).pks()
        count = sum(send_to(pk, today) for pk in keys)
        self.stdout.write(f"{count} letters queued")
