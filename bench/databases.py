"""The databases that are measured: `bench_1`, `bench_10` … on one server, each made once.

A database's comment says what it was made of; one made of something else is made anew.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier, Literal

ROOT = Path(__file__).resolve().parent.parent
MARK = "forankring bench "
# What is run before an empty database is filled.
FIRST = {
    "1": ("migrate", "load_reference_data", "load_demo_data"),
    "graph": ("migrate",),
}
MIGRATIONS = tuple(f"{app}/migrations" for app in ("network", "plans", "mobility", "portal"))
CONTENT = ("fixtures", "bench/content.py", "bench/growth.py")


def fingerprint(what: str) -> str:
    """What a database hangs on: migrations, and the generator with what it reads."""
    made_of = hashlib.sha256()
    for source in (*MIGRATIONS, *(("bench/graph.py",) if what == "graph" else CONTENT)):
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".yaml", ".json", ".csv"):
                made_of.update(file.read_bytes())
    return made_of.hexdigest()[:16]


class Server:
    """A PostgreSQL server, by the address of one of its databases."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = psycopg.connect(self.address("postgres"), autocommit=True)

    @property
    def version(self) -> str:
        return str(self.connection.info.parameter_status("server_version")).split()[0]

    def address(self, database: str) -> str:
        return make_conninfo(self.url, dbname=database)

    def comment(self, name: str) -> str | None:
        """What is said of a database; None where there is no such database."""
        row = self.connection.execute(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '')"
            " FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
        return row[0] if row else None

    def ensure(self, what: str) -> str:
        """The address of the content at a size, e.g. `10`, or of the `graph`."""
        name = f"bench_{what}"
        wanted = MARK + fingerprint(what)
        found = self.comment(name)
        if found == wanted:
            return self.address(name)
        if found is not None and not found.startswith(MARK):
            raise SystemExit(f"The database {name} is not ours: rename it, or use another server.")
        self.make(name, from_first=what not in FIRST)
        for command in FIRST.get(what, ()):
            self.run(name, [sys.executable, "manage.py", command, "--verbosity=0"])
        self.run(name, [sys.executable, "-m", "bench.fill", what])
        self.mark(name, wanted)
        return self.address(name)

    def make(self, name: str, *, from_first: bool) -> None:
        """A new database: empty, or a copy of the content at its usual size."""
        if from_first:
            self.ensure("1")
        self.connection.execute(
            SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
        )
        create = "CREATE DATABASE {} TEMPLATE bench_1" if from_first else "CREATE DATABASE {}"
        self.connection.execute(SQL(create).format(Identifier(name)))
        self.mark(name, f"{MARK}unfinished")

    def mark(self, name: str, text: str) -> None:
        self.connection.execute(
            SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(text))
        )

    def run(self, database: str, command: Iterable[str]) -> None:
        env = {**os.environ, "DATABASE_URL": self.address(database)}
        subprocess.run(list(command), cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
