"""Load the reference files, leaving alone what staff has changed."""

from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.reference.funding import FUNDING
from portal.reference.loading import Loader
from portal.reference.reading import REFERENCE


class Command(BaseCommand):
    help = "Loads documents, organisations, the programme and anchors from fixtures/."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        loader = Loader("reference")
        with pghistory.context(command="load_reference_data"):
            for records in (*REFERENCE, *FUNDING):
                loader.load(records())
        for line in loader.report.lines():
            self.stdout.write(line)
