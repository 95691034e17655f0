"""The parent that owns the portal's long-running processes while `make run` lasts."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from portal.database import die_with_parent
from start.console import ROOT, Command, StartError, say

# Longer than gunicorn's own patience with the requests it is answering.
GRACE = 25
STARTUP = 60
PULSE = 0.2


class Ended(BaseException):
    """SIGTERM or a closed terminal asked the start to end; Ctrl-C is KeyboardInterrupt."""


@dataclass
class Child:
    """A process of the portal: its name for messages, and how it is started."""

    name: str
    command: Command
    process: subprocess.Popen[bytes] | None = None

    def start(self, env: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            # Ctrl-C in the terminal shall reach the supervisor alone, which stops all in order.
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_stopped(self, deadline: float) -> None:
        if not self.process:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, deadline - time.monotonic()))
        # What is left of its session, such as workers of a killed gunicorn, holds the port.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def obey_signals() -> None:
    """Turn requests to end into an exception, so that every `with` cleans up after itself."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Ended

    for number in (signal.SIGTERM, signal.SIGHUP):
        # Under `nohup` a closed terminal is to be survived.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


def ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def supervise(
    children: Sequence[Child],
    env: Mapping[str, str],
    answers: Callable[[], bool],
    needed: Callable[[], bool],
    announce: Callable[[], None],
) -> None:
    """Start the children and stay until a signal, or until one of them or the database ends."""
    try:
        for child in children:
            child.start(env)
        wait_for(children, answers)
        announce()
        while True:
            time.sleep(PULSE)
            look_after(children)
            if not needed():
                raise StartError(
                    "PostgreSQL has stopped; its log is in var/log. Run `make run` again."
                )
    finally:
        ignore_signals()
        say("\nStopping …")
        deadline = time.monotonic() + GRACE
        for child in reversed(children):
            child.ask_to_stop()
        for child in reversed(children):
            child.wait_stopped(deadline)


def wait_for(children: Sequence[Child], answers: Callable[[], bool]) -> None:
    deadline = time.monotonic() + STARTUP
    while not answers():
        look_after(children)
        if time.monotonic() > deadline:
            raise StartError(f"The portal did not answer within {STARTUP} seconds; see above.")
        time.sleep(PULSE)


def look_after(children: Sequence[Child]) -> None:
    for child in children:
        code = child.exit_code()
        if code is not None:
            raise StartError(f"{child.name} has stopped (exit code {code}); see above.")
