"""An anchor that the county contests, and what those who run the activity answer."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mobility import contesting
from mobility.activity_forms import STEPS
from mobility.contest_forms import AnswerForm, ContestForm
from mobility.models import Activity, ActivityAnchor
from mobility.permissions import CONTEST_ANCHORS
from mobility.views.editing import editable
from network.addresses import ANSWERS
from network.permissions import may
from network.shared_forms import ReadForm
from network.versions import ChangedError


@login_required
@require_http_methods(ANSWERS)
def contest_anchor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The county says why it contests the anchor, or takes that back."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), slug=slug)
    if not may(request.user, CONTEST_ANCHORS):
        raise PermissionDenied
    anchor = get_object_or_404(ActivityAnchor.objects.of(activity), pk=pk)
    if "take_back" in request.POST:
        return taken_back(request, slug, anchor)
    form = ContestForm(request.POST if request.method == "POST" else None, anchor=anchor)
    if form.is_bound and form.is_valid() and form.keep(authenticated_user(request)):
        messages.success(request, _("Forankringen er bestridt. Den vises som foreslått så lenge."))
        return redirect("activity", slug=slug)
    context = {
        "activity": activity,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
    }
    return render(request, "mobility/activity_anchor_contest.html", context)


def taken_back(request: HttpRequest, slug: str, anchor: ActivityAnchor) -> HttpResponse:
    """Take the contest back, unless there is something of it that has not been read."""
    form = ReadForm(request.POST)
    read = form.cleaned_data["read"] if form.is_valid() else 0
    try:
        contesting.take_back(anchor, version=read)
    except ChangedError:
        messages.warning(request, _("Forankringen er endret av en annen. Se på den på nytt."))
        return redirect("anchor_contest", slug=slug, pk=anchor.pk)
    messages.success(request, _("Forankringen er ikke lenger bestridt."))
    return redirect("activity", slug=slug)


@login_required
@require_http_methods(ANSWERS)
def answer_contest(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Those who run the activity answer the county, once more if they like.

    An answer that comes too late is shown again, for whoever wrote it to keep.
    """
    activity = editable(request, slug)
    anchor = get_object_or_404(ActivityAnchor.objects.of(activity), pk=pk)
    if anchor.contested_at is None and request.method != "POST":
        messages.info(request, _("Forankringen er ikke lenger bestridt."))
        return redirect("activity_anchors", slug=slug)
    form = AnswerForm(request.POST if request.method == "POST" else None, anchor=anchor)
    if form.is_bound and form.is_valid() and form.keep(authenticated_user(request)):
        messages.success(request, _("Svaret er lagret. Fylkeskommunen ser det."))
        return redirect("activity_anchors", slug=slug)
    context = {
        "activity": activity,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
        "steps": STEPS.values(),
    }
    return render(request, "mobility/activity_anchor_answer.html", context)
