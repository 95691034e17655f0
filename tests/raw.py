"""SQL as it would come from outside Django, and how PostgreSQL answers it."""

import contextlib
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from psycopg.sql import SQL, Identifier, Placeholder


def run(query: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def insertion(row: models.Model) -> tuple[str, list[object]]:
    """The statement and values that insert an unsaved row."""
    fields = [
        field
        for field in row._meta.concrete_fields
        if not field.generated and (not field.primary_key or row.pk)
    ]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    query = SQL("INSERT INTO {} ({}) VALUES ({})").format(
        Identifier(row._meta.db_table),
        SQL(", ").join(Identifier(field.column) for field in fields),
        SQL(", ").join([Placeholder()] * len(fields)),
    )
    return query.as_string(), values


def insert(row: models.Model) -> None:
    query, values = insertion(row)
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def change(row: models.Model, **values: object) -> None:
    """Update columns of a row."""
    query = SQL("UPDATE {} SET {} WHERE id = {}").format(
        Identifier(row._meta.db_table),
        SQL(", ").join(SQL("{} = {}").format(Identifier(name), Placeholder()) for name in values),
        Placeholder(),
    )
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(), [*values.values(), row.pk])


def delete(row: models.Model) -> None:
    """Delete a row, foreign keys looked at right away."""
    query = SQL("DELETE FROM {} WHERE id = {}").format(
        Identifier(row._meta.db_table), Placeholder()
    )
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(), [row.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextlib.contextmanager
def refused(constraint: str) -> Iterator[None]:
    """PostgreSQL refuses what happens here, and names the constraint."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint


def foreign_key(row: models.Model, field: str) -> str:
    """The name PostgreSQL knows a foreign key's constraint by."""
    column = row._meta.get_field(field).column
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, row._meta.db_table)
    (name,) = (
        name
        for name, found in constraints.items()
        if found["foreign_key"] and found["columns"] == [column]
    )
    return name


@contextlib.contextmanager
def without_triggers(table: str) -> Iterator[None]:
    """Rows written here pass no guard and leave no history: many, where neither is looked at."""
    name = Identifier(table).as_string()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
