"""What pages ask of application forms."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import models

if TYPE_CHECKING:
    from mobility.models import (
        Activity,
        ApplicationForm,
        ApplicationSection,
        WrittenSection,
    )


class Earlier(NamedTuple):
    """What stood in a section before, and since when."""

    at: datetime.datetime
    words: str


class ApplicationFormQuerySet(models.QuerySet["ApplicationForm"]):
    """Forms that are applied on."""

    def in_order(self) -> ApplicationFormQuerySet:
        return self.order_by("position", "slug")

    def for_page(self) -> ApplicationFormQuerySet:
        """With the sections in the form's own order."""
        return self.prefetch_related("sections")


# Versions that are shown of what somebody wrote.
EARLIER = 10


class WrittenSectionQuerySet(models.QuerySet["WrittenSection"]):
    """What applicants have written."""

    def of(self, activity: Activity, form: ApplicationForm, lang: str) -> dict[int, WrittenSection]:
        """One activity's in one form and language, by the section's primary key."""
        rows = self.filter(activity=activity, section__form=form, lang=lang).order_by()
        return {row.section_id: row for row in rows}

    def about(self, activity: Activity) -> WrittenSectionQuerySet:
        """All of one activity's, in whatever form and language."""
        return self.filter(activity=activity)

    def locked_at(
        self, activity: Activity, section: ApplicationSection, lang: str
    ) -> WrittenSection | None:
        """One of them while a transaction changes it."""
        rows = self.select_for_update(of=("self",))
        return rows.filter(activity=activity, section=section, lang=lang).first()

    def earlier(self, written: WrittenSection | None) -> list[Earlier]:
        """What stood in it before, the latest first."""
        if written is None:
            return []
        events = self.model._meta.apps.get_model("mobility", "WrittenSectionEvent")
        rows = events._default_manager.filter(pgh_obj=written).exclude(words=written.words)
        found = rows.exclude(words="").order_by("-pgh_created_at", "-pgh_id")
        return [Earlier(row.pgh_created_at, row.words) for row in found[:EARLIER]]
