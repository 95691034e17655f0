"""The content version: a number that every committed change of public content raises by one.

A statement on a table that public pages show writes a mark (`tracked`, in network.history). The
mark's trigger waits for the commit and raises the version there, last of all, so that writers stand
in line for no longer than a commit takes, and each line has an end. Readers who see the number see
the content that goes with it.
"""

import pgtrigger
from django.db import models
from django.db.models import Q

from network.triggers import RAISE_VERSION


class ContentVersion(models.Model):
    """The one row that holds the number."""

    number = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="content_version_is_one_row",
                violation_error_message="There is one version of the content.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ContentMark(models.Model):
    """That a transaction has changed public content; gone when it ends."""

    transaction = models.BigIntegerField(primary_key=True)
    is_last = models.BooleanField(default=False)

    class Meta:
        ordering = ["transaction"]
        triggers = [
            pgtrigger.Trigger(
                name="raise_content_version",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=RAISE_VERSION,
            )
        ]

    def __str__(self) -> str:
        return f"{self.transaction}"
