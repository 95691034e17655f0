"""A document: its facts, its aims, what it rests on and what rests on it."""

from operator import attrgetter

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mobility.coverage import activities_that_reach, those_that_reach
from network.addresses import public_page
from network.models import User
from network.paging import page_of
from network.permissions import VIEW_COUNTY_NOTES, may
from plans.anchoring import node_of
from plans.below import Below
from plans.choices import Level
from plans.citing import Citation
from plans.drawing import Drawing
from plans.grouping import by_level
from plans.models import Anchor, LeaderDialogue, PolicyDocument
from plans.permissions import EDIT_PLANS, VIEW_DIALOGUE
from plans.succession import Line
from plans.views.anchor_sorts import PLANS
from plans.views.contests import contests_of

SHOWN = 25


def what_it_rests_on(found: PolicyDocument, viewer: User | AnonymousUser) -> dict[str, object]:
    """A plan's chains drawn whole; of any other document the first step up, level by level."""
    if found.level == Level.SCHOOL:
        return {"drawing": Drawing.of(node_of(found), viewer), "up": [], "up_count": 0}
    up = Anchor.objects.from_any([found.pk], []).visible_to(viewer)
    counts = up.counts_by_target()
    return {
        "drawing": None,
        "up": by_level(up[:SHOWN], attrgetter("target_level"), counts),
        "up_count": sum(counts.values()),
    }


@public_page("side")
@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    visible = PolicyDocument.objects.visible_to(request.user)
    found = get_object_or_404(visible.for_page(), slug=slug)
    shows_notes = may(request.user, VIEW_COUNTY_NOTES)
    owner = found.organisation
    may_read_dialogue = bool(owner) and may(request.user, VIEW_DIALOGUE, owner)
    below = Below.of(found, request.user)
    page = page_of(request, below.anchors)
    activities = activities_that_reach(node_of(found), request.user)
    return render(
        request,
        "portal/document.html",
        {
            "document": found,
            "shows_notes": shows_notes,
            "may_read_dialogue": may_read_dialogue,
            "latest_talk": LeaderDialogue.objects.latest_of(found) if may_read_dialogue else None,
            "may_edit": bool(owner) and may(request.user, EDIT_PLANS, owner),
            "contests": contests_of(found, request.user, PLANS) if owner else {},
            "facts_are_shown": found.is_checked or shows_notes,
            "line": Line(found, request.user),
            "citation": Citation(found, request.build_absolute_uri(found.get_absolute_url())),
            "everything": reverse("document_basis", args=[found.slug]),
            **what_it_rests_on(found, request.user),
            "page": page,
            "down": by_level(page, attrgetter("source_level"), below.counts),
            "activities": activities[:SHOWN],
            "activity_count": len(activities),
            "organisation_count": len(those_that_reach(node_of(found), request.user)),
        },
    )
