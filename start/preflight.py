"""What is asked before any work starts: the options, the folder, the port, a second start."""

import contextlib
import errno
import fcntl
import ipaddress
import os
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from start.console import ROOT, VAR, StartError, say

NO = {"0", "false", "no", "off", "n", "f"}


@dataclass(frozen=True)
class Options:
    """How the portal is to be run, read from the environment."""

    host: str
    port: int
    local: bool
    demo: bool
    database_url: str
    allowed_hosts: str

    @classmethod
    def read(cls, env: Mapping[str, str]) -> "Options":
        local = (env.get("PORTAL_ENV") or "local") == "local"
        url = (env.get("DATABASE_URL") or "").strip()
        asked = (env.get("DEMO") or "").strip()
        # A database given by hand may be kept for real content.
        demo = asked.lower() not in NO if asked else local and not url
        port = env.get("PORT") or "8000"
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            raise StartError(f"PORT={port} is no port: give a number from 1 to 65535.")
        host = env.get("HOST") or "127.0.0.1"
        allowed = env.get("ALLOWED_HOSTS") or ""
        if demo and not local:
            raise StartError("Demo data is for PORTAL_ENV=local only: set DEMO=0.")
        if demo and not is_loopback(host):
            raise StartError(
                f"HOST={host} would show the demo data and their log-ins to other machines: "
                "leave HOST unset, or set DEMO=0."
            )
        if not is_loopback(host) and not allowed:
            raise StartError(
                f"HOST={host} needs ALLOWED_HOSTS, the names the portal is reached by, "
                "e.g. ALLOWED_HOSTS=portal.example.no"
            )
        if not url and not local:
            raise StartError(
                "The embedded database is for PORTAL_ENV=local only: set DATABASE_URL, "
                "e.g. postgresql://portal@db.example.no/portal"
            )
        return cls(host, int(port), local, demo, url, allowed)

    @property
    def leaves_demo_out(self) -> bool:
        """Whether a local run has no demo data, which a bare one has."""
        return self.local and not self.demo and bool(self.database_url)

    @property
    def served_host(self) -> str:
        """A name the portal answers to: the first allowed one, or the machine's own."""
        first = self.allowed_hosts.split(",")[0].strip().lstrip(".")
        return first if first and first != "*" else "localhost"

    @property
    def address(self) -> str:
        return f"http://{self.served_host}:{self.port}"


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def require_writable(root: Path = ROOT) -> None:
    """Refuse a folder that cannot hold `.venv`, `node_modules` and `var`."""
    for folder in (root, *(root / name for name in (".venv", "node_modules", "var"))):
        if not folder.exists():
            continue
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise StartError(
                f"{folder} cannot be written ({error.strerror}): run as the one who owns it, "
                f"make it writable, or copy the project to a folder of your own."
            ) from error


def require_free_port(host: str, port: int, patience: float = 0) -> None:
    """Refuse a port that cannot be listened on; wait a little for a predecessor to let go."""
    deadline = time.monotonic() + patience
    while problem := port_problem(host, port):
        if time.monotonic() >= deadline:
            raise StartError(problem)
        time.sleep(0.1)


def port_problem(host: str, port: int) -> str:
    other = f"another, e.g. make run PORT={port + 1 if 1024 <= port < 65535 else 8001}"
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is taken by another program: stop that one or choose {other}"
        if error.errno in (errno.EACCES, errno.EPERM):
            return f"Port {port} may not be used by this user: choose {other}"
        return f"HOST={host} is no address of this machine ({error.strerror}): leave HOST unset."
    return ""


@contextlib.contextmanager
def only_one(name: str, folder: Path = VAR) -> Iterator[bool]:
    """Hold the checkout's lock for a verb. Gives whether the last holder was cut short."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise StartError(
                f"`make {name}` already runs in this folder (process {lock.read().strip()}): "
                "use or stop that one, or take a second checkout."
            ) from error
        lock.seek(0)
        cut_short = bool(lock.read())
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield cut_short
        finally:
            lock.truncate(0)


@contextlib.contextmanager
def in_turn(folder: Path = VAR) -> Iterator[None]:
    """Let one verb at a time change what all share: environment, packages, built files."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "setup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("  Waiting for another start in this folder to finish its set-up …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
