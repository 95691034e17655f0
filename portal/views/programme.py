"""The action programme: its measures and their points."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mobility.models import Activity
from network.permissions import VIEW_COUNTY_NOTES
from plans.anchoring import Node, resting_on
from plans.models import Action, Anchor, Measure, Programme

SHOWN = 25


def programme(request: HttpRequest) -> HttpResponse:
    """The current version with its three measures; what it rests on as a document."""
    current = Programme.objects.current()
    document = current.document if current else None
    up = Anchor.objects.from_any([document.pk], []) if document else Anchor.objects.none()
    return render(
        request,
        "portal/programme.html",
        {
            "programme": current,
            "document": document,
            "measures": Measure.objects.of(current),
            "up": up.visible_to(request.user),
            "successions": document.successions.shown_to(request.user) if document else [],
            "precessions": document.precessions.shown_to(request.user) if document else [],
            "shows_notes": request.user.has_perm(VIEW_COUNTY_NOTES),
        },
    )


def measure(request: HttpRequest, measure: int) -> HttpResponse:
    """One measure with its points."""
    found = get_object_or_404(Measure.objects.of(Programme.objects.current()), number=measure)
    return render(request, "portal/measure.html", {"measure": found})


def action(request: HttpRequest, measure: int, number: int) -> HttpResponse:
    """One point: what it rests on, and the plans and activities that answer to it."""
    points = Action.objects.of(Programme.objects.current())
    found = get_object_or_404(points, measure__number=measure, number=number)
    before, after = points.neighbours(found)
    activities = Activity.objects.visible_to(request.user).anchored_by(
        resting_on(Node(action=found.pk))
    )
    return render(
        request,
        "portal/action.html",
        {
            "action": found,
            "before": before,
            "after": after,
            "crumbs": [
                (_("Tiltak"), reverse("programme")),
                (found.measure, found.measure.get_absolute_url()),
            ],
            "up": Anchor.objects.from_any([], [found.pk]).visible_to(request.user),
            "down": Anchor.objects.to_action(found).visible_to(request.user),
            "activities": activities.with_owner().latest_first()[:SHOWN],
            "activity_count": activities.count(),
        },
    )
