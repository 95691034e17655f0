"""People at work at the same moment, each over a connection of her own."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import psycopg
import pytest
from psycopg import IsolationLevel

Statement = tuple[str, list[object]]
SOON = 10


class Session:
    """A connection of one person, and what she does in the background."""

    def __init__(self, address: str, level: IsolationLevel) -> None:
        self.connection = psycopg.connect(address)
        self.connection.isolation_level = level
        self.connection.execute("SELECT count(*) FROM plans_policydocument")
        self.thread = ThreadPoolExecutor(1)

    def do(self, statement: Statement) -> None:
        self.connection.execute(*statement)

    def begin(self, statement: Statement) -> Future[None]:
        return self.thread.submit(self.do, statement)

    def close(self) -> None:
        self.thread.shutdown()
        self.connection.close()


@pytest.fixture
def people(own_database: str) -> Iterator[Callable[..., tuple[Session, Session]]]:
    sessions: list[Session] = []

    def meet(level: IsolationLevel, *other: IsolationLevel) -> tuple[Session, Session]:
        sessions.extend(Session(own_database, each) for each in (level, *(other or [level])))
        return sessions[-2], sessions[-1]

    yield meet
    for session in sessions:
        session.close()


def wait_until_blocked(waiting: Session, by: Session) -> None:
    """Until PostgreSQL says that one waits for the other."""
    pids = [waiting.connection.info.backend_pid]
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        query = "SELECT pg_blocking_pids(%s), pg_sleep(0.01)"
        if by.connection.info.backend_pid in by.connection.execute(query, pids).fetchone()[0]:
            return
    pytest.fail("the second person did not wait for the first")
