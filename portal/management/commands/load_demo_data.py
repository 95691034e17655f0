"""Load the invented schools, offices, people and activities of a local run."""

from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from network.models import User
from portal.reference.demo import DEMO, DEMO_PASSWORD
from portal.reference.loading import Loader


class Command(BaseCommand):
    help = "Loads demo data; refused unless PORTAL_ENV=local, and with DEMO=0."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.LOCAL and settings.DEMO):
            raise CommandError(
                "Demo data is for a local run: set PORTAL_ENV=local and leave DEMO unset."
            )
        loader = Loader("demo")
        loader.know_what_was_loaded()
        with pghistory.context(command="load_demo_data"):
            for records in DEMO:
                loader.load(records())
            for person in User.objects.demo_people_without_password():
                person.set_password(DEMO_PASSWORD)
                person.save(update_fields=["password"])
        for line in loader.report.lines():
            self.stdout.write(line)
