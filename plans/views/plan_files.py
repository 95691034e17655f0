"""A plan's PDF, for whoever sees the plan."""

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from network.addresses import public_page
from plans.models import PlanFile
from plans.plan_files import path_of

log = structlog.get_logger(__name__)

HEADERS = {
    # Somebody else's file: nothing in it is run as a page of ours.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    # As large as it is and seldom asked for, it takes no room among the pages that are kept.
    "Cache-Control": "no-cache",
}


@public_page()
@require_safe
def plan_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The file to take away; gone the moment the plan is not to be seen."""
    row = get_object_or_404(PlanFile.objects.visible_to(request.user), document__slug=slug)
    try:
        content = path_of(row.key).read_bytes()
    except FileNotFoundError as error:
        log.error("plan_file_missing", key=str(row.key))
        raise Http404 from error
    response = HttpResponse(content, content_type="application/pdf", headers=HEADERS)
    response["Content-Disposition"] = f'attachment; filename="{slug}.pdf"'
    return response
