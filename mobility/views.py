"""Activities, and what each of them rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mobility.chains import with_chains
from mobility.models import Activity
from network.paging import other_parameters, page_of
from plans.anchoring import in_force_after, node_of, resting_on
from plans.choices import Level
from plans.models import PolicyDocument


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Activities, newest first, all or those that reach one document, with their levels."""
    found = Activity.objects.visible_to(request.user)
    asked = request.GET.get("dokument", "")
    document = PolicyDocument.objects.visible_to(request.user).at(asked)
    if document:
        found = found.anchored_by(resting_on(node_of(document), request.user))
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


@require_safe
def activity(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity with every chain upward."""
    found = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), slug=slug)
    [(_activity, chains)] = with_chains([found], request.user)
    ended = chains.ended()
    today = in_force_after((edge.document for edge in ended if edge.document), request.user)
    steps = [(edge, today.get(edge.node.document or 0, [])) for edge in ended]
    european = chains.reached(Level.EUROPEAN)
    return render(
        request,
        "mobility/activity.html",
        {
            "activity": found,
            "chains": chains,
            "firm": [item for item in european if item.is_confirmed],
            "loose": [item for item in european if not item.is_confirmed],
            "own_ended": [step for step in steps if step[0].is_own],
            "other_ended": [step for step in steps if not step[0].is_own],
        },
    )
