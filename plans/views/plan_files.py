"""A plan's PDF, for whoever sees the plan."""

import structlog
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from plans.models import PlanFile
from plans.uploads import path_of

log = structlog.get_logger(__name__)

# Somebody else's file, which a browser opens in its own reader: a PDF whatever it looks like, it
# fetches and sends nothing and stands in no other page. Some readers lay themselves out with
# styles of their own, and none opens in a sandbox.
POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    # As large as it is and seldom asked for, it takes no room among the pages that are kept.
    "Cache-Control": "no-cache",
}


@require_safe
def plan_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The file, to be read where it is opened; gone the moment the plan is not to be seen."""
    row = get_object_or_404(PlanFile.objects.visible_to(request.user), document__slug=slug)
    tag = f'"{row.sha256}"'
    answer = get_conditional_response(request, tag) or as_it_lies(row, name=f"{slug}.pdf")
    for name, value in {**HEADERS, "ETag": tag}.items():
        answer.headers[name] = value
    return answer


def as_it_lies(row: PlanFile, *, name: str) -> FileResponse:
    """The bytes on the disk, as they are read."""
    try:
        file = path_of(row.key).open("rb")
    except FileNotFoundError as error:
        log.error("plan_file_missing", key=str(row.key))
        raise Http404 from error
    return FileResponse(file, filename=name, content_type="application/pdf")
