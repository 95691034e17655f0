"""Files lie whole in the folder of uploads, and what nothing names is cleared."""

from __future__ import annotations

import datetime
import os
import uuid
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone

from plans.uploads import path_of, store
from tests.factories import PlanFileFactory

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def uploads(settings: LazySettings, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path / "var" / "uploads"
    return settings.UPLOADS_DIR


def test_file_lies_under_its_name_alone_in_a_folder_closed_to_others(uploads: Path) -> None:
    key = uuid.uuid4()
    store(key, PDF)
    assert [path.name for path in uploads.iterdir()] == [str(key)]
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


def test_only_old_files_that_nothing_names_are_cleared(db: None, uploads: Path) -> None:
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
    long_ago = (timezone.now() - datetime.timedelta(days=2)).timestamp()
    for path in (path_of(row.key), left, half, foreign):
        os.utime(path, (long_ago, long_ago))
    call_command("prune_uploads", verbosity=0)
    assert set(uploads.iterdir()) == {path_of(row.key), fresh, foreign}
