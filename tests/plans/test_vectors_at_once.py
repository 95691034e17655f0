"""Two people who change what a document says at the same moment are both found."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from psycopg import IsolationLevel

from plans.catalogue import documents_visible_to
from plans.search import search
from tests.factories import MeasureFactory, ProgrammeFactory
from tests.sessions import SOON, Statement, wait_until_blocked


def renamed(row: object, title: str) -> Statement:
    return "UPDATE plans_measure SET title_nb = %s WHERE id = %s", [title, row.pk]


def test_two_changed_measures_of_a_programme_are_both_found(people: Callable) -> None:
    programme = ProgrammeFactory()
    one, other = MeasureFactory.create_batch(2, programme=programme)
    first, second = people(IsolationLevel.READ_COMMITTED)
    first.do(renamed(one, "Mobilitetskonsortium"))
    waiting = second.begin(renamed(other, "Hospitering"))
    wait_until_blocked(second, by=first)
    first.connection.commit()
    waiting.result(SOON)
    second.connection.commit()
    found = search("mobilitetskonsortium hospitering", documents_visible_to(AnonymousUser()))
    assert found.has_all
    assert found.found == [programme.document_id]
