"""What a person sees: one line a step with its time, and one clear message when a step fails."""

import contextlib
import io
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOG = VAR / "log" / "failed-step.log"
TAIL = 20

Command = Sequence[str | os.PathLike[str]]


class StartError(Exception):
    """What went wrong and the way out, for a person; shown without a traceback."""


def speak_any_alphabet() -> None:
    """Let no name stop a start: a terminal of another encoding gets a stand-in."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    print(text, flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """Print the step's name at once and its time when it is done."""
    print(f"  {label:<44}", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except Exception:
        say("   failed")
        raise
    except BaseException:
        say("   broken off")
        raise
    say(f"{time.monotonic() - begun:6.1f} s")


def last_lines(output: str, count: int = TAIL) -> str:
    """Return the end of an output; of a Python traceback only what it says in the end."""
    lines = [line for line in output.splitlines() if line.strip()]
    traceback = [at for at, line in enumerate(lines) if line.startswith("Traceback (most recent")]
    if traceback:
        said = [at for at, line in enumerate(lines) if at > traceback[-1] and line[0] != " "]
        lines = lines[said[0] :] if said else lines
    return "\n".join(f"    {line}" for line in lines[-count:])


def explain(what: str, command: Command, output: str) -> str:
    """Keep the whole output of a failed command, and return its end for a person."""
    shown = shlex.join(str(part) for part in command)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_text(f"{shown}\n{output}", encoding="utf-8")
    return f"{what} failed:\n{last_lines(output)}\nThe command was `{shown}`; more is in {LOG}."


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
        raise StartError(explain(what, command, done.stdout))
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
