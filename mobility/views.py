"""Activities, and what each of them rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mobility.chains import with_chains
from mobility.models import Activity, ActivityAnchor
from network.addresses import public_page
from network.paging import other_parameters, page_of
from network.texts import Text
from plans.anchoring import node_of
from plans.drawing import Drawing
from plans.models import PolicyDocument


@public_page("dokument", "side")
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Activities, newest first, all or those that reach one document, with their levels."""
    found = Activity.objects.visible_to(request.user)
    asked = request.GET.get("dokument", "")
    document = PolicyDocument.objects.visible_to(request.user).at(asked)
    if document:
        found = found.resting_on(node_of(document), request.user)
    page = page_of(request, found.with_owner().latest_first())
    return render(
        request,
        "mobility/activities.html",
        {
            "page": page,
            "rows": with_chains(page, request.user),
            "document": document,
            "is_unknown": bool(asked) and not document,
            "query": other_parameters(request, {"dokument"}) if document else "",
        },
    )


@public_page()
@require_safe
def activity(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity with every chain upward."""
    found = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), slug=slug)
    [(_activity, chains)] = with_chains([found], request.user)
    drawing = Drawing(chains, request.user, ActivityAnchor.objects.standing())
    return render(
        request,
        "mobility/activity.html",
        {
            "activity": found,
            "drawing": drawing,
            "everything": reverse("activity_basis", args=[found.slug]),
            "start": Text(found.title, found.lang),
        },
    )
