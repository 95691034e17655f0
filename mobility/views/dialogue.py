"""The leaders' yes to an activity, and the confirming that rests on it."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobility import resting
from mobility.activity_forms import STEPS
from mobility.dialogue_forms import ActivityDialogueForm, ConfirmForm
from mobility.leaders_case import leaders_case as case_on_paper
from mobility.models import Activity, ActivityDialogue
from mobility.permissions import CONFIRM_ANCHORS, EDIT_ACTIVITIES
from mobility.views.editing import editable, readable
from network.addresses import ANSWERS
from network.permissions import may


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


def tell_of(request: HttpRequest, undone: int) -> None:
    """Say which confirmations no longer stand on anything."""
    if undone:
        text = ngettext(
            "%(n)s forankring står som foreslått igjen, siden ledelsen ikke har sagt ja.",
            "%(n)s forankringer står som foreslått igjen, siden ledelsen ikke har sagt ja.",
            undone,
        )
        messages.warning(request, text % {"n": undone})


@login_required
@require_POST
def remove_dialogue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an entry away; history keeps it."""
    activity = editable(request, slug)
    entry = get_object_or_404(ActivityDialogue.objects.of(activity), pk=pk)
    undone = resting.remove_dialogue(entry)
    messages.success(request, _("Samtalen er fjernet."))
    tell_of(request, undone)
    return redirect("activity_dialogue", slug=slug)


@login_required
@require_POST
def confirm_anchors(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm those that are ticked, once the leaders have said yes."""
    activity = editable(request, slug)
    if not may(request.user, CONFIRM_ANCHORS, activity.organisation):
        raise PermissionDenied
    form = ConfirmForm(request.POST)
    if form.is_valid():
        confirm(request, form, activity)
    else:
        messages.error(request, str(form.errors["picked"][0]))
    return redirect("activity_anchors", slug=slug)


def confirm(request: HttpRequest, form: ConfirmForm, activity: Activity) -> None:
    """Do it, and say what was done and what was not."""
    try:
        done = form.confirm(activity, authenticated_user(request))
    except resting.NoYesError:
        text = _("Ledelsen må ha sagt ja først. Skriv inn hva dere ble enige om.")
        messages.warning(request, text)
        return
    if done:
        text = ngettext("%(n)s forankring er bekreftet.", "%(n)s forankringer er bekreftet.", done)
        messages.success(request, text % {"n": done})
    if left := len(form.cleaned_data["picked"]) - done:
        text = ngettext(
            "%(n)s forankring var endret siden du åpnet siden, og er ikke rørt.",
            "%(n)s forankringer var endret siden du åpnet siden, og er ikke rørt.",
            left,
        )
        messages.warning(request, text % {"n": left})
