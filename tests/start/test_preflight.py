"""What stands in the way of a start is told in one message, before any work."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from start.console import StartError
from start.preflight import Options, only_one, require_free_port, require_writable

ANYWHERE = "0.0.0.0"  # noqa: S104


def test_a_bare_start_is_local_with_demo_data_on_port_8000() -> None:
    options = Options.read({})

    assert (options.host, options.port) == ("127.0.0.1", 8000)
    assert options.local
    assert options.demo
    assert options.address == "http://localhost:8000"


@pytest.mark.parametrize("value", ["0", "false", "No", "OFF"])
def test_demo_data_can_be_declined(value: str) -> None:
    assert not Options.read({"DEMO": value}).demo


URL = "postgresql://portal@db.example.no/portal"


@pytest.mark.parametrize(
    ("demo", "shown", "told"), [(None, False, True), ("", False, True), ("1", True, False)]
)
def test_a_database_given_by_hand_gets_demo_data_only_when_asked(
    demo: str | None, shown: bool, told: bool
) -> None:
    env = {"DATABASE_URL": URL} | ({} if demo is None else {"DEMO": demo})
    options = Options.read(env)

    assert options.demo is shown
    assert options.leaves_demo_out is told


def test_a_run_without_a_database_of_its_own_has_demo_data_however_demo_is_left_empty() -> None:
    assert Options.read({"DEMO": " ", "DATABASE_URL": " "}).demo


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"PORT": "http"}, "PORT=http is no port"),
        ({"PORT": "0"}, "from 1 to 65535"),
        ({"PORT": "65536"}, "from 1 to 65535"),
        ({"PORT": "²"}, "is no port"),
        ({"HOST": ANYWHERE}, "set DEMO=0"),
        ({"HOST": "::"}, "set DEMO=0"),
        ({"HOST": "portal.example.no"}, "set DEMO=0"),
        ({"HOST": ANYWHERE, "DEMO": "0"}, "needs ALLOWED_HOSTS"),
        ({"PORTAL_ENV": "production"}, "set DATABASE_URL"),
        ({"PORTAL_ENV": "production", "DEMO": "1"}, "set DEMO=0"),
    ],
)
def test_options_that_cannot_be_are_refused_with_the_way_out(
    env: dict[str, str], said: str
) -> None:
    with pytest.raises(StartError, match=said):
        Options.read(env)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_loopback_may_show_demo_data(host: str) -> None:
    assert Options.read({"HOST": host}).demo


def test_the_address_shown_is_one_the_portal_answers_to() -> None:
    env = {"HOST": ANYWHERE, "DEMO": "0", "ALLOWED_HOSTS": "portal.example.no, other.example.no"}

    assert Options.read(env).address == "http://portal.example.no:8000"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_told_with_another_to_try(taken: int) -> None:
    with pytest.raises(StartError, match=f"Port {taken} is taken .* PORT=\\d+"):
        require_free_port("127.0.0.1", taken)


def test_a_port_that_was_let_go_is_free(taken: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]

    require_free_port("127.0.0.1", free)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(StartError, match=r"HOST=192\.0\.2\.1 is no address of this machine"):
        require_free_port("192.0.2.1", 8000)


def test_a_second_start_in_the_same_folder_is_told_who_runs(tmp_path: Path) -> None:
    with (
        only_one("run", tmp_path),
        pytest.raises(StartError, match=r"already runs .* \(process \d+\)"),
        only_one("run", tmp_path),
    ):
        pass


def test_a_start_learns_that_the_last_one_was_cut_short(tmp_path: Path) -> None:
    with only_one("run", tmp_path) as cut_short:
        assert not cut_short
    with only_one("run", tmp_path) as cut_short:
        assert not cut_short
    (tmp_path / "run.lock").write_text("4711")
    with only_one("run", tmp_path) as cut_short:
        assert cut_short


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    require_writable(tmp_path)
    (tmp_path / "var").write_text("no folder, so nothing can be written in it")

    with pytest.raises(StartError, match="var cannot be written"):
        require_writable(tmp_path)
