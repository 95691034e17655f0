"""The step where something is anchored: what it rests on, what it could, and why.

The same for activities and for plans; `sort` says what is either's own.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.addresses import ANSWERS
from network.paging import other_parameters, page_of
from network.permissions import may
from network.versions import ChangedError
from plans import resting
from plans.anchor_forms import ConfirmForm, RationaleForm
from plans.choices import AnchorStatus
from plans.library import Library
from plans.models import Action, PolicyDocument
from plans.succession import successors_of
from plans.suggesting import choosable
from plans.views.anchor_sorts import Sort

# So many reasons that others gave are offered.
EARLIER = 5


@require_safe
@login_required
def anchors(request: HttpRequest, slug: str, sort: Sort) -> HttpResponse:
    """What it rests on, and what it could: by themes, or by a search in the library."""
    source = sort.editable(request, slug)
    found = list(resting.anchors_of(source).of(source))
    asked = request.GET.get("q", "").strip()
    context = {
        "sort": sort,
        "source": source,
        "anchors": [(anchor, anchor.onward_document) for anchor in found],
        "says_yes": resting.says_yes(source),
        "may_confirm": may(request.user, sort.may_confirm, source.organisation)
        and any(is_open(anchor) for anchor in found),
        "suggestions": [] if asked else sort.suggestions(source, request.user),
        "themes_at": sort.themes_at(source),
        "asked": asked,
        "query": other_parameters(request, {"q"}),
        "found": found_by(request, source, asked) if asked else {"documents": []},
    }
    return render(request, "plans/anchors.html", context)


def is_open(anchor: Any) -> bool:
    """Whether it waits to be confirmed."""
    return anchor.status == AnchorStatus.PROPOSED and anchor.contested_at is None


def found_by(request: HttpRequest, source: Any, asked: str) -> dict[str, Any]:
    """A page of what a search finds among what the source can rest on."""
    words = QueryDict(mutable=True)
    words["q"] = asked
    rows = choosable(source, request.user)
    keys = Library(words, request.user).keys
    open_ones = set(rows.among(keys).pks())
    page = page_of(request, [pk for pk in keys if pk in open_ones])
    return {"page": page, "documents": rows.for_library().in_this_order(page.object_list)}


@login_required
@require_http_methods(ANSWERS)
def rest_on(request: HttpRequest, slug: str, document: str, sort: Sort) -> HttpResponse:
    """Aims or points of one document, ticked, with a reason."""
    source = sort.editable(request, slug)
    target = get_object_or_404(choosable(source, request.user).for_page(), slug=document)
    before = resting.anchors_of(source).reasons_before(source, target, request.user)
    form = sort.rest_on(
        request.POST if request.method == "POST" else None,
        source=source,
        document=target,
        points=list(Action.objects.in_document(target)),
        earlier=list(before[:EARLIER]),
    )
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Forankringen er lagt til som foreslått."))
        sort.warn(request, source)
        warn_of_contests(request, form.contested)
        return redirect(sort.pages.all, slug=slug)
    warn_of_contests(request, form.contested)
    context = {
        "sort": sort,
        "source": source,
        "document": target,
        "form": form,
        "successors": successors_of(target, [source.organisation], request.user),
    }
    return render(request, "plans/anchor_rest_on.html", context)


def warn_of_contests(request: HttpRequest, contested: list[Any]) -> None:
    """Say at once that what has been added again is contested as before."""
    if contested:
        text = _(
            "Noe av dette sto her før, og fylkeskommunen bestrider det fortsatt. "
            "Se hvorfor, og svar."
        )
        messages.warning(request, text)


@login_required
@require_http_methods(ANSWERS)
def anchor(request: HttpRequest, slug: str, pk: int, sort: Sort) -> HttpResponse:
    """Another reason for one anchor, or none of it any more."""
    source = sort.editable(request, slug)
    found = get_object_or_404(resting.anchors_of(source).of(source), pk=pk)
    form = sort.reason(request.POST if request.method == "POST" else None, anchor=found)
    if "remove" in request.POST:
        return removed(request, found, form, sort)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Begrunnelsen er lagret. Forankringen står som foreslått."))
        sort.warn(request, source)
        return redirect(sort.pages.all, slug=slug)
    context = {
        "sort": sort,
        "source": source,
        "anchor": found,
        "document": found.onward_document,
        "form": form,
        "may_move": bool(sort.pages.move and successors_of_target(found, request)),
    }
    return render(request, "plans/anchor.html", context)


def successors_of_target(found: Any, request: HttpRequest) -> list[PolicyDocument]:
    """What holds today in the place of the document that an anchor leads to, if that has ended."""
    document = found.onward_document
    if document is None:
        return []
    return successors_of(document, [found.source.organisation], request.user)


def removed(request: HttpRequest, found: Any, form: RationaleForm, sort: Sort) -> HttpResponse:
    """Take it away, unless somebody has changed it since it was read."""
    form.is_valid()
    try:
        gone = resting.let_go(found, version=form.cleaned_data.get("read", 0))
        text = _("Forankringen er fjernet. Fylkeskommunen, som bestred den, ser det.")
        messages.success(request, text if gone.contested_at else _("Forankringen er fjernet."))
    except ChangedError:
        messages.warning(request, _("Forankringen er endret av en annen. Se på den på nytt."))
    return redirect(sort.pages.all, slug=found.source.slug)


@login_required
@require_POST
def confirm_anchors(request: HttpRequest, slug: str, sort: Sort) -> HttpResponse:
    """Confirm those that are ticked, once the leaders have said yes."""
    source = sort.editable(request, slug)
    if not may(request.user, sort.may_confirm, source.organisation):
        raise PermissionDenied
    form = ConfirmForm(request.POST)
    if form.is_valid():
        confirm(request, form, source)
    else:
        messages.error(request, str(form.errors["picked"][0]))
    return redirect(sort.pages.all, slug=slug)


def confirm(request: HttpRequest, form: ConfirmForm, source: Any) -> None:
    """Do it, and say what was done and what was not."""
    try:
        done = form.confirm(source, authenticated_user(request))
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
