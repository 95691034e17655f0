"""A document: its facts, its aims, what it rests on and what rests on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mobility.models import Activity
from network.permissions import VIEW_COUNTY_NOTES, may
from plans.anchoring import Node, resting_on
from plans.models import Anchor, PolicyDocument

SHOWN = 25


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    visible = PolicyDocument.objects.visible_to(request.user)
    found = get_object_or_404(visible.for_page(request.user), slug=slug)
    shows_notes = may(request.user, VIEW_COUNTY_NOTES)
    down = Anchor.objects.to_document(found).visible_to(request.user)
    activities = Activity.objects.visible_to(request.user).anchored_by(
        resting_on(Node(document=found.pk), request.user)
    )
    return render(
        request,
        "portal/document.html",
        {
            "document": found,
            "shows_notes": shows_notes,
            "facts_are_shown": found.is_checked or shows_notes,
            "up": Anchor.objects.from_any([found.pk], []).visible_to(request.user),
            "down": down[:SHOWN],
            "down_count": down.count(),
            "activities": activities.with_owner().latest_first()[:SHOWN],
            "activity_count": activities.count(),
        },
    )
