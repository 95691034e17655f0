"""Coverage: frameworks and points by school and training office, and what is missing."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobility.coverage import Members
from mobility.gaps import Gaps
from network.addresses import public_page
from network.models import Organisation
from network.paging import page_of
from network.sheets import file_named
from plans.anchoring import in_force_after
from plans.choices import Level
from plans.models import Action, PolicyDocument, Programme
from plans.reach_filters import PlanFilter
from portal import coverage_sheets
from portal.coverage import LEVELS, Frameworks, Points
from portal.gaps import GAPS, ended_in_use


@public_page(*Frameworks.parameters, "side")
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Documents of one level × organisations with anything to count."""
    table = Frameworks(request.GET, request.user)
    return render(
        request,
        "portal/coverage.html",
        {
            "table": table,
            "rows": table.rows,
            "levels": table.levels,
            "tones": table.tones,
            "without": table.without,
        },
    )


@public_page(*Points.parameters, "side")
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Points of the programme × organisations with anything to count."""
    table = Points(request.GET, request.user)
    return render(
        request,
        "portal/coverage_points.html",
        {
            "table": table,
            "rows": table.rows,
            "without": table.without,
        },
    )


@require_safe
def cell(
    request: HttpRequest, document: int, organisation: int, page: str = "activities"
) -> HttpResponse:
    """The list that a number counts; the short address keeps a page of 625 numbers small."""
    found = get_object_or_404(PolicyDocument.objects.visible_to(request.user), pk=document)
    return list_of(request, {"dokument": found.slug}, organisation, page)


@require_safe
def point_cell(
    request: HttpRequest, action: int, organisation: int, page: str = "activities"
) -> HttpResponse:
    """The same of a point of the current programme."""
    found = get_object_or_404(Action.objects.of(Programme.objects.current()), pk=action)
    return list_of(request, {"punkt": found.dotted}, organisation, page)


def list_of(
    request: HttpRequest, chosen: dict[str, str], organisation: int, page: str
) -> HttpResponse:
    owner = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation)
    return redirect(f"{reverse(page)}?{urlencode(chosen | {'hos': owner.slug})}")


@public_page(*PlanFilter.base_filters, "side")
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Schools' and training offices' own plans, all or those that reach what is chosen."""
    chosen = PlanFilter(request.GET, request.user)
    page = page_of(request, chosen.keys)
    page.object_list = chosen.queryset.for_library().in_this_order(page.object_list)
    return render(
        request,
        "portal/coverage_plans.html",
        {
            "filter": chosen,
            "page": page,
            "query": f"{chosen.query}&" if chosen.query else "",
        },
    )


@public_page()
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What is missing, counted; each number leads to its list."""
    return render(
        request,
        "portal/coverage_gaps.html",
        {
            "gaps": Gaps.seen_by(request.user),
            "members": Members.seen_by(request.user),
            "ended": len(ended_in_use(request.user)),
        },
    )


@public_page("niva", "side")
@require_safe
def gap(request: HttpRequest, gap: str) -> HttpResponse:
    """One gap as a list, of one level or of all."""
    if gap not in GAPS:
        raise Http404
    found = GAPS[gap]
    asked = request.GET.get("niva", "")
    level = Level(asked) if asked in LEVELS and found.has_levels else None
    page = page_of(request, found.keys(request.user, level))
    page.object_list = found.rows(list(page), request.user)
    later = in_force_after(page, request.user) if found.kind == "ended" else {}
    return render(
        request,
        "portal/coverage_gap.html",
        {
            "gap": found,
            "page": page,
            "rows": [(row, later.get(row.pk, [])) for row in page],
            "level": level,
            "is_unknown": bool(asked) and not level,
            "query": f"niva={level}&" if level else "",
            "crumbs": [(_("Hull i forankringen"), reverse("coverage_gaps"))],
        },
    )


@public_page(*Frameworks.parameters, *Points.parameters)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """All rows and columns of what is chosen, the points and the gaps."""
    response = file_named("forankring", "xlsx")
    coverage_sheets.write(response, request.GET)
    return response
