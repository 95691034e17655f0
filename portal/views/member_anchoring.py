"""A school's or training office's whole anchoring, as a table and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobility.member_anchoring import PARAMETERS, MemberAnchoring
from mobility.permissions import EDIT_ACTIVITIES
from network.addresses import public_page
from network.models import Organisation
from network.papers import source_line
from network.permissions import may
from network.sheets import file_named
from portal import member_sheets


@public_page(*PARAMETERS)
@require_safe
def anchoring(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Activities × what they reach, level by level, and what is missing."""
    member = member_at(request, slug, kind)
    found = MemberAnchoring(member, request.user, request.GET)
    return render(
        request,
        "portal/member_anchoring.html",
        {
            "found": found,
            "organisation": member,
            "is_school": kind == Organisation.Kind.UPPER_SECONDARY_SCHOOL,
            "crumbs": crumbs_of(member),
            "groups": found.groups,
            "standings": list(found.levels),
            "ended": [row for row in found.ended if row.is_own],
            "ended_above": [row for row in found.ended if not row.is_own],
            "may_move": may(request.user, EDIT_ACTIVITIES, member),
            "plans": found.plans,
            "plans_on_nothing": found.plans_on_nothing,
            "plans_without_talk": found.plans_without_talk or [],
            "without_yes": found.without_yes,
        },
    )


@public_page()
@require_safe
def paper(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """All rows of the table on one page, to be printed."""
    member = member_at(request, slug, kind)
    found = MemberAnchoring(member, request.user, request.GET)
    place = f"{member.get_absolute_url()}forankring/"
    return render(
        request,
        "portal/member_paper.html",
        {
            "organisation": member,
            "crumbs": [*crumbs_of(member), (_("Forankring"), place)],
            "sheets": found.sheets,
            "left_out": found.left_out,
            "row_count": len(found.nodes),
            "activity_count": len(found.chains),
            "source": source_line(request.build_absolute_uri(place)),
        },
    )


@public_page()
@require_safe
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The whole table and the gaps."""
    found = member_at(request, slug, kind)
    response = file_named(f"forankring-{found.slug}", "xlsx")
    member_sheets.write(response, found)
    return response


def member_at(request: HttpRequest, slug: str, kind: str) -> Organisation:
    """The school or training office of an address."""
    members = Organisation.objects.visible_to(request.user).of_kind(kind)
    return get_object_or_404(members, slug=slug)


def crumbs_of(member: Organisation) -> list[tuple[str, str]]:
    """The way to its pages: its list and its own page."""
    is_school = member.kind == Organisation.Kind.UPPER_SECONDARY_SCHOOL
    lists = (_("Skoler"), "schools") if is_school else (_("Opplæringskontor"), "training_offices")
    return [(lists[0], reverse(lists[1])), (member.name, member.get_absolute_url())]
