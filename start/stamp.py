"""Remembers what a step was made from, so that a second start does only what changed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from start.console import ROOT, VAR


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """Return a hash over the names and contents of files, and of every file in folders."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                digest.update(f"{os.path.relpath(file, ROOT)}\0{content}\n".encode())
    return digest.hexdigest()


class Stamp:
    """One line in a file: the fingerprint of what the last finished step was made from."""

    def __init__(
        self, name: str, value: str, made: Iterable[Path] = (), folder: Path | None = None
    ):
        self.file = (folder or VAR / "stamps") / name
        self.value = value
        self.made = list(made)

    def fresh(self) -> bool:
        if not all(path.exists() for path in self.made):
            return False
        return self.file.exists() and self.file.read_text() == self.value

    def remove(self) -> None:
        self.file.unlink(missing_ok=True)

    def write(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_suffix(".new")
        draft.write_text(self.value)
        draft.replace(self.file)
