"""The folder of uploads: where files lie, how they are laid there, and what is left over."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

log = structlog.get_logger(__name__)

# Says which database the folder belongs to.
MARK = ".database"
BEING_WRITTEN = ".part"
OURS = re.compile(
    rf"[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}({re.escape(BEING_WRITTEN)})?"
)
# What a server and a database of it are called from the day they are made. A dump takes every row
# along and neither of these, so that a restored copy is another database.
IDENTITY = """
    SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database
    WHERE datname = current_database()
"""
# A file that no row names may be one that is just being laid there.
FRESH = datetime.timedelta(days=1)


class ForeignFolderError(Exception):
    """The folder of uploads belongs to another database, whose name is the message."""


def identity() -> str:
    """What tells this database from every other, its own copies too."""
    with connection.cursor() as cursor:
        cursor.execute(IDENTITY)
        [(found,)] = cursor.fetchall()
    return str(found)


def owner() -> str:
    """The database that the folder belongs to; empty where nobody has said."""
    try:
        return (settings.UPLOADS_DIR / MARK).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def take_over() -> None:
    """Say that the folder is this database's from now on."""
    lay(settings.UPLOADS_DIR / MARK, f"{identity()}\n".encode("ascii"))


def refuse_another_folder() -> None:
    """Make sure that the folder is this database's; one that is nobody's becomes so."""
    if not owner():
        take_over()
    elif owner() != identity():
        raise ForeignFolderError(owner())


def path_of(key: UUID) -> Path:
    return settings.UPLOADS_DIR / str(key)


def store(key: UUID, content: bytes) -> None:
    """Lay a file there, whole and on the disk itself when this returns; raises OSError if not."""
    lay(path_of(key), content)
    if not owner():
        take_over()


def remove(key: UUID) -> None:
    """Take a file away, unless the folder is another database's, which may still need it."""
    try:
        refuse_another_folder()
    except ForeignFolderError:
        log.warning("upload_left_to_another_database", key=str(key))
    else:
        path_of(key).unlink(missing_ok=True)


def lay(path: Path, content: bytes) -> None:
    """Write a file that gets its name last, so that under its name there is never half of it."""
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(path.name + BEING_WRITTEN)
    try:
        with draft.open("wb") as file:
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
    """Files of ours that nothing names: where storing failed, or the portal stopped in between.

    Raises ForeignFolderError where the folder is another database's.
    """
    refuse_another_folder()
    names = {str(key) for key in known}
    latest = (timezone.now() - FRESH).timestamp()
    for path in settings.UPLOADS_DIR.glob("*-*-*-*-*"):
        is_ours = OURS.fullmatch(path.name) and path.is_file()
        if is_ours and path.name not in names and path.stat().st_mtime < latest:
            yield path
