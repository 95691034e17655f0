"""The content that is measured obeys the domain's rules at every size."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.content import Frameworks, write_content
from bench.growth import check, grow
from bench.pages import addresses
from mobility.models import Activity, ActivityAnchor
from network import kept
from network.models import Organisation
from plans.models import Aim, Anchor, PolicyDocument, Programme
from tests.factories import anchor

pytestmark = pytest.mark.usefixtures("content")

COUNTED = (Organisation, PolicyDocument, Aim, Anchor, Activity, ActivityAnchor)


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_all_is_copied_and_the_guards_would_have_let_it_in() -> None:
    write_content()
    before = counts()
    grow(2)
    assert counts() == [2 * count for count in before]
    execute(
        "UPDATE plans_anchor SET status = status",
        "UPDATE plans_succession SET kind = kind",
        "UPDATE plans_aim SET position = position",
        "UPDATE plans_programme SET document_id = document_id",
    )


def test_only_what_rests_on_the_hub_still_rests_on_the_first_copy() -> None:
    write_content()
    grow(2)
    hub = Frameworks.read().hub
    first = Anchor.objects.filter(source_document__slug="generert-plan-1")
    copied = Anchor.objects.filter(source_document__slug="generert-plan-1-kopi-1")
    assert {row.target for row in first} & {row.target for row in copied} == {hub}
    assert Programme.objects.count() == 2
    assert "kopi" not in Programme.objects.current().document.slug


def test_what_the_guards_would_refuse_is_found_and_they_watch_again_afterwards() -> None:
    write_content()
    grow(2)
    hub = Frameworks.read().hub
    plan = PolicyDocument.objects.get(slug="generert-plan-1")
    with pytest.raises(IntegrityError, match="down a level"), transaction.atomic():
        anchor(hub, plan)
    execute("SET CONSTRAINTS ALL IMMEDIATE", "ALTER TABLE plans_anchor DISABLE TRIGGER USER")
    anchor(hub, plan)
    with pytest.raises(ValueError, match="down a level"):
        check()


def queries(client: Client, path: str) -> int:
    """How many a page asks when nothing is kept from the page before."""
    kept.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_every_page_asks_as_often_at_twice_the_size(client: Client) -> None:
    write_content()
    # As after a commit: only then is anything kept while a page is made.
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    pages = addresses()
    asked = {label: queries(client, path) for label, path in pages.items()}
    grow(2)
    assert addresses() == pages
    assert {label: queries(client, path) for label, path in pages.items()} == asked
