"""Activities, and what each of them rests on."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mobility.activity_forms import STEPS
from mobility.chains import with_chains
from mobility.downloads import ACTIVITIES
from mobility.filters import ActivityFilter
from mobility.models import Activity, ActivityAnchor, ActivityComment, ActivityResult
from mobility.permissions import COMMENT_ON_ACTIVITIES, EDIT_ACTIVITIES
from mobility.views import anchors
from network.addresses import public_page
from network.paging import page_of
from network.permissions import may
from network.sheets import FORMATS
from plans.drawing import Drawing
from plans.permissions import VIEW_DIALOGUE
from plans.views.contests import contests_of


@public_page(*ActivityFilter.base_filters, "side")
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Activities, newest first, all or those that are chosen, with their levels."""
    chosen = ActivityFilter(request.GET, request.user)
    page = page_of(request, chosen.keys)
    page.object_list = chosen.queryset.with_owner().in_this_order(page.object_list)
    return render(
        request,
        "mobility/activities.html",
        {
            "page": page,
            "rows": with_chains(page, request.user),
            "filter": chosen,
            "query": f"{chosen.query}&" if chosen.query else "",
            "formats": FORMATS,
        },
    )


@public_page(*ActivityFilter.base_filters)
@require_safe
def activities_download(request: HttpRequest, form: str) -> HttpResponse:
    """Every activity that is chosen, on all pages and in the same order; only public ones."""
    visitor = AnonymousUser()
    chosen = ActivityFilter(request.GET, visitor)
    # What only drafts have is nothing that a visitor can choose.
    keys = [] if chosen.is_unknown else chosen.keys
    rows = chosen.queryset.for_download().in_this_order(keys)
    return ACTIVITIES.file("aktiviteter", form, with_chains(rows, visitor))


@public_page()
@require_safe
def activity(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity with every chain upward."""
    found = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), slug=slug)
    [(_activity, chains)] = with_chains([found], request.user)
    drawing = Drawing(chains, request.user, ActivityAnchor.objects.standing())
    may_edit = may(request.user, EDIT_ACTIVITIES, found.organisation)
    may_comment = may(request.user, COMMENT_ON_ACTIVITIES, found.organisation)
    return render(
        request,
        "mobility/activity.html",
        {
            "activity": found,
            "may_edit": may_edit,
            "contests": contests_of(found, request.user, anchors.ACTIVITIES),
            "results": list(ActivityResult.objects.visible_to(request.user).of(found)),
            "has_next_round": may_edit and found.status != Activity.Status.IDEA,
            "may_read_dialogue": may(request.user, VIEW_DIALOGUE, found.organisation),
            "may_comment": may_comment,
            "comment_count": ActivityComment.objects.of(found).count() if may_comment else 0,
            "first_step": next(iter(STEPS)),
            "drawing": drawing,
            "everything": reverse("activity_basis", args=[found.slug]),
            "start": found.heading,
        },
    )
