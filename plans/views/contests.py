"""An anchor that the county contests, and what those who run what rests on it answer.

The same for activities and for plans; `sort` says what is either's own.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.addresses import ANSWERS
from network.permissions import may
from network.shared_forms import ReadForm
from network.versions import ChangedError
from plans import contesting
from plans.contest_forms import AnswerForm, ContestForm
from plans.resting import anchors_of
from plans.views.anchor_sorts import Sort


@login_required
@require_http_methods(ANSWERS)
def contest_anchor(request: HttpRequest, slug: str, pk: int, sort: Sort) -> HttpResponse:
    """The county says why it contests the anchor, or takes that back."""
    source = get_object_or_404(sort.seen(request.user), slug=slug)
    if not may(request.user, sort.may_contest):
        raise PermissionDenied
    anchor = get_object_or_404(anchors_of(source).of(source), pk=pk)
    if "take_back" in request.POST:
        return taken_back(request, anchor, sort)
    form = ContestForm(request.POST if request.method == "POST" else None, anchor=anchor)
    if form.is_bound and form.is_valid() and form.keep(authenticated_user(request)):
        messages.success(request, _("Forankringen er bestridt. Den vises som foreslått så lenge."))
        return redirect(source)
    context = {
        "sort": sort,
        "source": source,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
    }
    return render(request, "plans/anchor_contest.html", context)


def taken_back(request: HttpRequest, anchor: Any, sort: Sort) -> HttpResponse:
    """Take the contest back, unless there is something of it that has not been read."""
    form = ReadForm(request.POST)
    read = form.cleaned_data["read"] if form.is_valid() else 0
    try:
        contesting.take_back(anchor, version=read)
    except ChangedError:
        messages.warning(request, _("Forankringen er endret av en annen. Se på den på nytt."))
        return redirect(sort.pages.contest, slug=anchor.source.slug, pk=anchor.pk)
    messages.success(request, _("Forankringen er ikke lenger bestridt."))
    return redirect(anchor.source)


def contests_of(source: Any, viewer: Any, sort: Sort) -> dict[str, Any]:
    """What the source's own page says of its contests, if there is anything; empty for others."""
    if not may(viewer, sort.may_read_contests, source.organisation):
        return {}
    may_contest = may(viewer, sort.may_contest)
    anchors = list(anchors_of(source).of(source))
    contested = [anchor for anchor in anchors if anchor.contested_at]
    uncontested = [anchor for anchor in anchors if may_contest and not anchor.contested_at]
    if not contested and not uncontested:
        return {}
    return {
        "sort": sort,
        "source": source,
        "may_contest": may_contest,
        "contested": contested,
        "uncontested": uncontested,
    }


@login_required
@require_http_methods(ANSWERS)
def answer_contest(request: HttpRequest, slug: str, pk: int, sort: Sort) -> HttpResponse:
    """Those who run what rests on it answer the county, once more if they like.

    An answer that comes too late is shown again, for whoever wrote it to keep.
    """
    source = sort.editable(request, slug)
    anchor = get_object_or_404(anchors_of(source).of(source), pk=pk)
    if anchor.contested_at is None and request.method != "POST":
        messages.info(request, _("Forankringen er ikke lenger bestridt."))
        return redirect(sort.pages.all, slug=slug)
    form = AnswerForm(request.POST if request.method == "POST" else None, anchor=anchor)
    if form.is_bound and form.is_valid() and form.keep(authenticated_user(request)):
        messages.success(request, _("Svaret er lagret. Fylkeskommunen ser det."))
        return redirect(sort.pages.all, slug=slug)
    context = {
        "sort": sort,
        "source": source,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
    }
    return render(request, "plans/anchor_answer.html", context)
