"""Lists of the network's members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.filters import MemberFilter
from network.models import Organisation
from network.paging import other_parameters, page_of
from network.querysets import OrganisationQuerySet


def schools(request: HttpRequest) -> HttpResponse:
    members = Organisation.objects.visible_to(request.user).listed().schools()
    return member_list(request, members, "network/schools.html")


def training_offices(request: HttpRequest) -> HttpResponse:
    members = Organisation.objects.visible_to(request.user).listed().training_offices()
    return member_list(request, members, "network/training_offices.html")


def member_list(request: HttpRequest, members: OrganisationQuerySet, template: str) -> HttpResponse:
    """Members by municipality, 25 a page."""
    filtered = MemberFilter(request.GET, queryset=members)
    page = page_of(request, filtered.qs.by_municipality())
    return render(
        request,
        template,
        {
            "page": page,
            "municipalities": members.municipalities(),
            "chosen": request.GET.get("kommune", ""),
            "query": other_parameters(request, set(filtered.filters)),
        },
    )
