"""The programs that are measured: the portal under gunicorn, and a bare Django beside it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from bench.databases import ROOT

PATIENCE = 60
WORKERS = 2
# The header that says which worker answers.
WORKER = "X-Worker"
# As the portal is served, but no worker starts anew in the middle of a measurement, and a
# connection is kept until it is over.
OPTIONS = ("-c", "python:portal.gunicorn", "--max-requests", "0", "--keep-alive", "3600")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextlib.contextmanager
def gunicorn(module: str, env: Mapping[str, str]) -> Iterator[int]:
    """Serve a module's application with two workers, as the portal is served; gives the port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *OPTIONS, f"bench.served:named('{module}')"],
        cwd=ROOT,
        env={
            **os.environ,
            "LOG_LEVEL": "WARNING",
            "WEB_WORKERS": str(WORKERS),
            "BIND": f"127.0.0.1:{port}",
            **env,
        },
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("gunicorn did not start; what it said stands above.")
        time.sleep(0.1)


def caching(is_on: bool) -> dict[str, str]:
    """What turns the cache of whole pages off; on is how the portal is served."""
    return {} if is_on else {"PAGE_CACHE_MB": "0"}


@contextlib.contextmanager
def bare() -> Iterator[int]:
    with gunicorn("bench.bare", {}) as port:
        yield port


@contextlib.contextmanager
def portal(url: str, *, cached: bool) -> Iterator[int]:
    env = {"DATABASE_URL": url} | caching(cached)
    with gunicorn("portal.wsgi", env) as port:
        yield port
