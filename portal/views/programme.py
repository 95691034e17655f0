"""The action programme: its measures and their points, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobility.contributions import activities_for, counts_for, ways_to
from mobility.coverage import those_that_reach
from network.addresses import public_page
from network.models import User
from network.paging import page_of
from network.permissions import VIEW_COUNTY_NOTES, may
from network.texts import Text
from plans.anchoring import node_of
from plans.below import Below
from plans.drawing import Drawing
from plans.models import (
    Action,
    ActionParty,
    Indicator,
    Measure,
    PoliticalTreatment,
    Programme,
)
from plans.progress import standing_of

SHOWN = 25


class Row(NamedTuple):
    """A point in a list, with how many activities contribute to it."""

    action: Action
    activity_count: int


def rows_of(
    measures: Iterable[Measure], viewer: User | AnonymousUser
) -> list[tuple[Measure, list[Row]]]:
    """Each measure with its points in use."""
    listed = [(measure, list(measure.actions.all())) for measure in measures]
    counts = counts_for([action for _measure, actions in listed for action in actions], viewer)
    return [
        (measure, [Row(action, counts[action.pk]) for action in actions])
        for measure, actions in listed
    ]


def responsible_for(measures: Iterable[Measure]) -> list[ActionParty]:
    """Who answers for the points of the measures, each organisation once."""
    by_organisation: dict[int, ActionParty] = {}
    for measure in measures:
        for action in measure.actions.all():
            for party in action.responsible:
                by_organisation.setdefault(party.organisation_id, party)
    return list(by_organisation.values())


def trail_to(action: Action) -> list[tuple[str, str]]:
    """The pages above a point's."""
    measure = action.measure
    return [(_("Tiltak"), reverse("programme")), (str(measure), measure.get_absolute_url())]


@public_page()
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The current version with its three measures; what it rests on as a document."""
    current = Programme.objects.current()
    document = current.document if current else None
    shows_notes = may(request.user, VIEW_COUNTY_NOTES)
    measures = Measure.objects.of(current).with_parties()
    counts = Indicator.objects.counts_by_measure()
    return render(
        request,
        "portal/programme.html",
        {
            "programme": current,
            "document": document,
            "facts_are_shown": bool(document and document.is_checked) or shows_notes,
            "treatments": (
                list(PoliticalTreatment.objects.of(current, unsure_too=shows_notes))
                if current
                else []
            ),
            "measures": [
                (measure, rows, counts.get(measure.pk, 0))
                for measure, rows in rows_of(measures, request.user)
            ],
            "responsible": responsible_for(measures),
        },
    )


@public_page("status")
@require_safe
def measure(request: HttpRequest, measure: int) -> HttpResponse:
    """One measure: its points, all or those of one status, and what is counted."""
    measures = Measure.objects.of(Programme.objects.current()).with_parties()
    found = get_object_or_404(measures, number=measure)
    [(_measure, rows)] = rows_of([found], request.user)
    asked = request.GET.get("status")
    chosen = next((part for part in found.progress if part.status == asked), None)
    return render(
        request,
        "portal/measure.html",
        {
            "measure": found,
            "rows": [row for row in rows if not chosen or standing_of(row.action) == chosen.status],
            "chosen": chosen,
            "is_unknown": bool(asked) and not chosen,
            "responsible": responsible_for([found]),
            "indicators": list(Indicator.objects.of_measure(found)),
        },
    )


@public_page("side")
@require_safe
def action(request: HttpRequest, measure: int, number: int) -> HttpResponse:
    """One point: how it stands, what it rests on, and the plans and activities that answer."""
    points = Action.objects.of(Programme.objects.current())
    found = get_object_or_404(points.for_page(), measure__number=measure, number=number)
    before, after = points.neighbours(found)
    page = page_of(request, activities_for(found, request.user))
    down = Below.of(found, request.user).anchors
    return render(
        request,
        "portal/action.html",
        {
            "action": found,
            "before": before,
            "after": after,
            "crumbs": trail_to(found),
            "indicators": list(Indicator.objects.of_action(found)),
            "drawing": Drawing.of(node_of(found), request.user),
            "start": Text(str(found), get_language() or "nb"),
            "everything": reverse("action_basis", args=[measure, number]),
            "down": down[:SHOWN],
            "down_count": len(down),
            "page": page,
            "contributions": ways_to(found, page, request.user),
            "organisation_count": len(those_that_reach(node_of(found), request.user)),
        },
    )


@public_page("side")
@require_safe
def answers(request: HttpRequest, measure: int, number: int) -> HttpResponse:
    """All that rests directly on a point: plans, other documents and other points."""
    points = Action.objects.of(Programme.objects.current())
    found = get_object_or_404(points, measure__number=measure, number=number)
    page = page_of(request, Below.of(found, request.user).anchors)
    return render(
        request, "portal/answers.html", {"action": found, "page": page, "crumbs": trail_to(found)}
    )
