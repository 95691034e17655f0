"""A list whose keys are known is fetched a page at a time, in the keys' order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.keyed import Listed
from network.models import Organisation
from tests.factories import OrganisationFactory


@pytest.fixture
def listed(db: None) -> Listed[Organisation]:
    schools = OrganisationFactory.create_batch(5)
    keys = [school.pk for school in reversed(schools)]
    return Listed(keys, Organisation.objects.all())


def test_a_page_is_one_question_however_long_the_list(listed: Listed[Organisation]) -> None:
    with CaptureQueriesContext(connection) as captured:
        page = listed[1:3]
    assert [row.pk for row in page] == listed.keys[1:3]
    assert len(captured) == 1


def test_its_length_and_an_empty_page_ask_nothing(listed: Listed[Organisation]) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert len(listed) == 5
        assert listed[5:] == []
    assert len(captured) == 0


def test_all_are_fetched_at_once(listed: Listed[Organisation]) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert [row.pk for row in listed] == listed.keys
    assert len(captured) == 1


def test_one_is_found_by_its_place(listed: Listed[Organisation]) -> None:
    assert listed[-1].pk == listed.keys[-1]
