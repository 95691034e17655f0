"""Delete what is older in the security log than it may be."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.models import SecurityEvent


class Command(BaseCommand):
    help = "Deletes events of the security log that are more than twelve months old."

    def handle(self, *args: Any, **options: Any) -> None:
        count = SecurityEvent.objects.prune(timezone.now())
        self.stdout.write(f"{count} events deleted")
