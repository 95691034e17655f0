"""What is worked out from all content is kept for those who see the same, until some changes."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from mobility.coverage import Members
from mobility.gaps import Gaps
from network import kept as keeping
from network.content import OneVersionMiddleware
from network.kept import kept
from network.models import User
from network.permissions import sight_of
from plans.models import PolicyDocument
from portal.gaps import GAPS
from tests.factories import DocumentFactory


@pytest.fixture
def numbers() -> Iterator[int]:
    return iter(range(1000))


def test_result_is_kept_until_content_is_committed(
    own_database: str, numbers: Iterator[int]
) -> None:
    def asked() -> int:
        return kept("a number", lambda: next(numbers))

    assert [asked(), asked()] == [0, 0]
    document = DocumentFactory()
    assert [asked(), asked()] == [1, 1]
    PolicyDocument.objects.filter(pk=document.pk).update(note="Ny")
    assert [asked(), asked()] == [2, 2]
    with transaction.atomic():
        DocumentFactory()
        assert [asked(), asked()] == [3, 4]
        transaction.set_rollback(True)
    assert asked() == 2


def test_result_with_another_name_is_another(own_database: str, numbers: Iterator[int]) -> None:
    first, second = (kept(name, lambda: next(numbers)) for name in ("a", "b"))
    assert (first, second) == (0, 1)
    assert kept("a", lambda: next(numbers)) == 0


def test_a_visit_that_only_reads_asks_for_the_version_once(
    own_database: str, numbers: Iterator[int], rf: RequestFactory
) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse([kept(name, lambda: next(numbers)) for name in "ab"])

    visit = OneVersionMiddleware(page)
    for send, asked in ((rf.get, 1), (rf.post, 2), (rf.get, 1)):
        DocumentFactory()
        with CaptureQueriesContext(connection) as queries:
            visit(send("/"))
        assert len(queries) == asked
    assert next(numbers) == 6


def test_demo_and_what_is_no_demo_are_kept_apart(
    own_database: str, numbers: Iterator[int], settings: object
) -> None:
    settings.DEMO = True
    assert kept("a", lambda: next(numbers)) == 0
    settings.DEMO = False
    assert kept("a", lambda: next(numbers)) == 1


def test_what_was_asked_for_longest_ago_goes_first(
    own_database: str, numbers: Iterator[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST", 2)
    assert [kept(name, lambda: next(numbers)) for name in "abacab"] == [0, 1, 0, 2, 0, 3]


def test_reader_who_is_late_keeps_nothing_for_others(
    own_database: str, numbers: Iterator[int]
) -> None:
    """Somebody reads the version, and while she works things out it becomes another."""

    def slowly() -> int:
        DocumentFactory()
        assert kept("a", lambda: next(numbers)) == 0
        return next(numbers)

    assert kept("a", slowly) == 1
    assert kept("a", lambda: next(numbers)) == 0


def test_those_with_the_same_sight_see_the_same(cast: dict[str, User | AnonymousUser]) -> None:
    DocumentFactory(published_at=None)
    everyone = list(cast.values())
    seen = [set(PolicyDocument.objects.visible_to(person).pks()) for person in everyone]
    for one, hers in zip(everyone, seen, strict=True):
        for other, others in zip(everyone, seen, strict=True):
            if sight_of(one) == sight_of(other):
                assert hers == others
    assert len({sight_of(person) for person in everyone}) > 3


def test_what_is_kept_for_one_is_not_shown_to_another(
    cast: dict[str, User | AnonymousUser],
) -> None:
    for person in [*cast.values(), *cast.values()]:
        assert vars(Gaps.seen_by(person)) == vars(Gaps(person))
        assert vars(Members.seen_by(person)) == vars(Members(person))


def test_gaps_cost_no_more_than_the_version_while_nothing_changes(content: None) -> None:
    visitor = AnonymousUser()
    before = {name: gap.keys(visitor, None) for name, gap in GAPS.items()}
    with CaptureQueriesContext(connection) as queries:
        assert {name: gap.keys(visitor, None) for name, gap in GAPS.items()} == before
    assert len(queries) == len(GAPS)
