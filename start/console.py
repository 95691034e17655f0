"""What a person sees: one line a step with its time, and one clear message when a step fails."""

import contextlib
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
TAIL = 20

Command = Sequence[str | os.PathLike[str]]


class StartError(Exception):
    """What went wrong and the way out, for a person; shown without a traceback."""


def say(text: str) -> None:
    print(text, flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """Print the step's name at once and its time when it is done."""
    print(f"  {label:<44}", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        say("   failed")
        raise
    say(f"{time.monotonic() - begun:6.1f} s")


def last_lines(output: str, count: int = TAIL) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(f"    {line}" for line in lines[-count:])


def run(command: Command, env: Mapping[str, str], what: str) -> str:
    """Run a command quietly and return its output; tell how it ended only when it failed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        shown = shlex.join(str(part) for part in command)
        raise StartError(
            f"{what} failed (exit code {done.returncode}). The last lines of `{shown}`:\n"
            f"{last_lines(done.stdout)}"
        )
    return done.stdout


def run_in_view(command: Command, env: Mapping[str, str]) -> int:
    """Run a command in the terminal; Ctrl-C reaches it directly, SIGTERM is handed on."""
    child = subprocess.Popen(command, cwd=ROOT, env=env)
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: child.terminate()),
    }
    try:
        return child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
