"""What a page shows is fetched by its view: drawing it asks the database nothing."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext

from tests.portal.pages import BEHIND_LOG_IN, SHOWN

MORE = [
    "/planverk/?tema=vet&side=2",
    "/planverk/kart/?niva=programme&side=4",
    "/aktiviteter/?dokument=herning-declaration-2025",
    "/forankring/?niva=national&gjelder=ja",
]
ADDRESSES = [*(page.url() for page in SHOWN), *MORE]
READERS = [(who, page) for page in ADDRESSES for who in ("visitor", "county")]
READERS += [(who, page.url()) for who, page in BEHIND_LOG_IN]
# Who is signed in, and as what, is found out when somebody first asks: maybe the head of the page.
PERSON = (
    'FROM "django_session"',
    'FROM "network_user"',
    '"network_organisation"."kind" AS "organisation__kind"',
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that templates asked."""
    draw = Template.render
    found: list[str] = []

    def render(self: Template, context: object) -> str:
        with CaptureQueriesContext(connection) as captured:
            text = draw(self, context)
        found.extend(
            query["sql"]
            for query in captured.captured_queries
            if not any(table in query["sql"] for table in PERSON)
        )
        return text

    monkeypatch.setattr(Template, "render", render)
    return found


@pytest.mark.parametrize(("who", "page"), READERS)
def test_page_is_drawn_without_a_query(
    client_of: Callable, asked: list[str], who: str, page: str
) -> None:
    response = client_of(who).get(page, follow=True)
    assert response.status_code == 200
    assert asked == []
