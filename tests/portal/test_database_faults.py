"""A database that is gone is told within seconds, and one started anew is noticed by nobody."""

import json
import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

# One process as gunicorn has them, with a pool, asked from within.
PORTAL = """
import json, os, sys, time, wsgiref.util
import psycopg
from portal.wsgi import application

def ask(path, cookie):
    environ = {"PATH_INFO": path, "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie}
    wsgiref.util.setup_testing_defaults(environ)
    begun, told = time.monotonic(), []
    response = application(environ, lambda status, headers: told.append(int(status[:3])))
    b"".join(response)
    response.close()
    return [told[0], time.monotonic() - begun]

def end_sessions():
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

answers = []
for path, cookie in json.loads(sys.argv[1]):
    if path:
        answers.append(ask(path, cookie))
    else:
        end_sessions()
print(json.dumps(answers))
"""
SESSION = "session=hvasomhelst"
PATIENCE = 10


def answers(url: str, *asked: tuple[str, str]) -> list[tuple[int, float]]:
    done = subprocess.run(
        [sys.executable, "-c", PORTAL, json.dumps(asked)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "PORTAL_ENV": "local"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [(status, seconds) for status, seconds in json.loads(done.stdout.splitlines()[-1])]


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_portal_whose_database_is_gone_lives_and_says_so_soon(unused_port: int) -> None:
    dead = f"postgresql://portal@127.0.0.1:{unused_port}/portal"
    [lives, ready, page] = answers(
        dead, ("/helse/lever", SESSION), ("/helse/klar", SESSION), ("/", SESSION)
    )
    assert lives[0] == 200
    assert lives[1] < PATIENCE
    assert ready[0] == 503
    assert ready[1] < PATIENCE
    assert page[0] == 500
    assert page[1] < PATIENCE


def test_portal_outlives_its_database_sessions(own_database: str) -> None:
    pause = ("", "")
    found = answers(own_database, ("/planverk/", ""), pause, ("/planverk/", ""), pause, ("/", ""))
    assert [status for status, _ in found] == [200, 200, 200]
