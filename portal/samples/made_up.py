"""Rows that lie in no database: enough of each model for a template to draw it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Hidden, Layout, Reset, Submit
from django import forms
from django.db import models

from mobility.coverage import Cell, Count
from mobility.models import Activity
from network.choices import RoleKind
from network.models import ContactPoint, Invitation, Organisation
from plans.choices import Level
from plans.drawing import DrawnStep, DrawnStrand, Edge
from plans.models import (
    Action,
    ActionParty,
    Aim,
    Anchor,
    Indicator,
    IndicatorValue,
    Measure,
    PolicyDocument,
    Programme,
    ProgressReport,
)

NOON = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
SENTENCE = "Flere elever og lærlinger skal få et opphold i utlandet i løpet av opplæringen. "
LONG_TITLE = (
    "Felleserklæring fra ministrene med ansvar for yrkesfaglig opplæring i medlemslandene, "
    "kandidatlandene og EØS-landene, partene i arbeidslivet og Europakommisjonen om tettere "
    "samarbeid, bærekraft, inkludering og omstilling i skoler, opplæringskontor og "
    "lærebedrifter fram mot 2030, vedtatt på tre møter"
)
LONG_WORD = "Yrkesopplæringskvalitetssikringsrammeverksgjennomføringsforskriften"


def related(row: models.Model, **sets: Sequence[models.Model]) -> None:
    """Give a row the rows that would have been fetched with it, as Django's prefetching does."""
    fetched = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in sets.items():
        fetched[name] = getattr(row, name).none()
        fetched[name]._result_cache = list(rows)


SCHOOL = Organisation(
    pk=1, slug="eksempel", name="Eksempel videregående skole", kind="upper_secondary_school"
)
COUNTY = Organisation(
    pk=2, slug="fylket", name="Eksempel fylkeskommune", kind="county_council", confidence="high"
)
OFFICE = Organisation(
    pk=3, slug="kontoret", name="Nytt kontor", former_names=["Gammelt kontor"], confidence="high"
)


def document(level: str = Level.EUROPEAN, title: str = "Eksempelerklæringen", **more: Any) -> Any:
    """A document in force; a plan where it is a school's."""
    given: dict[str, Any] = {
        "pk": 1,
        "slug": "eksempel",
        "kind": "plan" if level == Level.SCHOOL else "declaration",
        "status": "in_force",
        "organisation": SCHOOL if level == Level.SCHOOL else None,
        "title_lang": "nb",
    }
    return PolicyDocument(**{**given, "level": level, "title": title, **more})


PROGRAMME_DOCUMENT = document(
    Level.PROGRAMME,
    "Internasjonalt handlingsprogram (eksempel)",
    status="in_process",
    valid_from_on=datetime.date(2020, 1, 1),
    valid_from_precision="year",
)
PROGRAMME = Programme(pk=1, document=PROGRAMME_DOCUMENT, area_nb="Utdanning og kompetanse")
MEASURE = Measure(pk=1, programme=PROGRAMME, number=1, title_nb="Flere skal ut")
POINT = Action(pk=1, measure=MEASURE, number=1, text_nb="Gi råd til skoler som vil søke.")
OTHER_POINT = Action(pk=2, measure=MEASURE, number=2, text_nb=SENTENCE * 2)
THIRD_POINT = Action(pk=3, measure=MEASURE, number=3, text_nb="Samle erfaringer.")
REPORT = ProgressReport(
    pk=1,
    action=POINT,
    reported_on=NOON.date(),
    status="under_way",
    text_nb="To samlinger er holdt.",
    is_demo=True,
)
PARTIES = [
    ActionParty(pk=1, action=POINT, organisation=COUNTY, kind="responsible"),
    ActionParty(
        pk=2, action=POINT, organisation=OFFICE, kind="partner", name_in_programme="Gammelt kontor"
    ),
]
related(POINT, reports=[REPORT], parties=PARTIES)
related(OTHER_POINT, reports=[], parties=[])
related(THIRD_POINT, reports=[], parties=PARTIES[1:])
related(MEASURE, actions=[POINT, OTHER_POINT, THIRD_POINT])

