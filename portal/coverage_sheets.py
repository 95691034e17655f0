"""The coverage as a spreadsheet: the page's figures for all pages of it, and the gaps.

Only what is public is counted, whoever asks: a file travels further than a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from mobility.coverage import Cell, Members
from mobility.gaps import Answered, Gaps
from network.models import Organisation
from network.sheets import clean, save, text_cell
from network.texts import text_in
from plans.choices import Precision
from plans.dates import FactDate
from plans.filters import TONES
from plans.models import Action
from portal.coverage import Frameworks, Points, Row, Subject, Table, rows_of
from portal.gaps import OFFICE, SCHOOL, ended_in_use

VISITOR = AnonymousUser()
Line = list[str | int]
# Rows of a sheet, and schools and offices beside each other; more than the county has.
MOST = 200


def write(response: HttpResponse, data: QueryDict) -> None:
    """A sheet of documents, one of points and one of gaps."""
    frameworks, points = Frameworks(data, VISITOR), Points(data, VISITOR)
    book = Workbook(write_only=True)
    add(
        book,
        _("Planverk"),
        table_lines(frameworks, said_of(frameworks), [_("Planverk"), _("Status")]),
    )
    add(
        book,
        _("Tiltakspunkter"),
        table_lines(points, _("Internasjonalt handlingsprogram"), [_("Punkt")]),
    )
    add(book, _("Hull"), gap_lines())
    save(book, response)


def add(book: Workbook, title: str, lines: Iterable[Line]) -> None:
    """A sheet whose first line says what is chosen, and whose second heads the columns."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B3"
    for line in lines:
        cells = [clean(value) if isinstance(value, str) else value for value in line]
        sheet.append([text_cell(sheet, value) for value in cells])


def said_of(table: Frameworks) -> str:
    """What is chosen, in words."""
    if table.only:
        return str(table.only)
    tone = f", {TONES[table.tone][1]}" if table.tone else ""
    return f"{table.level.label}{tone}"


def heading(chosen: str) -> Line:
    today = FactDate(timezone.localdate(), Precision.DAY)
    return [
        _("%(chosen)s. Bare det som er publisert, tatt ut %(date)s.")
        % {"chosen": chosen, "date": today}
    ]


def table_lines(table: Table, chosen: str, heads: Line) -> Iterable[Line]:
    organisations = table.named(table.organisations[:MOST])
    subjects = list(table.subjects[:MOST])
    left_out = [
        sentence % {"shown": MOST, "all": number}
        for number, sentence in (
            (table.subjects.count(), _("Bare de %(shown)s første av %(all)s rader er med.")),
            (
                len(table.organisations),
                _("Bare de %(shown)s første av %(all)s skoler og kontor er med."),
            ),
        )
        if number > MOST
    ]
    yield [*heading(chosen), *left_out]
    yield [*heads, *(text for each in organisations for text in columns(each))]
    for row in rows_of(subjects, organisations, VISITOR):
        yield [*head_of(row.subject), *numbers_of(row)]


def columns(organisation: Organisation) -> list[str]:
    """An organisation has three columns: activities confirmed and proposed, and its plans."""
    return [
        f"{organisation.name}: {what}"
        for what in (_("bekreftet"), _("foreslått"), _("egne planer"))
    ]


def head_of(subject: Subject) -> Line:
    if isinstance(subject, Action):
        return [f"{subject.dotted} {text_in(subject, 'text')}"]
    return [subject.heading.value, subject.get_status_display()]


def numbers_of(row: Row) -> list[int]:
    cells = [cell or Cell() for _organisation, cell in row.cells]
    return [
        number
        for cell in cells
        for number in (cell.activities.confirmed, cell.activities.proposed, cell.plans.total)
    ]


def gap_lines() -> Iterable[Line]:
    """Each number of the overview of gaps, beside what it is of."""
    gaps = Gaps.seen_by(VISITOR)
    yield heading(_("Hull i forankringen"))
    yield [_("Hva"), _("Hvor"), _("I alt"), _("Mangler"), _("Bare foreslått")]
    for level, answered in gaps.documents.items():
        yield [_("Planverk som ingen bygger på"), str(level.label), *lengths(answered)]
    points = _("Tiltakspunkter som ingen aktivitet bidrar til")
    yield [points, _("Internasjonalt handlingsprogram"), *lengths(gaps.points)]
    for level, missing in gaps.missing.items():
        activities = _("Aktiviteter som ikke når alle nivåene")
        yield [activities, str(level.label), gaps.activities, len(missing)]
    for kind, label in ((SCHOOL, _("Skoler")), (OFFICE, _("Opplæringskontor"))):
        members = Organisation.objects.visible_to(VISITOR).listed().of_kind(kind)
        idle = Members.seen_by(VISITOR).idle[kind]
        yield [_("Skoler og kontor uten aktivitet"), label, members.count(), len(idle)]
    yield [
        _("Planverk som ikke lenger gjelder, men som noe bygger på"),
        "",
        "",
        len(ended_in_use(VISITOR)),
    ]


def lengths(answered: Answered) -> list[int]:
    return [len(found) for found in answered]
