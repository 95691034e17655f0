"""Print the demo log-ins, for the last lines of `make run`."""

from typing import Any

from django.core.management.base import BaseCommand

from network.models import User
from portal.reference.demo import DEMO_PASSWORD


class Command(BaseCommand):
    help = "Prints the demo people and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        for person in User.objects.demo_people():
            roles = "; ".join(str(role) for role in person.roles.all())
            self.stdout.write(f"{person.email}  {person.name}: {roles}")
        self.stdout.write(f"Password for all of them: {DEMO_PASSWORD}")
