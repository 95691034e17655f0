"""Lists are fetched by their view: drawing them asks the database nothing."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext

LISTS = [
    "/planverk/",
    "/planverk/?tema=vet&side=2",
    "/skoler/",
    "/opplaringskontor/",
    "/aktiviteter/",
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that templates asked."""
    draw = Template.render
    found: list[str] = []

    def render(self: Template, context: object) -> str:
        with CaptureQueriesContext(connection) as captured:
            text = draw(self, context)
        found.extend(query["sql"] for query in captured.captured_queries)
        return text

    monkeypatch.setattr(Template, "render", render)
    return found


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("who", ["visitor", "county"])
def test_list_is_drawn_without_a_query(
    client_of: Callable, asked: list[str], who: str, page: str
) -> None:
    assert client_of(who).get(page).status_code == 200
    assert asked == []
