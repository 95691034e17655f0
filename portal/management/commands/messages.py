"""The portal's texts and their translations; GNU gettext is not needed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import messages


class Command(BaseCommand):
    help = "Collects the texts to translate, compiles the translations, or checks them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "check":
            self.check_texts()
            return
        work = messages.extract if verb == "extract" else messages.compile_catalogues
        for path in work(settings.BASE_DIR):
            self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}")

    def check_texts(self) -> None:
        if problems := messages.problems(settings.BASE_DIR):
            raise CommandError("\n".join([f"{len(problems)} texts need work:", *problems]))
        self.stdout.write("Every text is translated.")
