"""What PostgreSQL refuses of talks with the leaders, and that the former ones were kept."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from factory.django import DjangoModelFactory
from psycopg.errors import UniqueViolation

from mobility.models import ActivityDialogue
from plans.models import LeaderDialogue
from tests.dialogue_factories import ActivityDialogueFactory, LeaderDialogueFactory
from tests.factories import DocumentFactory
from tests.raw import change, delete, foreign_key, insert, refused, run

OWN = "dialogue_on_an_own_plan"
EVERY = pytest.mark.parametrize("factory", [ActivityDialogueFactory, LeaderDialogueFactory])


@EVERY
@pytest.mark.parametrize("column", ["forum", "with_role", "agreed"])
@pytest.mark.django_db
def test_talk_says_where_with_whom_and_what(factory: type[DjangoModelFactory], column: str) -> None:
    entry = factory()
    with refused(f"{entry._meta.model_name}_says_where_with_whom_and_what"):
        change(entry, **{column: ""})


@EVERY
@pytest.mark.django_db
def test_one_form_is_one_talk(factory: type[DjangoModelFactory]) -> None:
    with pytest.raises(IntegrityError) as refusal:
        factory(submission=factory().submission)
    assert isinstance(refusal.value.__cause__, UniqueViolation)


@EVERY
@pytest.mark.django_db
def test_who_has_noted_something_cannot_be_deleted(factory: type[DjangoModelFactory]) -> None:
    entry = factory()
    with refused(foreign_key(entry, "noted_by")):
        delete(entry.noted_by)


@pytest.mark.parametrize("level", ["programme", "regional", "national", "european"])
@pytest.mark.django_db
def test_leaders_are_asked_about_their_own_plans_alone(level: str) -> None:
    entry = LeaderDialogueFactory()
    document = DocumentFactory(level=level)
    with refused(OWN):
        insert(LeaderDialogueFactory.build(plan=document, noted_by=entry.noted_by))
    with refused(OWN):
        change(entry, plan_id=document.pk)


@pytest.mark.django_db
def test_plan_that_the_leaders_spoke_about_stays_their_own() -> None:
    entry = LeaderDialogueFactory()
    with refused(OWN):
        change(entry.plan, level="regional", organisation_id=None)
    delete(entry)
    change(entry.plan, level="regional", organisation_id=None)


BEFORE = [("portal", "0003_first_steps"), ("mobility", "0015_results")]


def migrated(targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


def rows(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        return cursor.execute(query).fetchall()


def test_talks_about_activities_and_their_history_came_along_when_they_were_renamed(
    own_database: str,
) -> None:
    entry = ActivityDialogueFactory(agreed="Før")
    change(entry, agreed="Siden")
    run(
        "INSERT INTO portal_loadedrecord (source, model, key, object_id, values)"
        " VALUES ('demo', 'mobility.ActivityDialogue', 'tur', %s, '{}')",
        entry.pk,
    )
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    migrated(BEFORE)
    former = "SELECT id, agreed FROM mobility_leaderdialogue"
    assert rows(former) == [(entry.pk, "Siden")]
    run("UPDATE mobility_leaderdialogue SET agreed = 'Da'")
    assert rows("SELECT model FROM portal_loadedrecord") == [("mobility.LeaderDialogue",)]
    migrated(latest)
    assert ActivityDialogue.objects.get().agreed == "Da"
    change(entry, agreed="Nå")
    kept = entry.events.model.objects.filter(pgh_obj_id=entry.pk).order_by("pgh_id")
    assert [event.agreed for event in kept] == ["Før", "Siden", "Da", "Nå"]
    assert rows("SELECT model FROM portal_loadedrecord") == [("mobility.ActivityDialogue",)]
    assert not LeaderDialogue.objects.exists()
