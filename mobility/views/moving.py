"""What rests on a document that no longer holds is moved on, several anchors at once."""

from collections.abc import Iterable
from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mobility.models import Activity, ActivityAnchor
from mobility.moving import proposals, targets_in
from mobility.moving_forms import MoveManyForm, read_anew
from network.addresses import ANSWERS
from network.models import Organisation
from network.paging import page_of
from plans.models import PolicyDocument
from plans.succession import successors_of


@login_required
@require_http_methods(ANSWERS)
def move_anchors(request: HttpRequest, slug: str) -> HttpResponse:
    """The anchors of one's own activities in a document that has ended, each with a proposal."""
    document = get_object_or_404(PolicyDocument.objects.visible_to(request.user), slug=slug)
    organisations = Organisation.objects.looked_after_by(authenticated_user(request))
    if not organisations:
        raise PermissionDenied
    if not document.has_ended:
        raise Http404
    owned = Activity.objects.owned_by_any([owner.pk for owner in organisations]).under_way()
    anchors = ActivityAnchor.objects.of_any(owned).in_document(document)
    # An own plan is followed by an own plan, a framework by a framework.
    owners = [document.organisation] if document.organisation else []
    successors = successors_of(document, owners, request.user)
    page = page_of(request, anchors)
    form = form_for(page, successors, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        refused = form.keep()
        tell_of(request, len(form.picked) - len(refused))
        if not refused:
            return redirect("anchors_move", slug=slug)
        page = page_of(request, anchors.all())
        form = form_for(page, successors, read_anew(request.POST, page, refused))
        form.say_refused(refused)
    context = {"document": document, "form": form, "page": page, "successors": successors}
    return render(request, "mobility/anchors_move.html", context)


def form_for(
    page: Iterable[ActivityAnchor], successors: list[PolicyDocument], data: Any
) -> MoveManyForm:
    """A row for each anchor of a page."""
    anchors = list(page)
    proposed = proposals(anchors, successors)
    return MoveManyForm(data, anchors=anchors, targets=targets_in(successors), proposed=proposed)


def tell_of(request: HttpRequest, done: int) -> None:
    if done:
        text = ngettext(
            "%(n)s forankring er flyttet. Den står som foreslått.",
            "%(n)s forankringer er flyttet. De står som foreslått.",
            done,
        )
        messages.success(request, text % {"n": done})
