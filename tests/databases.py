"""Databases of a test run: one migrated and one with all content, cloned by every worker.

The process that starts the run makes both and holds a lock with the run's name, so that another
run on the same server knows that they are in use.
"""

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "forankring_test_"
NOT_OURS = (
    psycopg.errors.ObjectInUse,
    psycopg.errors.InvalidCatalogName,
    psycopg.errors.InsufficientPrivilege,
)
KEY = pytest.StashKey["Run"]()


class Run:
    """The databases of one run, by the name that all of theirs begin with."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.url = os.environ["DATABASE_URL"]
        self._server: psycopg.Connection | None = None
        self._made = False

    @property
    def server(self) -> psycopg.Connection:
        if self._server is None:
            # Advisory locks are a database's own: all runs must meet in the same one.
            self._server = psycopg.connect(self.address("postgres"), autocommit=True)
        return self._server

    def address(self, database: str) -> str:
        """The address of one of the server's databases."""
        return make_conninfo(self.url, dbname=database)

    def templates(self) -> None:
        """Make the two templates once."""
        if self._made:
            return
        self._made = True
        self.sweep()
        self.server.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.name])
        self.server.execute(SQL("CREATE DATABASE {}").format(Identifier(f"{self.name}_empty")))
        self.manage("migrate", "empty")
        self.copy("empty", "full")
        self.manage("load_reference_data", "full")
        self.manage("load_demo_data", "full")

    def manage(self, command: str, database: str) -> None:
        address = self.address(f"{self.name}_{database}")
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address, "PORTAL_ENV": "local"},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def copy(self, template: str, name: str) -> str:
        """Clone one of the run's databases; gives the clone's whole name."""
        clone = f"{self.name}_{name}"
        source = f"{self.name}_{template}"
        query = SQL("CREATE DATABASE {} TEMPLATE {}")
        self.server.execute(query.format(Identifier(clone), Identifier(source)))
        return clone

    def drop(self, database: str) -> None:
        query = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.server.execute(query.format(Identifier(database)))

    def named(self, beginning: str) -> list[str]:
        rows = self.server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [beginning]
        )
        return [name for (name,) in rows]

    def sweep(self) -> None:
        """Drop what killed runs left, unless somebody is connected to it."""
        for database in self.named(PREFIX):
            run = "_".join(database.split("_")[:3])
            lock = self.server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [run])
            if not lock.fetchone()[0]:
                continue
            with contextlib.suppress(*NOT_OURS):
                self.server.execute(SQL("DROP DATABASE {}").format(Identifier(database)))
            self.server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [run])

    def end(self) -> None:
        if not self._made or self.server.closed:
            return
        for database in self.named(f"{self.name}_"):
            self.drop(database)
        self.server.close()


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get("database_run")
    config.stash[KEY] = Run(given or f"{PREFIX}{secrets.token_hex(4)}")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    run = node.config.stash[KEY]
    run.templates()
    node.workerinput["database_run"] = run.name


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[KEY].end()


class WorkerDatabases:
    """One worker's own clones, each made when it is first asked for."""

    def __init__(self, run: Run, worker: str) -> None:
        self.run = run
        self.worker = worker
        self.known: dict[str, str] = {}
        self.count = 0

    def name(self, template: str) -> str:
        if template not in self.known:
            self.known[template] = self.run.copy(template, f"{self.worker}_{template}")
        return self.known[template]

    @contextlib.contextmanager
    def fresh(self, template: str) -> Iterator[str]:
        """A clone of its own, dropped afterwards."""
        self.count += 1
        clone = self.run.copy(template, f"{self.worker}_{self.count}")
        try:
            yield clone
        finally:
            self.run.drop(clone)

    @contextlib.contextmanager
    def connected(self, database: str) -> Iterator[None]:
        """Let Django's default connection lead to another database for a while."""
        default = connections["default"]
        before = default.settings_dict["NAME"]
        assert not default.in_atomic_block, "ask for the database before anything else does"
        default.close()
        default.settings_dict["NAME"] = database
        try:
            yield
        finally:
            default.close()
            default.settings_dict["NAME"] = before


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> WorkerDatabases:
    run = request.config.stash[KEY]
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker is None:
        run.templates()
    return WorkerDatabases(run, worker or "gw")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, databases: WorkerDatabases) -> Iterator[None]:
    settings = connections["default"].settings_dict
    settings["OPTIONS"].pop("pool", None)
    settings["NAME"] = databases.name("empty")
    yield
    connections["default"].close()


@pytest.fixture
def _content_database(
    django_db_setup: None, django_db_blocker: object, databases: WorkerDatabases
) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.connected(databases.name("full")):
        yield


@pytest.fixture
def content(_content_database: None, db: None) -> None:
    """The real content and the demo data, rolled back afterwards; instead of `django_db`."""


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: object, databases: WorkerDatabases
) -> Iterator[str]:
    """An empty database without a transaction around the test; gives its address."""
    with (
        django_db_blocker.unblock(),
        databases.fresh("empty") as name,
        databases.connected(name),
    ):
        yield databases.run.address(name)
