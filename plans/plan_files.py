"""A plan's PDF: what is taken, and that its bytes come and go with its row."""

from __future__ import annotations

import re
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from network.locales import MB, file_size
from network.versions import write
from plans.models import PlanFile, PolicyDocument
from plans.uploads import remove, store

if TYPE_CHECKING:
    from network.models import User

MOST = 10 * MB
NAME_LENGTH = PlanFile._meta.get_field("name").max_length
BEGINNING, END = b"%PDF-", b"%%EOF"
# Bytes at the end that the mark of the end is looked for in; some programs write more behind it.
TAIL = 2048
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")


def refuse_other_than_pdf(upload: UploadedFile[Any]) -> None:
    """Refuse what is too large, no PDF whatever it is called, cut off or closed with a password."""
    if (upload.size or 0) > MOST:
        size, most = file_size(upload.size or 0), file_size(MOST)
        text = _("Filen er på %(size)s. Den kan være på høyst %(most)s.")
        raise ValidationError(text % {"size": size, "most": most}, code="too_large")
    content = bytes_of(upload)
    if not content.startswith(BEGINNING):
        raise ValidationError(_("Filen er ikke en PDF. Lagre planen som PDF først."), code="no_pdf")
    if END not in content[-TAIL:]:
        raise ValidationError(_("Filen er ikke hel. Lagre den på nytt som PDF."), code="broken")
    if ENCRYPTED.search(content):
        raise ValidationError(
            _("Filen er låst med passord eller begrensninger. Lagre den uten."), code="encrypted"
        )


def bytes_of(upload: UploadedFile[Any]) -> bytes:
    """All of it, as often as it is asked for."""
    upload.seek(0)
    return bytes(upload.read())


def digest_of(upload: UploadedFile[Any]) -> str:
    return sha256(bytes_of(upload)).hexdigest()


def name_of(upload: UploadedFile[Any]) -> str:
    """What its owner calls it, without signs that nobody sees."""
    name = "".join(sign for sign in upload.name or "" if category(sign)[0] != "C").strip()
    return name[:NAME_LENGTH] or "plan.pdf"


def put(
    plan: PolicyDocument, upload: UploadedFile[Any], there: PlanFile | None, *, by: User
) -> None:
    """Lay a file with a plan, which is locked, in the place of the one that may be there."""
    if there:
        drop(there)
    content = bytes_of(upload)
    row = PlanFile.objects.create(
        document=plan,
        name=name_of(upload),
        size=len(content),
        sha256=digest_of(upload),
        uploaded_by=by,
    )
    store(row.key, content)
    write(plan)


def take_away(plan: PolicyDocument, there: PlanFile) -> None:
    """Take a plan's file away; the plan is locked."""
    drop(there)
    write(plan)


def drop(row: PlanFile) -> None:
    """Delete a row, and once that is settled its bytes."""
    row.delete()
    transaction.on_commit(partial(remove, row.key), robust=True)
