"""A member's anchoring as a spreadsheet: activities × what they reach, and what is missing.

Only what is public is written, whoever asks: a file travels further than a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from openpyxl import Workbook

from mobility.member_anchoring import MemberAnchoring, Row
from network.models import Organisation
from network.sheets import save
from network.texts import text_in
from plans.models import Action
from portal.coverage_sheets import MOST, Line, add, heading


def write(response: HttpResponse, organisation: Organisation) -> None:
    """A sheet with a column an activity, and one with a row a gap."""
    found = MemberAnchoring(organisation, AnonymousUser(), QueryDict())
    book = Workbook(write_only=True)
    add(book, _("Forankring"), matrix_lines(found))
    add(book, _("Hull"), gap_lines(found))
    save(book, response)


def matrix_lines(found: MemberAnchoring) -> Iterator[Line]:
    activities = [activity for activity, _chains in found.chains[:MOST]]
    left_out = []
    if len(found.chains) > MOST:
        left_out = [
            _("Bare de %(shown)s nyeste av %(all)s aktiviteter er med.")
            % {"shown": MOST, "all": len(found.chains)}
        ]
    yield [*heading(found.organisation.name), *left_out]
    yield [_("Planverk"), _("Nivå"), _("Status"), *(activity.title for activity in activities)]
    for row in found.rows(found.nodes, activities):
        yield [*head_of(row), *(mark.label if mark else "" for _activity, mark in row.cells)]


def head_of(row: Row) -> list[str]:
    subject = row.subject
    if isinstance(subject, Action):
        return [f"{subject.dotted} {text_in(subject, 'text')}", row.heading, ""]
    return [subject.heading.value, row.heading, subject.get_status_display()]


def gap_lines(found: MemberAnchoring) -> Iterable[Line]:
    yield heading(_("Hull i forankringen"))
    yield [_("Hva"), _("Hvor"), _("Aktiviteter")]
    for standing in found.levels:
        yield [_("Aktiviteter som ikke når nivået"), str(standing.level.label), standing.missing]
    for ended in found.ended:
        yield [
            _("Planverk som ikke lenger gjelder, men som aktiviteter fortsatt bygger på"),
            ended.document.heading.value,
            ended.activities,
        ]
    for plan in found.plans_on_nothing:
        yield [_("Egne planer som ikke bygger på noe"), plan.heading.value, ""]
