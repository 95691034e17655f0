"""The list of components: the page `/stil/` shows it, and the tests look at each."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from mobility.activity_forms import STEPS
from mobility.application_parts import Piece
from mobility.choices import ActivityStatus
from network.ownership import Thing, Things
from network.shared_forms import Other
from network.texts import Text
from plans.basis import FIRM, LOOSE
from plans.choices import ProgressStatus, Status
from plans.highlights import START, STOP, Hit, Hits
from plans.library import Choice, Chosen, Facet, Row
from portal.county import Matter
from portal.my_page import LISTINGS
from portal.samples import made_up


@dataclass(frozen=True)
class Sample:
    """A component's template and the states to show it in, each with its context."""

    name: Promise
    template: str
    states: dict[str, dict[str, Any]]

    def drawn(self, request: HttpRequest) -> list[tuple[str, SafeString]]:
        """Each state's name with its HTML."""
        return [
            (state, draw(self.template, context, request)) for state, context in self.states.items()
        ]


def draw(template: str, context: dict[str, Any], request: HttpRequest) -> SafeString:
    html = render_to_string(template, context, request)
    # A page of samples opens at its top, whatever a form with errors asks for.
    return mark_safe(html.replace(" autofocus", ""))  # noqa: S308  (a template's own HTML)


def only(**context: Any) -> dict[str, dict[str, Any]]:
    """The one state of a component that has no others."""
    return {"": context}


def text(value: str) -> Text:
    return Text(value, "nb")


def choices(group: str, count: int, chosen: int) -> list[Choice]:
    labels = ["Bærekraft", made_up.LONG_WORD, *(f"Tema {number}" for number in range(3, count + 1))]
    return [
        Choice(f"{group}-{at}", f"{at}", text(label), 2 * at, at == chosen)
        for at, label in enumerate(labels[:count])
    ]


def row(document: Any, *hits: Hit) -> Row:
    return Row(document, Hits(list(hits)) if hits else None)


TITLE_HIT = Hit("heading", "", "nb", f"{START}Eksempel{STOP}erklæringen")
AIM_HIT = Hit("aim", "2", "nb", made_up.SENTENCE.replace("lærlinger", f"{START}lærlinger{STOP}"))
LONG_DOCUMENT = made_up.document(title=made_up.LONG_TITLE, kind="bill", confidence="low")
UNBROKEN_DOCUMENT = made_up.document(title=made_up.LONG_WORD * 4, status="replaced")


@dataclass(frozen=True)
class Message:
    """What a page tells once, with the tags that choose its colour."""

    words: str
    tags: str

    def __str__(self) -> str:
        return self.words


