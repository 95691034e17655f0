"""The coverage pages' tables: what is chosen, and what of each organisation reaches each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from mobility.coverage import Cell, Matrix, Members, those_that_reach
from network.kept import kept
from network.keyed import KeyedQuerySet, Listed
from network.models import Organisation, User
from network.paging import PARAMETER, page_asked
from network.permissions import sight_of
from plans.anchoring import node_of
from plans.choices import Level, Status
from plans.filters import TONES
from plans.models import Action, PolicyDocument, Programme
from plans.querysets import ActionQuerySet, DocumentQuerySet

LEVELS = [level for level in Level.from_the_top() if level != Level.SCHOOL]
COLUMNS = "kolonner"
Subject = PolicyDocument | Action


class Link(NamedTuple):
    """A choice, how many it gives, and the address that makes it."""

    label: str | Promise
    number: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A document or a point, with its cells in the order of the columns."""

    subject: Subject
    cells: list[tuple[Organisation, Cell | None]]


def rows_of(
    subjects: Sequence[Subject],
    organisations: Sequence[Organisation],
    viewer: User | AnonymousUser,
) -> list[Row]:
    """What of each organisation reaches each of the documents or points."""
    nodes = [node_of(subject) for subject in subjects]
    matrix = Matrix(nodes, organisations, viewer)
    return [
        Row(subject, [(column, matrix.cell(node, column)) for column in organisations])
        for subject, node in zip(subjects, nodes, strict=True)
    ]


class Table:
    """Documents or points × organisations, as an address asks for them.

    One row may be asked for; then the columns are those that something leads to it from.
    """

    parameters: tuple[str, ...] = ()
    only: Subject | None = None
    is_unknown = False

    def __init__(self, data: QueryDict, viewer: User | AnonymousUser) -> None:
        self.data, self.viewer = data, viewer

    @property
    def subjects(self) -> KeyedQuerySet[Any]:
        """The rows, on all pages."""
        raise NotImplementedError

    @property
    def selection(self) -> dict[str, str]:
        """What is chosen, as the address says it."""
        raise NotImplementedError

    @cached_property
    def members(self) -> Members:
        return Members.seen_by(self.viewer)

    @cached_property
    def organisations(self) -> list[int]:
        """Keys of the columns, on all pages."""
        if self.only:
            return those_that_reach(node_of(self.only), self.viewer)
        return self.members.registered

    @property
    def without(self) -> dict[str, int]:
        """Members of each kind that no row could have a number of; nothing where one is chosen."""
        if self.only:
            return {}
        return {kind: len(keys) for kind, keys in self.members.without.items()}

    @cached_property
    def page(self) -> Page[Any]:
        place = (type(self).__name__, *self.selection.items(), sight_of(self.viewer))
        rows = Listed(kept(place, self.subjects.pks), self.subjects)
        return page_asked(self.data, PARAMETER, rows)

    @cached_property
    def columns(self) -> Page[Organisation]:
        page = page_asked(self.data, COLUMNS, self.organisations)
        page.object_list = self.named(list(page.object_list))
        return page

    def named(self, keys: Sequence[int]) -> list[Organisation]:
        return Organisation.objects.in_this_order(keys)

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(list(self.page), list(self.columns), self.viewer)

    @property
    def row_query(self) -> str:
        """The selection without the page of rows, for links to other pages of them."""
        return self._with(COLUMNS, self.columns)

    @property
    def column_query(self) -> str:
        """The selection without the page of columns, for links to other pages of them."""
        return self._with(PARAMETER, self.page)

    def _with(self, parameter: str, page: Page[Any]) -> str:
        kept = {parameter: str(page.number)} if page.number > 1 else {}
        query = self.address(**kept)
        return f"{query}&" if query else ""

    def address(self, **changes: str) -> str:
        chosen = self.selection | changes
        return urlencode({name: value for name, value in chosen.items() if value})


class Frameworks(Table):
    """Documents of one level, or one of them."""

    parameters = ("niva", "gjelder", "dokument", COLUMNS)

    def __init__(self, data: QueryDict, viewer: User | AnonymousUser) -> None:
        super().__init__(data, viewer)
        self.visible = PolicyDocument.objects.visible_to(viewer)
        level, tone, slug = (data.get(name, "") for name in ("niva", "gjelder", "dokument"))
        self.only = self.visible.above_schools().at(slug)
        self.level = Level(
            self.only.level if self.only else level if level in LEVELS else LEVELS[0]
        )
        self.tone = tone if tone in TONES and not self.only else ""
        self.is_unknown = (
            level not in ("", *LEVELS) or tone not in ("", *TONES) or (bool(slug) and not self.only)
        )

    @property
    def subjects(self) -> DocumentQuerySet:
        if self.only:
            return self.visible.among([self.only.pk])
        found = self.visible.at_level(self.level).in_force_first()
        return found.of_tone(TONES[self.tone][0]) if self.tone else found

    @property
    def selection(self) -> dict[str, str]:
        if isinstance(self.only, PolicyDocument):
            return {"dokument": self.only.slug}
        return {"niva": self.level.value, "gjelder": self.tone}

    @cached_property
    def _counts(self) -> Counter[tuple[str, str]]:
        """How many documents there are of each level and tone."""
        counts: Counter[tuple[str, str]] = Counter()
        place = "documents by standing", sight_of(self.viewer)
        for (level, status), count in kept(place, self.visible.counts_by_standing).items():
            counts[level, Status(status).tone] += count
        return counts

    def _in_all(self, level: Level) -> int:
        return sum(count for (its, _tone), count in self._counts.items() if its == level)

    @property
    def levels(self) -> list[Link]:
        return [
            Link(level.label, self._in_all(level), self._at(level), level == self.level)
            for level in LEVELS
        ]

    @property
    def tones(self) -> list[Link]:
        """The whole level, and what of it is in force, has ended or is not settled."""
        is_all = not self.tone and not self.only
        return [
            Link(_("Alle"), self._in_all(self.level), self._at(self.level), is_all),
            *(
                Link(label, count, self._at(self.level, key), key == self.tone)
                for key, (tone, label) in TONES.items()
                if (count := self._counts[self.level, tone])
            ),
        ]

    def _at(self, level: Level, tone: str = "") -> str:
        return urlencode({"niva": level.value} | ({"gjelder": tone} if tone else {}))


class Points(Table):
    """The points of the current programme, or one of them."""

    parameters = ("punkt", COLUMNS)

    def __init__(self, data: QueryDict, viewer: User | AnonymousUser) -> None:
        super().__init__(data, viewer)
        self.points = Action.objects.of(Programme.objects.current()).in_use()
        number = data.get("punkt", "")
        self.only = self.points.numbered(number)
        self.is_unknown = bool(number) and not self.only

    @property
    def subjects(self) -> ActionQuerySet:
        return self.points.among([self.only.pk]) if self.only else self.points.in_order()

    @property
    def selection(self) -> dict[str, str]:
        return {"punkt": self.only.dotted} if isinstance(self.only, Action) else {}
