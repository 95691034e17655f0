"""A school's or training office's own page: its plans and activities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mobility.chains import with_chains
from mobility.models import Accreditation, Activity, Partnership
from mobility.permissions import EDIT_ACTIVITIES
from network.addresses import public_page
from network.models import Organisation
from network.paging import page_of
from network.permissions import VIEW_COUNTY_NOTES, VIEW_PEOPLE, may
from network.querysets import OrganisationQuerySet
from plans.models import PolicyDocument


@public_page("side")
@require_safe
def school(request: HttpRequest, slug: str) -> HttpResponse:
    return member(request, Organisation.objects.schools(), slug)


@public_page("side")
@require_safe
def training_office(request: HttpRequest, slug: str) -> HttpResponse:
    return member(request, Organisation.objects.training_offices(), slug)


def member(request: HttpRequest, kind: OrganisationQuerySet, slug: str) -> HttpResponse:
    """Facts, plans with their aims, and activities with the levels they reach."""
    found = get_object_or_404(kind.visible_to(request.user).for_page(request.user), slug=slug)
    plans = PolicyDocument.objects.visible_to(request.user).of(found)
    page = page_of(request, Activity.objects.visible_to(request.user).of(found).latest_first())
    shows_notes = may(request.user, VIEW_COUNTY_NOTES)
    return render(
        request,
        "portal/member.html",
        {
            "organisation": found,
            "shows_notes": shows_notes,
            "may_edit": may(request.user, EDIT_ACTIVITIES, found),
            "shows_people": may(request.user, VIEW_PEOPLE, found),
            "facts_are_shown": found.is_checked or shows_notes,
            "departments": [row for row in found.departments.all() if row.active],
            "predecessors": [row for row in found.predecessors.all() if row.is_member],
            "is_school": found.kind == Organisation.Kind.UPPER_SECONDARY_SCHOOL,
            "plans": list(plans),
            "relatives": Organisation.objects.visible_to(request.user).relatives_of(found),
            "partnerships": list(
                Partnership.objects.visible_to(request.user).shown_at(found, request.user)
            ),
            "accreditations": list(
                Accreditation.objects.visible_to(request.user).shown_at(found, request.user)
            ),
            "page": page,
            "rows": with_chains(page, request.user),
        },
    )
