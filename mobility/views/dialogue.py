"""The leaders' yes to an activity."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobility.activity_forms import STEPS
from mobility.dialogue_forms import ActivityDialogueForm
from mobility.leaders_case import leaders_case as case_on_paper
from mobility.models import ActivityDialogue
from mobility.permissions import EDIT_ACTIVITIES
from mobility.views.editing import editable, readable
from network.addresses import ANSWERS
from network.permissions import may
from plans import resting
from plans.views.dialogue import tell_of


@login_required
@require_http_methods(ANSWERS)
def activity_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What was agreed with the leaders, for its own people and the county; a new entry."""
    activity = readable(request, slug)
    may_edit = may(request.user, EDIT_ACTIVITIES, activity.organisation)
    is_post = request.method == "POST"
    if is_post and not may_edit:
        raise PermissionDenied
    form = ActivityDialogueForm(request.POST if is_post else None)
    if form.is_bound and form.is_valid():
        undone = form.keep(activity, authenticated_user(request))
        messages.success(request, _("Samtalen er lagret."))
        tell_of(request, undone)
        return redirect("activity_dialogue", slug=slug)
    context = {
        "activity": activity,
        "entries": list(ActivityDialogue.objects.of(activity)),
        "form": form if may_edit else None,
        "steps": STEPS.values() if may_edit else [],
    }
    return render(request, "mobility/activity_dialogue.html", context)


@require_safe
@login_required
def leaders_case(request: HttpRequest, slug: str) -> HttpResponse:
    """One page to bring along to the leaders, for its own people and the county."""
    activity = readable(request, slug)
    paper = case_on_paper(activity, request.user)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-sak.pdf"'
    return response


@login_required
@require_POST
def remove_dialogue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an entry away; history keeps it."""
    activity = editable(request, slug)
    entry = get_object_or_404(ActivityDialogue.objects.of(activity), pk=pk)
    undone = resting.remove_dialogue(entry, activity)
    messages.success(request, _("Samtalen er fjernet."))
    tell_of(request, undone)
    return redirect("activity_dialogue", slug=slug)
