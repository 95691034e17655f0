"""Lists of the network's members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.addresses import public_page, without_empty_parameters
from network.kept import kept
from network.keyed import Listed
from network.models import Organisation
from network.paging import other_parameters, page_of
from network.permissions import sight_of
from network.querysets import OrganisationQuerySet


@public_page("kommune", "side")
@require_safe
@without_empty_parameters
def schools(request: HttpRequest) -> HttpResponse:
    members = Organisation.objects.visible_to(request.user).listed().schools()
    return member_list(request, members, "network/schools.html")


@public_page("kommune", "side")
@require_safe
@without_empty_parameters
def training_offices(request: HttpRequest) -> HttpResponse:
    members = Organisation.objects.visible_to(request.user).listed().training_offices()
    return member_list(request, members, "network/training_offices.html")


def member_list(request: HttpRequest, members: OrganisationQuerySet, template: str) -> HttpResponse:
    """Members by municipality, 25 a page."""
    place = template, sight_of(request.user)
    municipalities = kept((*place, "municipalities"), members.municipalities)
    chosen = request.GET.get("kommune", "")
    known = chosen in municipalities
    rows = (members.in_municipality(chosen) if known else members).by_municipality()
    keys = kept((*place, "members", chosen if known else ""), rows.pks)
    page = page_of(request, Listed(keys, rows))
    return render(
        request,
        template,
        {
            "page": page,
            "municipalities": municipalities,
            "chosen": chosen if known else "",
            "is_unknown": bool(chosen) and not known,
            "query": other_parameters(request, {"kommune"}) if known else "",
        },
    )
