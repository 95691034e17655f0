"""Delete uploaded files that nothing in the database names."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.models import PlanFile
from plans.uploads import ForeignFolderError, left_over, take_over

REFUSED = (
    "{folder} belongs to another database ({owner}), so nothing is deleted. For a trial restore "
    "set UPLOADS_DIR to a folder of its own. If this database has taken the other's place for "
    "good, run prune_uploads --take-over once."
)


class Command(BaseCommand):
    help = "Deletes files in the folder of uploads that no plan has and that are a day old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--take-over",
            action="store_true",
            help="delete nothing, but say that the folder is this database's from now on",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["take_over"]:
            take_over()
            self.stdout.write(f"{settings.UPLOADS_DIR} belongs to this database now")
            return
        try:
            found = list(left_over(PlanFile.objects.all_keys()))
        except ForeignFolderError as error:
            raise CommandError(REFUSED.format(folder=settings.UPLOADS_DIR, owner=error)) from error
        for path in found:
            path.unlink(missing_ok=True)
        self.stdout.write(f"{len(found)} files deleted")
