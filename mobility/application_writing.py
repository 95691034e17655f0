"""What somebody writes of her own in an application, kept apart from what is proposed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mobility.models import Activity, ApplicationSection, WrittenSection
from network.versions import ChangedError


@transaction.atomic
def write(
    activity: Activity, section: ApplicationSection, lang: str, *, version: int, **values: Any
) -> None:
    """Store words, the proposal they were written from and a limit; `version` is the one read.

    It is 0 where nothing was written before. Without words the proposal stands.
    """
    Activity.objects.locked(activity.pk)
    now = WrittenSection.objects.locked_at(activity, section, lang)
    if (now.version if now else 0) != version:
        raise ChangedError(now)
    row = now or WrittenSection(activity=activity, section=section, lang=lang, version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
