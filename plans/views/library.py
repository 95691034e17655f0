"""The library of policy documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import push_url
from django_htmx.middleware import HtmxDetails

from network.addresses import public_page, without_empty_parameters
from network.paging import other_parameters, page_of
from network.sheets import FORMATS
from plans.downloads import DOCUMENTS
from plans.library import PARAMETERS, Library
from plans.mapping import files as map_files
from plans.mapping.around import PARAMETERS as MAP_PARAMETERS
from plans.mapping.around import extent_of


class HtmxRequest(HttpRequest):
    """A request that says whether htmx sent it."""

    htmx: HtmxDetails


@public_page(*PARAMETERS, "side")
@require_safe
@without_empty_parameters
def library(request: HtmxRequest) -> HttpResponse:
    """What is chosen, and what can be; only what has changed where htmx asks."""
    chosen = Library(request.GET, request.user)
    page = page_of(request, chosen.keys)
    is_fragment = request.htmx and not request.htmx.history_restore_request
    response = render(
        request,
        "plans/library_changes.html" if is_fragment else "plans/library.html",
        {
            "library": chosen,
            "facets": chosen.facets,
            "page": page,
            "groups": chosen.rows(page),
            "query": f"{chosen.query}&" if chosen.query else "",
            "formats": FORMATS,
        },
    )
    patch_vary_headers(response, ["HX-Request"])
    if is_fragment:
        push_url(response, f"{request.path}?{chosen.query}" if chosen.query else request.path)
    return response


@public_page(*PARAMETERS)
@require_safe
def library_download(request: HttpRequest, form: str) -> HttpResponse:
    """Everything that is chosen, on all pages and in the same order."""
    chosen = Library(request.GET, request.user)
    return DOCUMENTS.file("planverk", form, chosen.documents)


@public_page(*MAP_PARAMETERS, "side")
@require_safe
def anchoring_map(request: HttpRequest) -> HttpResponse:
    """What rests on what, drawn and as a table."""
    extent = extent_of(request.GET, request.user)
    query = other_parameters(request, set(MAP_PARAMETERS))
    response = render(
        request,
        "plans/map.html",
        {
            "extent": extent,
            "drawing": extent.drawing,
            "groups": extent.groups,
            "page": page_of(request, extent.rows),
            "query": query,
            "files": {
                file.name: reverse("anchoring_map_file", args=[form])
                for form, file in map_files.FORMATS.items()
            },
            "address": f"?{query[:-1]}" if query else "",
        },
    )
    if extent.drawing is None:
        # It may succeed the next time.
        add_never_cache_headers(response)
    return response


@public_page(*MAP_PARAMETERS)
@require_safe
def anchoring_map_file(request: HttpRequest, form: str) -> HttpResponse:
    """The map as it is shown, to take away; its page where it cannot be drawn."""
    extent = extent_of(request.GET, request.user)
    query = other_parameters(request, set(MAP_PARAMETERS))
    page = reverse("anchoring_map") + (f"?{query[:-1]}" if query else "")
    return map_files.answer(request, extent, page, form, "kart")
