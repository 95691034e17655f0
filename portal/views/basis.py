"""Everything that an activity, a document or a point rests on, as one list."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobility.chains import with_chains
from mobility.models import Activity, ActivityAnchor
from network.addresses import public_page
from network.paging import page_of
from network.texts import Text
from plans.anchor_querysets import AnchorQuerySet
from plans.anchoring import node_of
from plans.basis import PARAMETERS, Basis
from plans.chains import Chains, Graph
from plans.drawing import arrivals
from plans.models import Action, Anchor, PolicyDocument, Programme
from portal.views.programme import trail_to


class Start(NamedTuple):
    """What the list is about, its page, and the trail of pages down to that."""

    title: Text
    url: str
    crumbs: list[tuple[str, str]]


@public_page(*PARAMETERS, "side")
@require_safe
def activity(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Activity.objects.visible_to(request.user), slug=slug)
    [(_activity, chains)] = with_chains([found], request.user)
    crumbs = [(_("Aktiviteter"), reverse("activities"))]
    start = Start(Text(found.title, found.lang), found.get_absolute_url(), crumbs)
    return basis(request, start, chains, ActivityAnchor.objects.standing())


@public_page(*PARAMETERS, "side")
@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(PolicyDocument.objects.visible_to(request.user), slug=slug)
    chains = Graph([node_of(found)], request.user).chains_of(node_of(found))
    crumbs = [(_("Planverk"), reverse("library"))]
    start = Start(found.heading, found.get_absolute_url(), crumbs)
    return basis(request, start, chains, Anchor.objects.standing())


@public_page(*PARAMETERS, "side")
@require_safe
def action(request: HttpRequest, measure: int, number: int) -> HttpResponse:
    points = Action.objects.of(Programme.objects.current())
    found = get_object_or_404(points, measure__number=measure, number=number)
    chains = Graph([node_of(found)], request.user).chains_of(node_of(found))
    title = Text(str(found), get_language() or "nb")
    start = Start(title, found.get_absolute_url(), trail_to(found))
    return basis(request, start, chains, Anchor.objects.standing())


def basis(
    request: HttpRequest, start: Start, chains: Chains, own: AnchorQuerySet[Any]
) -> HttpResponse:
    """All that the chains reach, or what is chosen of it, level by level."""
    chosen = Basis(chains, request.GET)
    page = page_of(request, chosen.rows)
    rows = arrivals(list(page), request.user, own)
    levels = groupby(rows, lambda row: row.edge.level)
    return render(
        request,
        "portal/basis.html",
        {
            "start": start,
            "basis": chosen,
            "page": page,
            "groups": [(level, list(found)) for level, found in levels],
        },
    )
