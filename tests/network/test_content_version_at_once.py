"""Two people who change the content at the same moment do not hinder each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import IsolationLevel
from psycopg.errors import SerializationFailure

from network.content import content_version
from tests.factories import ActivityFactory, DocumentFactory, OrganisationFactory
from tests.raw import insertion
from tests.sessions import SOON, Statement, wait_until_blocked

LEVELS = [
    IsolationLevel.READ_COMMITTED,
    IsolationLevel.REPEATABLE_READ,
    IsolationLevel.SERIALIZABLE,
]


def new_slug(row: object) -> Statement:
    return f"UPDATE {row._meta.db_table} SET slug = slug || '-2' WHERE id = %s", [row.pk]  # noqa: S608


def test_writers_stand_beside_each_other_until_they_commit(people: Callable) -> None:
    one, other = DocumentFactory.create_batch(2)
    before = content_version()
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(new_slug(one))
    second.begin(new_slug(other)).result(SOON)
    second.connection.commit()
    assert content_version() == before + 1
    first.connection.commit()
    assert content_version() == before + 2


def test_who_waits_for_a_foreign_key_does_not_hold_the_version(people: Callable) -> None:
    owner, document = OrganisationFactory(), DocumentFactory()
    before = content_version()
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(new_slug(owner))
    second.do(new_slug(document))
    second.do(insertion(ActivityFactory.build(organisation=owner)))
    waiting = second.thread.submit(second.connection.commit)
    wait_until_blocked(second, by=first)
    first.connection.commit()
    waiting.result(SOON)
    assert content_version() == before + 2


@pytest.mark.parametrize("one", LEVELS, ids=str)
@pytest.mark.parametrize("other", LEVELS, ids=str)
def test_at_any_level_both_get_in_or_the_later_is_told_to_try_again(
    people: Callable, one: IsolationLevel, other: IsolationLevel
) -> None:
    rows = DocumentFactory.create_batch(2)
    before = content_version()
    first, second = people(one, other)
    first.do(new_slug(rows[0]))
    second.begin(new_slug(rows[1])).result(SOON)
    first.connection.commit()
    if other == IsolationLevel.READ_COMMITTED:
        second.connection.commit()
        assert content_version() == before + 2
    else:
        with pytest.raises(SerializationFailure):
            second.connection.commit()
        assert content_version() == before + 1


def test_many_writers_are_all_counted(own_database: str) -> None:
    documents = DocumentFactory.create_batch(6)
    schools = OrganisationFactory.create_batch(6)
    before, times = content_version(), 15

    def work(at: int) -> None:
        mine = [new_slug(documents[at]), new_slug(schools[at])]
        with psycopg.connect(own_database) as connection:
            for turn in range(times):
                for statement in mine[:: 1 if (at + turn) % 2 else -1]:
                    connection.execute(*statement)
                connection.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert content_version() == before + 6 * times
