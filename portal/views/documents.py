"""A document: its facts, its aims, what it rests on and what rests on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mobility.models import Activity
from network.permissions import VIEW_COUNTY_NOTES
from plans.anchoring import Node, resting_on
from plans.choices import Level
from plans.models import Anchor, PolicyDocument

SHOWN = 25


def document(request: HttpRequest, slug: str) -> HttpResponse:
    visible = PolicyDocument.objects.visible_to(request.user)
    found = get_object_or_404(visible.for_page(request.user), slug=slug)
    if found.level == Level.PROGRAMME:
        return redirect("programme", permanent=False)
    shows_notes = request.user.has_perm(VIEW_COUNTY_NOTES)
    activities = Activity.objects.visible_to(request.user).anchored_by(
        resting_on(Node(document=found.pk))
    )
    return render(
        request,
        "portal/document.html",
        {
            "document": found,
            "shows_notes": shows_notes,
            "facts_are_shown": found.is_checked or shows_notes,
            "up": Anchor.objects.from_any([found.pk], []).visible_to(request.user),
            "down": Anchor.objects.to_document(found).visible_to(request.user),
            "activities": activities.with_owner().latest_first()[:SHOWN],
            "activity_count": activities.count(),
        },
    )
