"""A school's or training office's map, as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobility.member_map import PARAMETERS, MemberMap
from network.addresses import public_page
from network.paging import other_parameters, page_of
from plans.mapping import files
from portal.views.member_anchoring import crumbs_of, member_at


@public_page(*PARAMETERS, "side")
@require_safe
def page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Its activities, its plans and all they rest on, drawn and as a table."""
    member = member_at(request, slug, kind)
    found = MemberMap(member, request.GET)
    query = other_parameters(request, set(PARAMETERS))
    place = member.get_absolute_url()
    response = render(
        request,
        "portal/member_map.html",
        {
            "organisation": member,
            "crumbs": [*crumbs_of(member), (_("Forankring"), f"{place}forankring/")],
            "extent": found,
            "drawing": found.drawing,
            "groups": found.groups,
            "page": page_of(request, found.rows),
            "query": query,
            "files": {each.name: f"{place}kart.{form}" for form, each in files.FORMATS.items()},
            "address": f"?{query[:-1]}" if query else "",
        },
    )
    if found.boxes and found.drawing is None:
        # It may succeed the next time.
        add_never_cache_headers(response)
    return response


@public_page(*PARAMETERS)
@require_safe
def file(request: HttpRequest, slug: str, kind: str, form: str) -> HttpResponse:
    """The map as it is shown, to take away; its page where it cannot be drawn."""
    member = member_at(request, slug, kind)
    query = other_parameters(request, set(PARAMETERS))
    whole = f"{member.get_absolute_url()}kart/" + (f"?{query[:-1]}" if query else "")
    return files.answer(request, MemberMap(member, request.GET), whole, form, f"kart-{member.slug}")