STATUSES = [
    (_("Dokumenter"), Status),
    (_("Aktiviteter"), ActivityStatus),
    (_("Tiltakspunkter"), ProgressStatus),
]
SAMPLES = [
    Sample(_("Tekst og lenker"), "style/_text.html", only(long_word=made_up.LONG_WORD)),
    Sample(_("Knapper"), "style/_buttons.html", only()),
    Sample(_("Status"), "style/_statuses.html", only(kinds=STATUSES)),
    Sample(
        _("Forankringens tilstand"),
        "partials/_state.html",
        {
            "confirmed": {"anchor": made_up.ANCHORS_UP[0]},
            "proposed": {"anchor": made_up.ANCHORS_UP[2]},
        },
    ),
    Sample(_("Status for et punkt"), "portal/_report.html", only(report=made_up.REPORT)),
    Sample(
        _("Meldinger"),
        "partials/_messages.html",
        only(
            messages=[
                Message("Planen er lagret.", "success"),
                Message("Noe å vite før du går videre.", "info"),
                Message("Noen andre har endret planen.", "warning"),
                Message("Planen kunne ikke lagres.", "error"),
            ]
        ),
    ),
    Sample(_("Ukjent filter"), "partials/_unknown_filter.html", only()),
    Sample(_("Svikt"), "partials/_failure.html", {"empty until a list could not be fetched": {}}),
    Sample(_("Skjema med feil"), "style/_form.html", only(form=made_up.WRONG_FORM)),
    Sample(_("Utvalg over en liste"), "partials/_filters.html", only(form=made_up.SampleFilter)),
    Sample(_("Skjema med oppsett"), "style/_layout.html", only(form=made_up.LaidOutForm)),
    Sample(
        _("Brødsmuler"),
        "partials/breadcrumbs.html",
        only(crumbs=[("Tiltak", "/tiltak/"), (made_up.MEASURE, "/tiltak/1/")]),
    ),
    Sample(
        _("Sider"),
        "partials/pagination.html",
        only(page=Paginator(range(225), 25).page(5), query="tema=vet&"),
    ),
    Sample(
        _("Antall"),
        "partials/_count.html",
        {"few": {"number": 3, "rows": "li"}, "none": {"number": 0, "rows": "li"}},
    ),
    Sample(
        _("Valg i en gruppe"),
        "plans/_facet.html",
        {
            "one": {
                "facet": Facet("gjelder", "Gjelder", choices("gjelder", 3, chosen=1), False, 6)
            },
            "many, folded": {
                "facet": Facet("tema", "Tema", choices("tema", 12, chosen=0), True, 132)
            },
        },
    ),
    Sample(
        _("Det som er valgt"),
        "plans/_chosen.html",
        only(
            chosen=[
                Chosen("Søk", text("«praksis»"), "tema=vet"),
                Chosen("Utgiver", text(made_up.LONG_WORD), "q=praksis"),
            ],
            base="/planverk/",
        ),
    ),
    Sample(
        _("Dokumenter og treff"),
        "plans/_documents.html",
        {
            "plain": {"rows": [row(made_up.EUROPEAN)], "shows_level": True},
            "hits": {
                "rows": [row(made_up.EUROPEAN, TITLE_HIT, *[AIM_HIT] * 3)],
                "shows_level": True,
            },
            "300 characters": {"rows": [row(LONG_DOCUMENT)], "shows_level": True},
            "no space to break at": {"rows": [row(UNBROKEN_DOCUMENT)], "shows_level": True},
            "a school's plan": {"rows": [row(made_up.PLAN)], "shows_level": False},
        },
    ),
    Sample(
        _("Aktiviteter"),
        "partials/_activities.html",
        only(
            rows=[
                (made_up.ACTIVITY, made_up.CHAINS),
                (made_up.LONG_ACTIVITY, SimpleNamespace(levels=made_up.NO_LEVELS)),
            ],
            show_owner=True,
        ),
    ),
    Sample(
        _("Nivåer, og det som mangler"),
        "partials/_levels.html",
        only(drawing=made_up.DRAWING, everything=made_up.EVERYTHING),
    ),
    Sample(
        _("Kjeder"),
        "partials/_chains.html",
        only(
            drawing=made_up.DRAWING,
            start=text("Elever i praksis i Tartu (eksempel)"),
            everything=made_up.EVERYTHING,
            host="forankring.example.org",
        ),
    ),
    Sample(
        _("Europeiske mål"),
        "mobility/_reached.html",
        {
            state: {
                "part": made_up.REACHED,
                "state": state,
                "strength": strength,
                "everything": made_up.EVERYTHING,
            }
            for state, strength in (("confirmed", FIRM), ("proposed", LOOSE))
        },
    ),
    Sample(
        _("Forankringer oppover"),
        "partials/_anchors_up.html",
        only(anchors=made_up.ANCHORS_UP, grouped=False),
    ),
    Sample(
        _("Forankringer nedover"),
        "partials/_anchors_down.html",
        only(anchors=made_up.ANCHORS_DOWN, grouped=False),
    ),
    Sample(
        _("Aktiviteter som når hit"),
        "partials/_answering.html",
        only(
            document=made_up.EUROPEAN,
            activities=[made_up.ACTIVITY, made_up.LONG_ACTIVITY],
            count=26,
            organisation_count=2,
        ),
    ),
    Sample(
        _("Fakta"),
        "portal/_programme_facts.html",
        only(
            document=made_up.PROGRAMME_DOCUMENT,
            programme=made_up.PROGRAMME,
            facts_are_shown=True,
            responsible=made_up.PARTIES,
        ),
    ),
    Sample(
        _("Punkter"),
        "portal/_points.html",
        only(rows=[(made_up.POINT, 4), (made_up.OTHER_POINT, 0), (made_up.THIRD_POINT, 0)]),
    ),
    Sample(_("Status for et tiltak"), "portal/_measure_status.html", only(measure=made_up.MEASURE)),
    Sample(
        _("Indikatorer, med diagram og tabell"),
        "portal/_indicators.html",
        only(indicators=[made_up.INDICATOR, made_up.EMPTY_INDICATOR], shows_point=False),
    ),
    Sample(
        _("Ordlyden i grunnlaget"),
        "portal/_in_deck.html",
        only(
            document=made_up.document(
                title_in_deck="Eksempel deklarasjonen",
                title_in_deck_lang="nb",
                url_in_deck=f"https://example.org/{'a' * 90}",
                statement_in_deck="Alle skal ut.",
                statement_in_deck_lang="nb",
                level_in_deck="national",
            )
        ),
    ),
    Sample(
        _("Ordlyden i programmet"),
        "portal/_wording.html",
        only(wording=made_up.SENTENCE, LANGUAGE_CODE="en"),
    ),
    Sample(_("Kontakt"), "partials/_contact.html", only(contact=made_up.CONTACT)),
    Sample(_("Visninger av forankringen"), "portal/_coverage_views.html", only()),
    Sample(_("Tegn i dekningstabellen"), "portal/_coverage_key.html", only()),
    Sample(
        _("Dekningstabell"),
        "portal/_coverage_table.html",
        only(
            rows=made_up.COVERAGE,
            columns=made_up.COLUMNS,
            corner="Planverk",
            head="portal/_coverage_document.html",
            level="european",
        ),
    ),
    Sample(
        _("Det som venter"),
        "portal/_matters.html",
        only(
            matters=[
                Matter(made_up.LONG_TITLE, made_up.LONG_WORD, 126, "126", "#"),
                Matter(made_up.LONG_TITLE, "", 0, "0", "#"),
            ]
        ),
    ),
    Sample(
        _("Når ikke alle nivåene"),
        "portal/_my_rows.html",
        only(
            rows=made_up.SHORT_OF_LEVELS,
            listing=LISTINGS["hull"],
        ),
    ),
    Sample(
        _("Det som hører til en rolle"),
        "network/_left_things.html",
        only(
            groups=[
                Things(
                    "Aktiviteter",
                    [
                        Thing(text(made_up.LONG_TITLE), "#", is_draft=True, ends_on=None),
                        Thing(text(made_up.LONG_WORD), "#", False, made_up.NOON.date()),
                    ],
                )
            ]
        ),
    ),
    Sample(
        _("Invitasjoner som hører til en rolle"),
        "network/_left_invitations.html",
        only(invitations=[made_up.INVITATION]),
    ),
    Sample(
        _("Steg i et arbeid"),
        "mobility/_steps.html",
        only(steps=STEPS.values(), activity=made_up.ACTIVITY, current=next(iter(STEPS))),
    ),
    Sample(
        _("Det en aktivitet bygger på"),
        "plans/_anchor_target.html",
        {
            name: {"anchor": anchor, "document": anchor.onward_document}
            for name, anchor in zip(("punkt", "dokument", "mål"), made_up.ANCHORS_UP, strict=True)
        },
    ),
    Sample(
        _("Det en annen har skrevet"),
        "partials/_others.html",
        only(
            others=[
                Other(_("Tittel"), made_up.SENTENCE, "nb"),
                Other(_("Sted"), made_up.LONG_WORD, ""),
                Other(_("Land"), "", ""),
            ]
        ),
    ),
    Sample(_("En annens tekst"), "partials/_other.html", only(other=made_up.SENTENCE)),
    Sample(
        _("Det som mangler"),
        "mobility/_missing.html",
        only(
            may_edit=True,
            missing=[
                SimpleNamespace(text=made_up.SENTENCE, url="#"),
                SimpleNamespace(text=made_up.LONG_WORD, url=""),
            ],
        ),
    ),
    Sample(
        _("Hvor lang teksten er"),
        "mobility/_length.html",
        {
            "grense": {
                "answer": SimpleNamespace(length=498, max_length=5000, has_own_limit=False),
                "is_sure": True,
            },
            "usikker grense": {
                "answer": SimpleNamespace(length=498, max_length=5000, has_own_limit=False),
                "is_sure": False,
            },
            "uten grense": {
                "answer": SimpleNamespace(length=498, max_length=None, has_own_limit=False),
                "is_sure": True,
            },
        },
    ),
    Sample(
        _("Kilder i en søknad"),
        "mobility/_sources.html",
        only(
            lang="nb",
            sources=[
                SimpleNamespace(number=1, pieces=[Piece(made_up.SENTENCE, "nb")]),
                SimpleNamespace(
                    number=2, pieces=[Piece("EU (2021). ", "nb"), Piece(made_up.LONG_WORD, "en")]
                ),
            ],
        ),
    ),
    Sample(_("Bokser"), "style/_boxes.html", only()),
    Sample(_("Tauet"), "style/_rope.html", only()),
]
