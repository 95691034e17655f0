"""The content version: every change of what the public sees raises it, as it becomes visible."""

from collections.abc import Callable

import pytest
from django.db import connection, models, transaction
from psycopg.sql import SQL, Identifier

from network.content import content_version
from network.models import Organisation, Role
from plans.models import PolicyDocument
from tests.factories import (
    ActivityFactory,
    DocumentFactory,
    OrganisationFactory,
    ThemeFactory,
    UserFactory,
)
from tests.quality.test_content_tables import SHOWN
from tests.raw import run


@pytest.fixture
def document(own_database: str) -> PolicyDocument:
    return DocumentFactory()


def by_saving(document: PolicyDocument) -> None:
    document.title = "Ny tittel"
    document.save()


def by_updating(document: PolicyDocument) -> None:
    PolicyDocument.objects.update(title="Ny tittel")


def by_creating_many(document: PolicyDocument) -> None:
    PolicyDocument.objects.bulk_create(DocumentFactory.build_batch(3))


def by_changing_many(document: PolicyDocument) -> None:
    document.title = "Ny tittel"
    PolicyDocument.objects.bulk_update([document], ["title"])


def by_deleting(document: PolicyDocument) -> None:
    document.delete()


def by_sql(document: PolicyDocument) -> None:
    run("UPDATE plans_policydocument SET title = 'Ny tittel'")


def by_sql_from_a_function(document: PolicyDocument) -> None:
    run("DO $$ BEGIN DELETE FROM plans_policydocument; END $$")


def by_emptying_the_table(document: PolicyDocument) -> None:
    run("TRUNCATE plans_policydocument CASCADE")


def by_adding_to_many(document: PolicyDocument) -> None:
    with transaction.atomic():
        document.themes.add(ThemeFactory())


WRITES = [
    by_saving,
    by_updating,
    by_creating_many,
    by_changing_many,
    by_deleting,
    by_sql,
    by_sql_from_a_function,
    by_emptying_the_table,
    by_adding_to_many,
]


@pytest.mark.parametrize("write", WRITES)
def test_write_raises_the_version_by_one(document: PolicyDocument, write: Callable) -> None:
    before = content_version()
    write(document)
    assert content_version() == before + 1


def test_every_table_that_is_shown_raises_the_version(own_database: str) -> None:
    for model in SHOWN:
        before = content_version()
        table = Identifier(model._meta.db_table)
        run(SQL("DELETE FROM {} WHERE false").format(table).as_string(connection.connection))
        assert content_version() == before + 1, model


def test_many_writes_of_one_transaction_raise_it_once(document: PolicyDocument) -> None:
    before = content_version()
    with transaction.atomic():
        for write in (by_saving, by_adding_to_many, by_updating):
            write(document)
        ActivityFactory()
        assert content_version() == before
    assert content_version() == before + 1


def test_write_that_is_taken_back_leaves_it(document: PolicyDocument) -> None:
    before = content_version()
    with transaction.atomic():
        by_saving(document)
        transaction.set_rollback(True)
    assert content_version() == before


def test_write_taken_back_within_a_transaction_leaves_it(document: PolicyDocument) -> None:
    before = content_version()
    with transaction.atomic(), transaction.atomic():
        by_saving(document)
        transaction.set_rollback(True)
    assert content_version() == before


def test_write_after_one_that_was_taken_back_raises_it(document: PolicyDocument) -> None:
    before = content_version()
    with transaction.atomic():
        with transaction.atomic():
            by_saving(document)
            transaction.set_rollback(True)
        by_updating(document)
    assert content_version() == before + 1


def test_write_after_a_look_at_the_constraints_raises_it_too(document: PolicyDocument) -> None:
    with transaction.atomic():
        by_saving(document)
        connection.check_constraints()
        looked = content_version()
        by_updating(document)
    assert content_version() == looked + 1


def test_what_the_public_does_not_see_leaves_it(own_database: str) -> None:
    organisation: Organisation = OrganisationFactory(county_council=True)
    before = content_version()
    person: models.Model = UserFactory()
    Role.objects.create(user=person, organisation=organisation, kind=Role.Kind.COUNTY_EDITOR)
    assert content_version() == before


def test_nothing_is_left_of_the_marks(document: PolicyDocument) -> None:
    by_saving(document)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM network_contentmark")
        assert cursor.fetchone() == (0,)
