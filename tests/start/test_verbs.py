"""What a start gives the portal, and which signals end it."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from start import verbs
from start.preflight import Options
from start.supervisor import Ended, obey_signals

SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def _signals_kept() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_checkout_makes_its_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    key = verbs.secret_key(tmp_path)

    assert len(key) > 50
    assert verbs.secret_key(tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "other").mkdir()
    assert verbs.secret_key(tmp_path / "other") != key


@pytest.mark.parametrize(
    ("given", "handed_on"), [({}, "made"), ({"SECRET_KEY": ""}, "made"), ({"SECRET_KEY": "k"}, "k")]
)
def test_a_local_portal_is_handed_a_key(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], handed_on: str
) -> None:
    monkeypatch.setattr(verbs, "secret_key", lambda: "made")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert verbs.portal_env("postgresql:///", Options.read({}))["SECRET_KEY"] == handed_on


def test_production_is_handed_none(monkeypatch: pytest.MonkeyPatch) -> None:
    env = {"PORTAL_ENV": "production", "DATABASE_URL": "postgresql:///portal"}
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("PORTAL_ENV", "production")

    assert "SECRET_KEY" not in verbs.portal_env("postgresql:///", Options.read(env))


@pytest.mark.usefixtures("_signals_kept")
def test_a_closed_terminal_ends_the_start() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    obey_signals()

    with pytest.raises(Ended):
        signal.raise_signal(signal.SIGHUP)


@pytest.mark.usefixtures("_signals_kept")
def test_a_closed_terminal_that_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    obey_signals()

    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    with pytest.raises(Ended):
        signal.raise_signal(signal.SIGTERM)
