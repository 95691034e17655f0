"""A page for those who build the portal: every component in every state."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.addresses import public_page
from portal.samples.components import SAMPLES


@public_page()
@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    if not settings.LOCAL:
        raise Http404
    samples = [(sample, sample.drawn(request)) for sample in SAMPLES]
    return render(request, "style/guide.html", {"samples": samples})
