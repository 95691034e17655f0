"""The action programme: its measures and their points."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobility.models import Activity
from network.permissions import VIEW_COUNTY_NOTES, may
from plans.anchoring import Node, resting_on
from plans.models import Action, Anchor, Measure, Programme

SHOWN = 25


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The current version with its three measures; what it rests on as a document."""
    current = Programme.objects.current()
    document = current.document if current else None
    shows_notes = may(request.user, VIEW_COUNTY_NOTES)
    return render(
        request,
        "portal/programme.html",
        {
            "programme": current,
            "document": document,
            "measures": Measure.objects.of(current),
            "period_is_shown": document is not None and (document.is_checked or shows_notes),
        },
    )


@require_safe
def measure(request: HttpRequest, measure: int) -> HttpResponse:
    """One measure with its points."""
    found = get_object_or_404(Measure.objects.of(Programme.objects.current()), number=measure)
    return render(request, "portal/measure.html", {"measure": found})


@require_safe
def action(request: HttpRequest, measure: int, number: int) -> HttpResponse:
    """One point: what it rests on, and the plans and activities that answer to it."""
    points = Action.objects.of(Programme.objects.current())
    found = get_object_or_404(points, measure__number=measure, number=number)
    before, after = points.neighbours(found)
    down = Anchor.objects.to_action(found).visible_to(request.user)
    activities = Activity.objects.visible_to(request.user).anchored_by(
        resting_on(Node(action=found.pk), request.user)
    )
    return render(
        request,
        "portal/action.html",
        {
            "action": found,
            "programme": found.measure.programme.document,
            "before": before,
            "after": after,
            "crumbs": [
                (_("Tiltak"), reverse("programme")),
                (found.measure, found.measure.get_absolute_url()),
            ],
            "up": Anchor.objects.from_any([], [found.pk]).visible_to(request.user),
            "down": down[:SHOWN],
            "down_count": down.count(),
            "activities": activities.with_owner().latest_first()[:SHOWN],
            "activity_count": activities.count(),
        },
    )
