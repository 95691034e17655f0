"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mobility.chains import with_chains
from mobility.models import Activity
from network.addresses import public_page
from plans.catalogue import documents_visible_to
from plans.choices import Level
from plans.models import Measure, Programme

LATEST = 4


@public_page()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The deck's two questions, the levels with counts, the measures, the latest activities."""
    counts = documents_visible_to(request.user).counts("niva")
    programme = Programme.objects.current()
    activities = Activity.objects.visible_to(request.user).with_owner().latest_first()[:LATEST]
    return render(
        request,
        "portal/front.html",
        {
            "levels": [(level, counts.get(level, 0)) for level in Level],
            "measures": list(Measure.objects.of(programme)),
            "rows": with_chains(activities, request.user),
        },
    )
