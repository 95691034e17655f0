"""What lies above and below in the anchoring graph, as one viewer may see it.

One recursive query finds it, with any number of starts, and each step looks up an index: the
number of queries is the same at any depth and size, and only what is reached costs anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from plans.choices import Level, Status
from plans.graph import home_of, steps_down, steps_up
from plans.models import Action, Aim, PolicyDocument

if TYPE_CHECKING:
    from network.models import User


class Node(NamedTuple):
    """A document or a point by its primary key; the other one is None."""

    document: int | None = None
    action: int | None = None


class Sql(NamedTuple):
    """A piece of SQL and the values of its parameters."""

    text: str
    values: list[Any]

    def asked(self, text: str) -> list[tuple[Any, ...]]:
        """Rows of a query without parameters that follows this clause; one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.text + text, self.values)
            return cursor.fetchall()


UP, DOWN = steps_up("reached"), steps_down("reached")


def seen(node: str, viewer: User | AnonymousUser) -> Sql:
    """Condition that a node's document, or its point's programme, may be seen.

    A scalar subquery, so that PostgreSQL looks up one row a node and never reads all documents.
    """
    text, values = (
        PolicyDocument.objects.visible_to(viewer)
        .order_by()
        .extra(where=["plans_policydocument.id = looked_at.document_id"])
        .values("pk")
        .query.sql_with_params()
    )
    condition = f"""
        (SELECT shown.* FROM (SELECT {home_of(node)}) AS looked_at (document_id),
                             LATERAL ({text}) AS shown) IS NOT NULL
    """  # noqa: S608  (our constants and a queryset's own SQL)
    return Sql(condition, list(values))


def seeds_of(nodes: Iterable[Node]) -> Sql:
    """The nodes as seeds for `reached_from`, all of one origin."""
    rows = list(nodes)
    return Sql(
        "SELECT 0, seed.document_id, seed.action_id, TRUE"
        " FROM unnest(%s::bigint[], %s::bigint[]) AS seed (document_id, action_id)",
        [[node.document for node in rows], [node.action for node in rows]],
    )


def reached_from(
    seeds: Sql, step: str, viewer: User | AnonymousUser, *, firmly: bool = False
) -> Sql:
    """The clause WITH RECURSIVE of `reached (origin, document_id, action_id, is_firm)`.

    It holds every seed, rows of the same four columns, and all that `UP` or `DOWN` leads to from
    it. What lies behind something hidden is hidden too, unless another way leads there. With
    `firmly`, a node that confirmed steps alone lead to is there as firm, and it may be there
    once more as not firm: whoever asks takes bool_or. A node is met at most twice an origin,
    however many paths lead to it.
    """
    seed_is_seen, step_is_seen = seen("seed", viewer), seen("step", viewer)
    is_firm = "reached.is_firm AND step.is_confirmed" if firmly else "reached.is_firm"
    text = f"""
        WITH RECURSIVE reached (origin, document_id, action_id, is_firm) AS (
            SELECT seed.* FROM ({seeds.text}) AS seed (origin, document_id, action_id, is_firm)
            WHERE {seed_is_seen.text}
            UNION
            SELECT reached.origin, step.document_id, step.action_id, {is_firm}
            FROM reached, LATERAL ({step}) AS step
            WHERE {step_is_seen.text}
        )
    """  # noqa: S608  (our constants and a queryset's own SQL)
    return Sql(text, [*seeds.values, *seed_is_seen.values, *step_is_seen.values])


def closure(nodes: Iterable[Node], step: str, viewer: User | AnonymousUser) -> set[Node]:
    """The nodes, and all that `UP` or `DOWN` leads to, without what is hidden; one query."""
    reached = reached_from(seeds_of(nodes), step, viewer)
    return {Node(*row) for row in reached.asked("SELECT document_id, action_id FROM reached")}


def node_of(target: PolicyDocument | Aim | Action) -> Node:
    """Where a chain goes on from: an aim's chain goes on from its document."""
    if isinstance(target, Action):
        return Node(action=target.pk)
    return Node(document=target.document_id if isinstance(target, Aim) else target.pk)


class Place(NamedTuple):
    """What a chain has to know of a node: its level, and whether its document has ended."""

    level: Level
    has_ended: bool


def places_above(nodes: Iterable[Node], viewer: User | AnonymousUser) -> dict[Node, Place]:
    """The nodes and all above them, without what is hidden; one query."""
    # A scalar subquery looks each document up; a join might read them all.
    rows = reached_from(seeds_of(nodes), UP, viewer).asked(
        """
        SELECT document_id, action_id, (
            SELECT ARRAY[document.level, document.status]
            FROM plans_policydocument document WHERE document.id = reached.document_id
        ) FROM reached
        """
    )
    return {
        Node(document, action): (
            Place(Level(facts[0]), Status(facts[1]).tone == "ended")
            if facts
            else Place(Level.PROGRAMME, has_ended=False)
        )
        for document, action, facts in rows
    }


def steps_between(nodes: Collection[Node]) -> list[tuple[Node, Node, int | None, int | None, bool]]:
    """Steps from one of the nodes up to another; one query.

    Each is where it comes from and leads to, the primary keys of the aim and of the anchor that it
    goes by, and whether it is confirmed.
    """
    asked = Sql(
        "WITH below (document_id, action_id) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))",
        [[node.document for node in nodes], [node.action for node in nodes]],
    )
    rows = asked.asked(f"SELECT * FROM below, LATERAL ({steps_up('below')}) AS step")  # noqa: S608
    steps = (
        (Node(*row[:2]), Node(*row[2:4]), aim, anchor, is_confirmed)
        for row in rows
        for anchor, aim, is_confirmed in [row[4:]]
    )
    return [step for step in steps if step[1] in nodes]


def in_force_after(
    documents: Iterable[PolicyDocument], viewer: User | AnonymousUser
) -> dict[int, list[PolicyDocument]]:
    """What holds today in the place of each document, by its primary key; two queries.

    Successions are followed to their end: what took over may itself have been replaced.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE later (root, document_id) AS (
                SELECT root, root FROM unnest(%s::bigint[]) AS root
                UNION
                SELECT later.root, succession.successor_document_id
                FROM later JOIN plans_succession succession
                  ON succession.predecessor_document_id = later.document_id
            )
            SELECT root, document_id FROM later WHERE root <> document_id
            """,
            [[document.pk for document in documents]],
        )
        pairs = cursor.fetchall()
    later = PolicyDocument.objects.visible_to(viewer).among({pk for _root, pk in pairs})
    holding = {document.pk: document for document in later if document.is_in_force}
    found: dict[int, list[PolicyDocument]] = defaultdict(list)
    for root, pk in sorted(pairs):
        if pk in holding:
            found[root].append(holding[pk])
    return found


def all_below(start: Node, viewer: User | AnonymousUser) -> dict[Node, bool]:
    """The node and all that rests on it, each with whether confirmed steps alone lead there."""
    rows = reached_from(seeds_of([start]), DOWN, viewer, firmly=True).asked(
        """
        SELECT document_id, action_id, bool_or(is_firm)
        FROM reached GROUP BY document_id, action_id
        """
    )
    return {Node(document, action): is_firm for document, action, is_firm in rows}
