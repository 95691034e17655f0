"""A failing step says which one and why."""

import os
import sys
from pathlib import Path

import pytest

from start import console
from start.console import StartError, last_lines, run, step


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    log = tmp_path / "failed.log"
    monkeypatch.setattr(console, "LOG", log)
    return log


def test_a_step_shows_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Making tea"):
        pass

    assert capsys.readouterr().out.split() == ["Making", "tea", "0.0", "s"]


def test_a_failing_step_shows_that_it_failed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StartError), step("Making tea"):
        raise StartError("no water")

    assert capsys.readouterr().out.split() == ["Making", "tea", "failed"]


def test_only_the_end_of_a_long_output_is_shown() -> None:
    assert last_lines("\n\n".join("abc"), 2) == "    b\n    c"


def test_of_a_traceback_only_its_message_is_shown() -> None:
    output = 'before\nTraceback (most recent call last):\n  File "x", line 1\nOops: why\n  LINE 1'

    assert last_lines(output) == "    Oops: why\n      LINE 1"


def test_a_failed_command_tells_what_it_did_and_keeps_all_it_said(own_log: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('first\\nthe reason')"]

    with pytest.raises(StartError, match=r"Making tea failed:\s+first\s+the reason"):
        run(command, os.environ, "Making tea")
    assert "the reason" in own_log.read_text()


def test_a_command_that_succeeds_gives_its_output() -> None:
    assert run([sys.executable, "-c", "print('æ')"], {"PYTHONUTF8": "1"}, "Speaking") == "æ\n"
