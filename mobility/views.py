"""Activities, and what each of them rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mobility.models import Activity, ActivityAnchor
from network.paging import page_of
from plans.anchoring import Graph, node_of, successors
from plans.choices import Level


def activities(request: HttpRequest) -> HttpResponse:
    """Activities, newest first, each with the levels its chains reach."""
    page = page_of(request, Activity.objects.visible_to(request.user).with_owner().latest_first())
    anchors = ActivityAnchor.objects.of_activities(page.object_list)
    graph = Graph([node_of(anchor.target) for anchor in anchors], request.user)
    rows = [
        (activity, graph.chains(a for a in anchors if a.activity_id == activity.pk))
        for activity in page
    ]
    return render(request, "mobility/activities.html", {"page": page, "rows": rows})


def activity(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity with every chain upward."""
    found = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), slug=slug)
    anchors = ActivityAnchor.objects.of_activities([found])
    chains = Graph([node_of(anchor.target) for anchor in anchors], request.user).chains(anchors)
    ended = chains.ended()
    followed = successors(edge.document for edge in ended if edge.document)
    steps = [(edge, followed.get(edge.node.document or 0, [])) for edge in ended]
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
