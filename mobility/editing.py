"""What is done to activities: begun, begun again, published."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from mobility.models import Activity, ActivityAnchor, ActivityTheme, WrittenSection
from network.models import Organisation, User
from network.publishing import show
from network.texts import LANGUAGES
from plans.models.anchors import BASIS, TARGETS

# Beside activities' own addresses stands the one where a new one is begun.
TAKEN = {"ny"}
# What the next round says as the former did, of the activity and of each of its anchors.
SAME_AGAIN = (
    "summary", "kind", "target_groups", "education_programmes", "lang", "partner", "place",
    "country", "funding",
)  # fmt: skip
SAME_WORDS = ("section_id", "lang", "words", "proposal", "max_length")
SAME_ANCHOR = (*TARGETS, *(f"rationale_{code}" for code in LANGUAGES), *BASIS, "confidence")


class IncompleteError(Exception):
    """The activity lacks what everybody has to be told."""


def begin(
    *,
    organisation: Organisation,
    title: str,
    kind: str,
    lang: str,
    submission: uuid.UUID,
    by: User,
    **more: Any,
) -> Activity:
    """Open a draft that its beginner looks after; the same form sent twice opens one.

    `more` holds what else it has from the start, by its columns.
    """
    return Activity.objects.begin(
        title,
        submission,
        reserved=TAKEN,
        otherwise="aktivitet",
        title=title,
        organisation=organisation,
        kind=kind,
        lang=lang,
        responsible=by,
        is_demo=organisation.is_demo,
        **more,
    )


@transaction.atomic
def begin_again(former: Activity, *, title: str, submission: uuid.UUID, by: User) -> Activity:
    """Open a draft of its next round; the same form sent twice opens one.

    Its texts, themes and reasons come along, and what was written in its applications; its anchors
    are proposed anew. Its dates, its status and what was agreed with its leaders stay behind.
    """
    if done := Activity.objects.sent(submission):
        return done
    same = {name: getattr(former, name) for name in SAME_AGAIN}
    draft = begin(
        organisation=former.organisation,
        title=title,
        submission=submission,
        by=by,
        former=former,
        **same,
    )
    ActivityTheme.objects.bulk_create(
        [ActivityTheme(activity=draft, theme=theme) for theme in former.themes.all()],
        ignore_conflicts=True,
    )
    anchors = [
        ActivityAnchor(activity=draft, **{name: getattr(anchor, name) for name in SAME_ANCHOR})
        for anchor in ActivityAnchor.objects.of(former).open_still()
    ]
    ActivityAnchor.objects.bulk_create(anchors, ignore_conflicts=True)
    words = [
        WrittenSection(activity=draft, **{name: getattr(written, name) for name in SAME_WORDS})
        for written in former.written_sections.all()
    ]
    WrittenSection.objects.bulk_create(words, ignore_conflicts=True)
    return draft


def publish(activity: Activity, *, version: int) -> None:
    """Show it to everybody; IncompleteError where something is missing that has to be there."""
    if not activity.kind:
        raise IncompleteError
    show(activity, version=version, to_all=True)
