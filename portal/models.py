"""What the site itself remembers."""

from django.db import models


class LoadedRecord(models.Model):
    """What the reference files last said of one row, so that staff's own changes are left alone."""

    source = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    key = models.CharField(max_length=400)
    object_id = models.BigIntegerField()
    values = models.JSONField()

    class Meta:
        ordering = ["source", "model", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "model", "key"],
                name="loaded_record_once",
                violation_error_message="A record is remembered once.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