EUROPEAN = document(translated_title_nb="Eksempelerklæringen om mer samarbeid")
REGIONAL = document(Level.REGIONAL, "Regional plan (eksempel)", status="expired")
PLAN = document(Level.SCHOOL, "Skolens internasjonale strategi (eksempel)")
AIM = Aim(pk=1, document=EUROPEAN, key="2", text_nb=SENTENCE)


def anchor(**ends: Any) -> Anchor:
    """A proposed anchor, between the ends that are named."""
    why = {"rationale_nb": "Planen svarer på målet med to opphold i året.", "basis": "Planen, s. 4"}
    return Anchor(**{**why, **ends})


CONFIRMED = {"status": "confirmed", "confirmed_at": NOON}
ANCHORS_UP = [
    anchor(target_action=POINT, **CONFIRMED),
    anchor(target_document=REGIONAL),
    anchor(target_aim=AIM),
]
ANCHORS_DOWN = [
    anchor(source_action=OTHER_POINT, target_document=EUROPEAN, **CONFIRMED),
    anchor(source_document=PLAN, target_aim=AIM),
]

ACTIVITY = Activity(
    pk=1,
    slug="eksempel",
    organisation=SCHOOL,
    title="Elever i praksis i Tartu (eksempel)",
    kind="exchange",
    status="granted",
    country="EE",
    lang="nb",
)
LONG_ACTIVITY = Activity(
    pk=2,
    slug="lang",
    organisation=SCHOOL,
    title=LONG_TITLE,
    kind="application",
    status="applied",
    lang="nb",
)


def short_of(activity: Activity, levels: list[Level]) -> Activity:
    """The activity as Min side lists it, with the levels it does not reach."""
    listed = copy(activity)
    vars(listed)["missed_levels"] = levels
    return listed


SHORT_OF_LEVELS = [
    short_of(ACTIVITY, list(Level)),
    short_of(LONG_ACTIVITY, [Level.EUROPEAN]),
]
LEVELS = dict(
    zip(Level, ["confirmed", "confirmed", "missing", "proposed", "proposed"], strict=True)
)
NO_LEVELS = dict.fromkeys(Level, "missing")
CHAINS = SimpleNamespace(
    levels=LEVELS, reached_count=4, confirmed_count=2, missing=[Level.REGIONAL]
)
EVERYTHING = "/aktiviteter/eksempel/grunnlag/"


def strand(origin: DrawnStep | None, *steps: DrawnStep) -> DrawnStrand:
    return DrawnStrand(origin, list(steps))


FIRST = DrawnStep(Edge(PLAN, anchor(target_document=PLAN, **CONFIRMED)), 1, None)
SECOND = DrawnStep(Edge(POINT, ANCHORS_UP[0]), 2, None)
THIRD = DrawnStep(Edge(PROGRAMME_DOCUMENT), 3, None)
FOURTH = DrawnStep(Edge(AIM, ANCHORS_UP[2]), 4, None)
FIFTH = DrawnStep(Edge(REGIONAL, ANCHORS_UP[1]), 5, 4)
ENDED = SimpleNamespace(rows=[(REGIONAL, [EUROPEAN])], total=1, is_cut=False)
NOTHING_ENDED = SimpleNamespace(rows=[], total=0, is_cut=False)
REACHED = SimpleNamespace(
    rows=[SimpleNamespace(edge=Edge(AIM)), SimpleNamespace(edge=Edge(EUROPEAN))],
    total=27,
    is_cut=True,
)
DRAWING = SimpleNamespace(
    chains=CHAINS,
    reached_count=5,
    ended_count=1,
    main=[strand(None, FIRST, SECOND, THIRD, FOURTH)],
    branches=[(FIRST, [strand(FIRST, FIFTH)])],
    is_cut=False,
    own_ended=ENDED,
    other_ended=NOTHING_ENDED,
)

