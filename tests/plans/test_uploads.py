"""Files lie whole in the folder of uploads, and what nothing names is cleared."""

from __future__ import annotations

import datetime
import os
import uuid
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.uploads import IDENTITY, MARK, identity, owner, path_of, remove, store
from tests.databases import WorkerDatabases
from tests.factories import PlanFileFactory

PDF = b"%PDF-1.7\n%%EOF\n"


LONG_AGO = (timezone.now() - datetime.timedelta(days=2)).timestamp()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: LazySettings, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "var" / "uploads"
    return settings.UPLOADS_DIR


def test_file_lies_under_its_name_alone_in_a_folder_closed_to_others(uploads: Path) -> None:
    key = uuid.uuid4()
    store(key, PDF)
    assert {path.name for path in uploads.iterdir()} == {str(key), MARK}
    assert path_of(key).read_bytes() == PDF
    assert uploads.stat().st_mode & 0o777 == 0o700


def test_file_has_no_name_before_it_is_whole(
    uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        store(uuid.uuid4(), PDF)
    assert list(uploads.iterdir()) == []


def test_only_old_files_that_nothing_names_are_cleared(uploads: Path) -> None:
    row = PlanFileFactory()
    store(row.key, PDF)
    left, half, fresh, foreign = (
        uploads / name
        for name in (
            "11111111-1111-1111-1111-111111111111",
            "22222222-2222-2222-2222-222222222222.part",
            "33333333-3333-3333-3333-333333333333.part",
            "les-dette-før-du-sletter.txt",
        )
    )
    for path in (left, half, fresh, foreign):
        path.write_bytes(PDF)
    for path in (path_of(row.key), left, half, foreign):
        os.utime(path, (LONG_AGO, LONG_AGO))
    call_command("prune_uploads", verbosity=0)
    assert set(uploads.iterdir()) == {path_of(row.key), fresh, foreign, uploads / MARK}


@pytest.fixture
def live(uploads: Path) -> Path:
    """An old file of another database, which this one's rows do not know."""
    key = uuid.uuid4()
    store(key, PDF)
    os.utime(path_of(key), (LONG_AGO, LONG_AGO))
    (uploads / MARK).write_text("7000000000000000000/5\n")
    return path_of(key)


def test_trial_restore_in_the_live_folder_deletes_nothing_and_says_why(live: Path) -> None:
    with pytest.raises(CommandError, match=r"another database \(7000000000000000000/5\)") as told:
        call_command("prune_uploads", verbosity=0)
    assert "UPLOADS_DIR" in str(told.value)
    assert live.exists()


def test_removed_in_a_trial_restore_is_left_to_the_live_database(live: Path) -> None:
    remove(uuid.UUID(live.name))
    assert live.exists()


def test_database_that_has_taken_over_clears_what_it_does_not_know(live: Path) -> None:
    call_command("prune_uploads", "--take-over", verbosity=0)
    assert live.exists()
    call_command("prune_uploads", verbosity=0)
    assert not live.exists()


def test_folder_from_before_belongs_to_whoever_comes_first(live: Path, uploads: Path) -> None:
    (uploads / MARK).unlink()
    call_command("prune_uploads", verbosity=0)
    assert owner() == identity()
    assert not live.exists()


def test_copy_of_a_database_is_another_and_each_stays_itself(databases: WorkerDatabases) -> None:
    with (
        databases.fresh("empty") as name,
        psycopg.connect(databases.run.address(name)) as copy,
    ):
        [(of_the_copy,)] = copy.execute(IDENTITY).fetchall()
    assert of_the_copy != identity()
    assert identity() == identity()
