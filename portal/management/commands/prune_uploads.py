"""Delete uploaded files that nothing in the database names."""

from typing import Any

from django.core.management.base import BaseCommand

from plans.models import PlanFile
from plans.uploads import left_over


class Command(BaseCommand):
    help = "Deletes files in the folder of uploads that no plan has and that are a day old."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(left_over(PlanFile.objects.all_keys()))
        for path in found:
            path.unlink(missing_ok=True)
        self.stdout.write(f"{len(found)} files deleted")