COLUMNS = [SCHOOL, OFFICE]
COVERAGE = [
    SimpleNamespace(
        subject=EUROPEAN,
        cells=[(SCHOOL, Cell(Count(2, 1))), (OFFICE, Cell(plans=Count(1, 1)))],
    ),
    SimpleNamespace(subject=REGIONAL, cells=[(SCHOOL, None), (OFFICE, Cell(Count(0, 3)))]),
]

INDICATOR = Indicator(
    pk=1,
    measure=MEASURE,
    key="eksempel",
    name_nb="Elever på opphold i utlandet",
    unit_nb="personer",
    baseline=Decimal(40),
    baseline_year=2023,
    target=Decimal(120),
    target_year=2027,
    source="Oppdiktet",
    is_demo=True,
)
related(
    INDICATOR,
    values=[
        IndicatorValue(pk=1, indicator=INDICATOR, year=2024, value=Decimal(52)),
        IndicatorValue(pk=2, indicator=INDICATOR, year=2026, value=Decimal("87.5"), note="Anslag"),
    ],
)
EMPTY_INDICATOR = Indicator(pk=2, measure=MEASURE, key="tom", name_nb="Skoler i nettverket")
related(EMPTY_INDICATOR, values=[])

INVITATION = Invitation(
    organisation=SCHOOL, kind=RoleKind.COLLEAGUE, email="nora@example.org", expires_at=NOON
)
CONTACT = ContactPoint(
    organisation=COUNTY,
    role_nb="Rådgiver for internasjonalisering",
    email="post@example.org",
    url="https://example.org/",
)


class SampleForm(forms.Form):
    """One field of each kind, some with help, some optional, one with a very long label."""

    name = forms.CharField(label="Hva heter aktiviteten?", help_text="Et kort navn.")
    email = forms.EmailField(label="E-post")
    text = forms.CharField(label="Om aktiviteten", required=False, widget=forms.Textarea)
    long = forms.CharField(label=LONG_TITLE, help_text=LONG_TITLE, required=False)
    kind = forms.ChoiceField(label="Slag", choices=[("a", "Utveksling"), ("b", "Hospitering")])
    who = forms.ChoiceField(
        label="Hvem reiser?",
        choices=[("elever", "Elever"), ("ansatte", "Ansatte")],
        widget=forms.RadioSelect,
    )
    where = forms.MultipleChoiceField(
        label="Hvor?",
        choices=[("Norden", [("fi", "Finland")]), ("Europa", [("pt", "Portugal")])],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Ledelsen har sagt ja", help_text="Skriv når i neste steg.")
    hidden = forms.CharField(widget=forms.HiddenInput)


class SampleFilter(forms.Form):
    """Ways to narrow a list."""

    what = forms.ChoiceField(label="Hendelse", choices=[("", "Alle"), ("a", LONG_TITLE)])
    where = forms.ChoiceField(label="Organisasjon", choices=[("", "Alle"), ("a", "Nes skole")])


class LaidOutForm(forms.Form):
    """A form whose code says how its fields stand together."""

    starts = forms.CharField(label="Fra")
    ends = forms.CharField(label="Til")
    place = forms.CharField(label="Sted", required=False)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.attrs = {"class": "form"}
        helper.layout = Layout(Fieldset("Periode", "starts", "ends"), Div("place"))
        helper.add_input(Submit("", "Søk om plass"))
        helper.add_input(Reset("", "Begynn på nytt"))
        helper.add_input(Hidden("runde", "1"))
        return helper


# Made anew for each who asks: a form remembers what of it is drawn.
WRONG_FORM = partial(
    SampleForm, {"email": "feil", "long": LONG_WORD, "who": "elever", "hidden": "x"}
)
