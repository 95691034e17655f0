"""The environment is made when it is missing, even where no packages are asked for."""

from pathlib import Path

import pytest

from start import environment
from start.stamp import Stamp


def test_missing_environment_is_made_where_no_packages_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = []
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "base_stamp", lambda: Stamp("none", "none", []))
    monkeypatch.setattr(environment, "make", made.append)
    monkeypatch.setattr(environment, "run", lambda *_: None)
    environment.ensure([])
    assert len(made) == 1
