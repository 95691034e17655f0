"""The same content many times over, copied within the database.

Copy number `k` of a row has `k` strides added to its primary key and to every foreign key that
leads to what is copied too, so a copy has its own documents, points, schools and anchors. Only what
rests on the hub keeps resting on the first one: the hub grows with the schools.
"""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from pghistory.models import Event

from bench.content import Frameworks
from plans.vectors import ALL_VECTORS
from plans.words import ALL_WORDS

APPS = ("network", "plans", "mobility")
# Nobody works at two schools here, all ask at one place, and themes are one vocabulary.
KEPT = {"Role", "ContactPoint", "Theme"}
STRIDE = 1_000_000
YEARS = 20
# A word of one document alone, at every size.
RARE = "Herning"
MUNICIPALITIES = 10

# A word of its own for each row, so that the vocabulary grows with the texts.
WORD = "translate(to_hex(4096 + id + 4096 * copy), '0123456789abcdef', 'bdfghklmnoaeiuyj')"
MARK = f"' (kopi ' || copy || ', ' || {WORD} || ')'"


# About as many as the country has.
MUNICIPALITY = f"""
    CASE WHEN municipality = '' OR copy %% {MUNICIPALITIES} = 0 THEN municipality
         ELSE municipality || ' ' || copy %% {MUNICIPALITIES} END
"""


def shifted(column: str) -> str:
    """A date some years back, so that the newest of everything stays the first copy's."""
    return f"({column} - make_interval(years => 1 + copy %% {YEARS}))::date"


def earlier(column: str) -> str:
    return f"{column} - make_interval(mins => copy)"


def marked(text: str, length: int = 0) -> str:
    cut = f"left({text}, {length - 40})" if length else text
    return f"CASE {text} WHEN '' THEN '' ELSE {cut} || {MARK} END"


def rarely(column: str) -> str:
    """The text, where what only one document is about goes on being about that one."""
    return f"replace({column}, '{RARE}', 'Hirtshals')"


CHANGES: dict[str, dict[str, str]] = {
    "Organisation": {
        # Not after the name, or what has most to show would stand side by side.
        "name": "'Kopi ' || copy || ' av ' || left(name, 160)",
        "org_number": "''",
        "published_at": earlier("published_at"),
        "municipality": MUNICIPALITY,
    },
    "PolicyDocument": {
        "title": marked(rarely("title")),
        "short_title": marked(rarely("short_title"), 200),
        "deck_number": "NULL::smallint",
        "published_at": earlier("published_at"),
    }
    | {column: rarely(column) for column in ("translated_title_nb", "translated_title_nn")}
    | {column: shifted(column) for column in ("adopted_on", "valid_from_on", "valid_to_on")},
    "Activity": {"title": marked("title", 300), "published_at": earlier("published_at")},
    "LeaderDialogue": {"submission": "gen_random_uuid()"},
    "ActivityDialogue": {"submission": "gen_random_uuid()"},
    "ActivityComment": {"submission": "gen_random_uuid()"},
    "ActivityResult": {"submission": "gen_random_uuid()"},
    "PlanFile": {"key": "gen_random_uuid()"},
    "Party": {"submission": "gen_random_uuid()"},
    "AccreditationMember": {"submission": "gen_random_uuid()"},
    "Accreditation": {"code": "''"},
    "FundingProgramme": {
        "name_nb": marked("name_nb", 120),
        "published_at": earlier("published_at"),
        "position": "position + 100",
    },
}


def grown_models() -> list[type[models.Model]]:
    """Models that are copied, what is pointed at first: all content, which is what has history."""
    every: list[Any] = [row for app in APPS for row in apps.get_app_config(app).get_models()]
    content = {event.pgh_tracked_model for event in every if issubclass(event, Event)}
    found = {model for model in content if model.__name__ not in KEPT}
    needs = {
        model: {
            field.related_model
            for field in model._meta.concrete_fields
            if field.related_model in found and field.related_model is not model
        }
        for model in found
    }
    ordered = sorted(needs, key=lambda model: model._meta.db_table)
    return list(TopologicalSorter({model: needs[model] for model in ordered}).static_order())


