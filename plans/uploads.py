"""The folder of uploads: where files lie, how they are laid there, and what is left over."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

BEING_WRITTEN = ".part"
OURS = re.compile(
    rf"[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}({re.escape(BEING_WRITTEN)})?"
)
# A file that no row names may be one that is just being laid there.
FRESH = datetime.timedelta(days=1)


def path_of(key: UUID) -> Path:
    return settings.UPLOADS_DIR / str(key)


def store(key: UUID, content: bytes) -> None:
    """Lay a file there, whole and on the disk itself when this returns; raises OSError if not.

    It gets its name last, so that under a file's own name there is never half of it.
    """
    folder: Path = settings.UPLOADS_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = path_of(key)
    draft = path.with_suffix(BEING_WRITTEN)
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    # The file's name is kept in its folder, the folder's in the one above.
    for place in (folder, folder.parent):
        settle(place)


def settle(folder: Path) -> None:
    """Wait until what a folder holds is on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def left_over(known: Collection[UUID]) -> Iterator[Path]:
    """Files of ours that nothing names: where storing failed, or the portal stopped in between."""
    names = {str(key) for key in known}
    latest = (timezone.now() - FRESH).timestamp()
    for path in settings.UPLOADS_DIR.glob("*-*-*-*-*"):
        is_ours = OURS.fullmatch(path.name) and path.is_file()
        if is_ours and path.name not in names and path.stat().st_mtime < latest:
            yield path
