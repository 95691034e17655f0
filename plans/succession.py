"""A document's place in time: what came before it and what came after, step by step."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from plans.anchoring import in_force_after
from plans.models import PolicyDocument, Succession

if TYPE_CHECKING:
    from network.models import Organisation, User

RELATED = """
    WITH RECURSIVE earlier (document_id) AS (
        SELECT %s::bigint
        UNION
        SELECT succession.predecessor_document_id
        FROM earlier JOIN plans_succession succession
          ON succession.successor_document_id = earlier.document_id
    ), later (document_id) AS (
        SELECT %s::bigint
        UNION
        SELECT succession.successor_document_id
        FROM later JOIN plans_succession succession
          ON succession.predecessor_document_id = later.document_id
    )
    SELECT document_id FROM earlier UNION SELECT document_id FROM later
"""


class Step(NamedTuple):
    """One document took over from another."""

    before: PolicyDocument
    after: PolicyDocument
    succession: Succession


@dataclass(frozen=True)
class Stage:
    """A document in the line, and how it went on."""

    document: PolicyDocument
    is_current: bool
    onward: list[Step]
    leads_to_the_next: bool

    @property
    def kind(self) -> str:
        """How the stretch after it is drawn; empty after the last one."""
        return self.onward[0].succession.kind if self.onward else ""

    @property
    def year(self) -> int | None:
        """When it was adopted or began to hold, where that is sure."""
        known = surely_from(self.document)
        return known.year if known else None


class Line:
    """Every document before and after one, as the viewer may see it, the oldest first; two queries.

    What lies behind something hidden is hidden too, unless another way leads there.
    """

    def __init__(self, document: PolicyDocument, viewer: User | AnonymousUser) -> None:
        with connection.cursor() as cursor:
            cursor.execute(RELATED, [document.pk, document.pk])
            related = [pk for (pk,) in cursor.fetchall()]
        rows = Succession.objects.among_documents(related).shown_to(viewer)
        steps = [
            Step(row.predecessor_document, row.successor_document, row)
            for row in rows
            if row.predecessor_document and row.successor_document
        ]
        before = reached(document.pk, [(step.after.pk, step.before.pk) for step in steps])
        after = reached(document.pk, [(step.before.pk, step.after.pk) for step in steps])
        self.document = document
        self.after = after - {document.pk}
        self.steps = [
            step
            for step in steps
            if {step.before.pk, step.after.pk} <= before or {step.before.pk, step.after.pk} <= after
        ]

    @cached_property
    def stages(self) -> list[Stage]:
        documents = {self.document.pk: self.document}
        sorter = TopologicalSorter[int]({self.document.pk: ()})
        onward: dict[int, list[Step]] = defaultdict(list)
        for step in self.steps:
            documents.setdefault(step.before.pk, step.before)
            documents.setdefault(step.after.pk, step.after)
            sorter.add(step.after.pk, step.before.pk)
            onward[step.before.pk].append(step)
        order = in_time(sorter, documents)
        return [
            Stage(
                documents[pk],
                is_current=pk == self.document.pk,
                onward=onward[pk],
                leads_to_the_next=[step.after.pk for step in onward[pk]] == order[at + 1 : at + 2],
            )
            for at, pk in enumerate(order)
        ]

    def __bool__(self) -> bool:
        return bool(self.steps)

    @property
    def in_force(self) -> list[PolicyDocument]:
        """What came after it and still holds."""
        return [
            stage.document
            for stage in self.stages
            if stage.document.pk in self.after and stage.document.is_in_force
        ]


def surely_from(document: PolicyDocument) -> datetime.date | None:
    known = document.known_from if document.is_checked else None
    return known.date if known else None


def reached(start: int, ways: Iterable[tuple[int, int]]) -> set[int]:
    """Where the ways lead to from the start, with the start itself."""
    onward: dict[int, list[int]] = defaultdict(list)
    for source, target in ways:
        onward[source].append(target)
    found, waiting = {start}, [start]
    while waiting:
        for pk in onward[waiting.pop()]:
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return found


def in_time(sorter: TopologicalSorter[int], documents: dict[int, PolicyDocument]) -> list[int]:
    """Predecessors before successors; else the older first, and last what has no date."""
    sorter.prepare()
    order: list[int] = []
    ready: list[int] = []
    while sorter.is_active():
        ready += sorter.get_ready()
        ready.sort(key=lambda pk: (surely_from(documents[pk]) or datetime.date.max, pk))
        order.append(ready.pop(0))
        sorter.done(order[-1])
    return order


def successors_of(
    document: PolicyDocument, owners: Iterable[Organisation], viewer: User | AnonymousUser
) -> list[PolicyDocument]:
    """What holds today in the place of a document that has ended, with aims.

    Only what something of the owners' can rest on; four queries.
    """
    if not document.has_ended:
        return []
    found = in_force_after([document], viewer)[document.pk]
    rows = PolicyDocument.objects.visible_to(viewer).open_to(*owners)
    return list(rows.for_page().among({row.pk for row in found}))
