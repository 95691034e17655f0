"""Activities and partnerships as tables to take away.

Only what is public is written, whoever asks: a file travels further than a page.
"""

from __future__ import annotations

import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from mobility.choices import EducationProgramme, TargetGroup
from mobility.models import Activity, Partnership
from network.choices import named
from network.locales import country_name
from network.sheets import Column, Table
from network.texts import text_in
from plans.chains import Chains
from plans.choices import AnchorStatus, Level

Row = tuple[Activity, Chains]
STATES = {
    "confirmed": AnchorStatus.CONFIRMED.label,
    "proposed": AnchorStatus.PROPOSED.label,
    "missing": _("mangler"),
}


def state_at(level: Level, row: Row) -> str:
    """Whether a chain reaches the level, and whether confirmed steps alone do."""
    return str(STATES[row[1].levels[level]])


def iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


ACTIVITIES: Table[Row] = Table(
    "activities",
    _("Aktiviteter"),
    [
        Column("slug", _("Adresse i portalen"), lambda row: row[0].slug),
        Column("title", _("Tittel"), lambda row: row[0].title),
        Column("language", _("Språk"), lambda row: row[0].lang),
        Column("owner", _("Hvem"), lambda row: row[0].organisation.name),
        Column("kind", _("Type"), lambda row: row[0].get_kind_display()),
        Column("status", _("Status"), lambda row: row[0].get_status_display()),
        Column("starts", _("Fra"), lambda row: iso(row[0].starts_on)),
        Column("ends", _("Til"), lambda row: iso(row[0].ends_on)),
        Column("partner", _("Partner"), lambda row: row[0].partner),
        Column("place", _("Sted"), lambda row: row[0].place),
        Column(
            "country",
            _("Land"),
            lambda row: country_name(row[0].country) if row[0].country else None,
        ),
        Column("programme", _("Program"), lambda row: row[0].funding),
        Column(
            "target_groups",
            _("Målgruppe"),
            lambda row: named(row[0].target_groups, TargetGroup),
        ),
        Column(
            "education_programmes",
            _("Utdanningsprogram"),
            lambda row: named(row[0].education_programmes, EducationProgramme),
        ),
        Column(
            "themes",
            _("Tema"),
            lambda row: [text_in(theme, "name").value for theme in row[0].themes.all()],
        ),
        *(
            Column(f"reaches_{level.value}", level.label, partial(state_at, level))
            for level in Level.from_the_top()
        ),
    ],
)


PARTNERSHIPS: Table[Partnership] = Table(
    "partnerships",
    _("Samarbeid"),
    [
        Column("slug", _("Adresse i portalen"), lambda row: row.slug),
        Column("title", _("Tittel"), lambda row: row.title),
        Column("language", _("Språk"), lambda row: row.lang),
        Column("owner", _("Hvem"), lambda row: row.organisation.name),
        Column("kind", _("Type"), lambda row: row.get_kind_display()),
        Column("starts", _("Fra"), lambda row: iso(row.starts_on)),
        Column("ends", _("Til"), lambda row: iso(row.ends_on)),
        Column("approval", _("Godkjenning"), lambda row: row.get_approval_display()),
        Column("approved_from", _("Godkjent fra"), lambda row: iso(row.approved_from)),
        Column("approved_to", _("Godkjent til"), lambda row: iso(row.approved_to)),
        Column("subjects", _("Fag"), lambda row: row.subjects),
        Column("parties", _("Parter"), lambda row: [str(party) for party in row.present]),
        Column(
            "countries",
            _("Land"),
            lambda row: sorted({country_name(party.country) for party in row.present}),
        ),
    ],
)
