"""A million anchors, laid in SQL: every document rests on some of its own level or above.

Acyclic by construction: an anchor leads to a higher level, or within its own to a lower number of
the same small family. Triggers rest meanwhile; what they would have refused is looked for after.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection, transaction

from bench.growth import check

FAMILY = 25
PLANS_A_SCHOOL = 100


class Layer(NamedTuple):
    """A level with its documents' numbers, and how many anchors each has to other levels."""

    level: str
    first: int
    last: int
    upward: dict[str, int]
    within: int = 0

    @property
    def size(self) -> int:
        return self.last - self.first + 1


LAYERS = {
    layer.level: layer
    for layer in (
        Layer("european", 1, 10_000, {}, within=4),
        Layer("national", 10_001, 30_000, {"european": 3}, within=1),
        Layer("regional", 30_001, 60_000, {"national": 3, "european": 1}),
        Layer("school", 60_001, 260_000, {"regional": 2, "national": 1, "european": 1}),
    )
}

PEOPLE = "INSERT INTO network_user ({columns}) SELECT {values}"
SCHOOLS = """
    INSERT INTO network_organisation ({columns})
    SELECT {values} FROM generate_series(1, %(last)s) AS n
"""
DOCUMENTS = """
    INSERT INTO plans_policydocument ({columns})
    SELECT {values} FROM generate_series(%(first)s, %(last)s) AS n
"""
ANCHORS = """
    INSERT INTO plans_anchor (source_document_id, target_document_id, {columns})
    SELECT source, target, {values}
    FROM ({edges}) AS edge (source, target)
"""
# Documents beside each other rest on documents beside each other, each on some of its own.
UPWARD = """
    SELECT n, %(above_first)s + ((n - %(first)s)::bigint * %(above_size)s / %(size)s
                                 + 7 * k + n %% 5) %% %(above_size)s
    FROM generate_series(%(first)s, %(last)s) AS n, generate_series(1, %(times)s) AS k
"""
WITHIN = """
    SELECT n, n - k
    FROM generate_series(%(first)s, %(last)s) AS n, generate_series(1, %(times)s) AS k
    WHERE (n - %(first)s) %% %(family)s >= k
"""


def insert(statement: str, values: dict[str, str], **parts: str) -> str:
    return statement.format(columns=", ".join(values), values=", ".join(values.values()), **parts)


def blank(table: str) -> dict[str, str]:
    """An SQL value for every column that has to have one, besides its key."""
    defaults = {"text": "''", "character varying": "''", "boolean": "false", "ARRAY": "'{}'"}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT column_name, data_type FROM information_schema.columns
            WHERE table_name = %s AND is_nullable = 'NO' AND is_generated = 'NEVER'
              AND is_identity = 'NO'
            """,
            [table],
        )
        return {
            name: "now()" if kind.startswith("timestamp") else defaults.get(kind, "1")
            for name, kind in cursor.fetchall()
        }


def statements() -> Iterator[tuple[str, dict[str, int]]]:
    """Every statement with its parameters, what is pointed at first."""
    people = {"id": "1", "email": "'generert@example.org'", "language": "'nb'", "notices": "'off'"}
    yield insert(PEOPLE, blank("network_user") | people), {}
    schools = blank("network_organisation") | {
        "id": "n", "slug": "'skole-' || n", "name": "'Generert skole nr. ' || n",
        "name_lang": "'nb'", "kind": "'upper_secondary_school'", "country": "'NO'",
        "active": "true", "listed": "true", "confidence": "'high'", "published_at": "now()",
    }  # fmt: skip
    last = LAYERS["school"].size // PLANS_A_SCHOOL
    yield insert(SCHOOLS, schools), {"last": last}
    for layer in LAYERS.values():
        owner = f"1 + (n - {layer.first}) / {PLANS_A_SCHOOL}"
        documents = blank("plans_policydocument") | {
            "id": "n", "slug": "'dokument-' || n", "title": "'Generert dokument nr. ' || n",
            "title_lang": "'nb'", "level": f"'{layer.level}'", "kind": "'strategy'",
            "status": "'in_force'", "confidence": "'high'", "url_confidence": "'unknown'",
            "link_state": "'unchecked'", "published_at": "now()",
            "organisation_id": owner if layer.level == "school" else "NULL::bigint",
        }  # fmt: skip
        yield insert(DOCUMENTS, documents), {"first": layer.first, "last": layer.last}
    anchors = blank("plans_anchor") | {
        "rationale_nb": "'Generert begrunnelse'",
        "confidence": "'medium'",
        "status": "CASE source % 2 WHEN 0 THEN 'confirmed' ELSE 'proposed' END",
        "confirmed_by_id": "CASE source % 2 WHEN 0 THEN 1 END",
        "confirmed_at": "CASE source % 2 WHEN 0 THEN now() END",
    }
    anchors = {name: value.replace("%", "%%") for name, value in anchors.items()}
    for layer in LAYERS.values():
        here = {"first": layer.first, "last": layer.last, "size": layer.size}
        for name, times in layer.upward.items():
            above = {"above_first": LAYERS[name].first, "above_size": LAYERS[name].size}
            yield insert(ANCHORS, anchors, edges=UPWARD), {**here, **above, "times": times}
        if layer.within:
            values = {**here, "times": layer.within, "family": FAMILY}
            yield insert(ANCHORS, anchors, edges=WITHIN), values


def lay_graph() -> None:
    """Fill a migrated, empty database."""
    tables = ("network_user", "network_organisation", "plans_policydocument", "plans_anchor")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement, values in statements():
            cursor.execute(statement, values)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    check()
