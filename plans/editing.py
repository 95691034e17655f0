"""What is done to a school's or an office's own plans: added, given aims."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from network.models import Organisation, User
from network.texts import LANGUAGES
from network.versions import unchanged, write
from plans.choices import Level, Status, UrlConfidence
from plans.models import Aim, PolicyDocument
from plans.pages import Pages
from plans.pasting import Passage

# Beside documents' own addresses stand these.
TAKEN = {"ny", "kart"}


def begin(
    *,
    organisation: Organisation,
    title: str,
    kind: str,
    title_lang: str,
    submission: uuid.UUID,
    by: User,
) -> PolicyDocument:
    """Add a plan that its own people and the county see; the same form sent twice adds one."""
    return PolicyDocument.objects.begin(
        title,
        submission,
        reserved=TAKEN,
        otherwise="plan",
        title=title,
        level=Level.SCHOOL,
        status=Status.IN_FORCE,
        organisation=organisation,
        kind=kind,
        title_lang=title_lang,
        url_confidence=UrlConfidence.SEEN,
        responsible=by,
        is_demo=organisation.is_demo,
    )


class Pasted(NamedTuple):
    """What came of a paste: aims that are new, and old ones that have got a page."""

    added: list[Aim]
    paged: list[Aim]


def columns_of(pages: Pages | None) -> dict[str, int | None]:
    """Pages as an aim stores them."""
    return {"page": pages.first if pages else None, "page_to": pages.last if pages else None}


@transaction.atomic
def add_aims(plan: PolicyDocument, passages: Sequence[Passage]) -> Pasted:
    """Add aims in the plan's language, numbered on.

    What is an aim of it already is not added again, but gets the page that it lacked.
    """
    now = PolicyDocument.objects.locked(plan.pk)
    there = list(now.aims.order_by("pk").select_for_update(of=("self",)))
    known = {getattr(aim, f"text_{code}"): aim for aim in there for code in LANGUAGES}
    new = [passage for passage in passages if passage.text not in known]
    lacking = [
        (known[passage.text], passage.pages)
        for passage in passages
        if passage.pages and passage.text in known and not known[passage.text].pages
    ]
    paste = uuid.uuid4()
    for aim, pages in lacking:
        write(aim, paste=paste, **columns_of(pages))
    number = max((int(aim.key) for aim in there if aim.key.isdecimal()), default=0)
    position = max((aim.position for aim in there), default=0)
    added = [
        Aim.objects.create(
            document=now,
            key=str(number + step),
            position=position + step,
            paste=paste,
            **columns_of(passage.pages),
            **{f"text_{now.title_lang}": passage.text},
        )
        for step, passage in enumerate(new, start=1)
    ]
    if added or lacking:
        write(now)
    return Pasted(added, [aim for aim, _pages in lacking])


@transaction.atomic
def change_aim(aim: Aim, *, version: int, text: str, lang: str, pages: Pages | None) -> None:
    """Word an aim anew, in one language, and say the pages it stands on."""
    now = unchanged(aim, version)
    write(now, paste=None, **{f"text_{lang}": text, **columns_of(pages)})


@transaction.atomic
def retire_aim(aim: Aim, *, version: int, retired: bool) -> None:
    """Let nothing new rest on an aim, or let it again; what rests on it stays."""
    write(
        unchanged(aim, version),
        paste=None,
        retired_at=timezone.now() if retired else None,
    )
