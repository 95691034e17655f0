"""Look whether the documents' addresses still lead somewhere, and note when."""

import time
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from plans.links import state_of
from plans.models import PolicyDocument


class Command(BaseCommand):
    help = "Asks for every document's address, one at a time, and notes whether it works."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=float, default=20, help="seconds for an answer")
        parser.add_argument("--pause", type=float, default=1, help="seconds between two addresses")

    def handle(self, *args: Any, timeout: float, pause: float, **options: Any) -> None:
        with pghistory.context(command="check_links"):
            for place, document in enumerate(PolicyDocument.objects.with_address()):
                if place:
                    time.sleep(pause)
                state = state_of(document.url, timeout)
                PolicyDocument.objects.note_link(document, state, timezone.now())
                self.stdout.write(f"{state.value}  {document.slug}  {document.url}")