def expressions(model: type[models.Model], grown: set[Any]) -> Iterator[tuple[str, str]]:
    """Each column with the SQL of its copy."""
    changes = dict(CHANGES.get(model.__name__, {}))
    for field in model._meta.concrete_fields:
        column = field.column
        if column is None or isinstance(field, models.GeneratedField):
            continue
        if field.primary_key or field.related_model in grown:
            value = f"{column} + {STRIDE} * copy"
        elif field.name in changes:
            value = changes.pop(field.name)
        elif field.unique and isinstance(field, models.SlugField):
            value = f"left({column}, {(field.max_length or 0) - 12}) || '-kopi-' || copy"
        else:
            value = column
        yield column, value
    if changes:
        raise ValueError(f"{model.__name__} has no {', '.join(changes)} to change")


def copying(model: type[models.Model], grown: set[Any], hubs: Mapping[str, int]) -> str:
    """The statement that copies a model's rows; its parameters are the first and last number."""
    columns = dict(expressions(model, grown))
    for column, pk in hubs.items():
        if column in columns and model.__name__ == "Anchor":
            columns[column] = f"CASE {column} WHEN {pk} THEN {pk} ELSE {columns[column]} END"
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
        f"SELECT {', '.join(columns.values())} FROM {model._meta.db_table} "
        f"CROSS JOIN generate_series(%s, %s) AS copy WHERE id < {STRIDE}"
    )


def grow(size: int) -> None:
    """Make the content `size` times as large; guards rest meanwhile, and `check` looks after."""
    copied = grown_models()
    above = Frameworks.read()
    hubs = {"target_document_id": above.hub.pk, "target_action_id": above.hub_point.pk}
    with transaction.atomic(), connection.cursor() as cursor:
        # What is pointed at comes first, and a table with checks to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in copied:
            table = model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(copying(model, set(copied), hubs), [1, size - 1])
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in (*ALL_WORDS, ALL_VECTORS):
            cursor.execute(statement)
    check()


POINTS_DOWN = """
    SELECT count(*)
    FROM plans_anchor anchor
    LEFT JOIN plans_aim aim ON aim.id = anchor.target_aim_id
    LEFT JOIN plans_policydocument source ON source.id = anchor.source_document_id
    LEFT JOIN plans_policydocument target
        ON target.id = COALESCE(anchor.target_document_id, aim.document_id)
    WHERE array_position(%(levels)s, COALESCE(source.level, 'programme')::text)
        > array_position(%(levels)s, COALESCE(target.level, 'programme')::text)
"""

EDGES = """
    SELECT COALESCE('d' || source_document_id, 'a' || source_action_id),
           COALESCE('d' || COALESCE(anchor.target_document_id, aim.document_id),
                    'a' || anchor.target_action_id)
    FROM plans_anchor anchor LEFT JOIN plans_aim aim ON aim.id = anchor.target_aim_id
    UNION ALL
    SELECT 'a' || action.id, 'd' || programme.document_id
    FROM plans_action action
    JOIN plans_measure measure ON measure.id = action.measure_id
    JOIN plans_programme programme ON programme.id = measure.programme_id
"""


def check() -> None:
    """Say so where what the guards would have refused has got in; constraints have held anyway.

    Raises ValueError for an anchor down a level, and graphlib.CycleError for a cycle.
    """
    from plans.choices import Level

    with connection.cursor() as cursor:
        cursor.execute(POINTS_DOWN, {"levels": Level.values})
        [(down,)] = cursor.fetchall()
        if down:
            raise ValueError(f"{down} anchors point down a level")
        cursor.execute(EDGES)
        above: dict[str, set[str]] = {}
        for source, target in cursor.fetchall():
            above.setdefault(source, set()).add(target)
    TopologicalSorter(above).prepare()
