"""The step where an activity is anchored: what it rests on, what it could, and why."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mobility import resting
from mobility.activity_forms import STEPS
from mobility.anchor_forms import MoveForm, RationaleForm, RestOnForm
from mobility.models import Activity, ActivityAnchor, ActivityDialogue
from mobility.moving import successors_of
from mobility.permissions import CONFIRM_ANCHORS
from mobility.suggesting import suggestions_for
from mobility.views.editing import editable, warn_of_few
from network.addresses import ANSWERS
from network.paging import other_parameters, page_of
from network.permissions import may
from network.versions import ChangedError
from plans.choices import AnchorStatus
from plans.library import Library
from plans.models import Action, PolicyDocument

# So many reasons that others gave are offered.
EARLIER = 5


@require_safe
@login_required
def activity_anchors(request: HttpRequest, slug: str) -> HttpResponse:
    """What it rests on, and what it could: by themes, or by a search in the library."""
    activity = editable(request, slug)
    anchors = ActivityAnchor.objects.of(activity)
    asked = request.GET.get("q", "").strip()
    context = {
        "activity": activity,
        "steps": STEPS.values(),
        "anchors": [(anchor, anchor.onward_document) for anchor in anchors],
        "says_yes": ActivityDialogue.objects.latest_says_yes(activity),
        "may_confirm": may(request.user, CONFIRM_ANCHORS, activity.organisation)
        and any(is_open(anchor) for anchor in anchors),
        "suggestions": [] if asked else suggestions_for(activity, request.user),
        "asked": asked,
        "query": other_parameters(request, {"q"}),
        "found": found_by(request, activity, asked) if asked else {"documents": []},
    }
    return render(request, "mobility/activity_anchors.html", context)


def is_open(anchor: ActivityAnchor) -> bool:
    """Whether it waits to be confirmed."""
    return anchor.status == AnchorStatus.PROPOSED and anchor.contested_at is None


def found_by(request: HttpRequest, activity: Activity, asked: str) -> dict[str, Any]:
    """A page of what a search finds among what the activity can rest on."""
    words = QueryDict(mutable=True)
    words["q"] = asked
    rows = PolicyDocument.objects.visible_to(request.user).open_to(activity.organisation)
    keys = Library(words, request.user).keys
    open_ones = set(rows.among(keys).pks())
    page = page_of(request, [pk for pk in keys if pk in open_ones])
    return {"page": page, "documents": rows.for_library().in_this_order(page.object_list)}


@login_required
@require_http_methods(ANSWERS)
def rest_on(request: HttpRequest, slug: str, document: str) -> HttpResponse:
    """Aims or points of one document, ticked, with a reason."""
    activity = editable(request, slug)
    rows = PolicyDocument.objects.visible_to(request.user)
    target = get_object_or_404(rows.open_to(activity.organisation).for_page(), slug=document)
    points = Action.objects.in_document(target)
    data = request.POST if request.method == "POST" else None
    before = ActivityAnchor.objects.reasons_before(activity, target, request.user)
    form = RestOnForm(
        data,
        activity=activity,
        document=target,
        points=list(points),
        earlier=list(before[:EARLIER]),
    )
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Forankringen er lagt til som foreslått."))
        warn_of_few(request, activity)
        warn_of_contests(request, form.contested)
        return redirect("activity_anchors", slug=slug)
    warn_of_contests(request, form.contested)
    context = {
        "activity": activity,
        "document": target,
        "form": form,
        "steps": STEPS.values(),
        "successors": successors_of(target, [activity.organisation], request.user),
    }
    return render(request, "mobility/activity_rest_on.html", context)


def warn_of_contests(request: HttpRequest, contested: list[ActivityAnchor]) -> None:
    """Say at once that what has been added again is contested as before."""
    if contested:
        text = _(
            "Noe av dette sto her før, og fylkeskommunen bestrider det fortsatt. "
            "Se hvorfor, og svar."
        )
        messages.warning(request, text)


@login_required
@require_http_methods(ANSWERS)
def activity_anchor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another reason for one anchor, or none of it any more."""
    activity = editable(request, slug)
    anchor = get_object_or_404(ActivityAnchor.objects.of(activity), pk=pk)
    form = RationaleForm(request.POST if request.method == "POST" else None, anchor=anchor)
    if "remove" in request.POST:
        return removed(request, anchor, form)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Begrunnelsen er lagret. Forankringen står som foreslått."))
        warn_of_few(request, activity)
        return redirect("activity_anchors", slug=slug)
    context = {
        "activity": activity,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
        "steps": STEPS.values(),
        "may_move": bool(successors_of_target(anchor, request)),
    }
    return render(request, "mobility/activity_anchor.html", context)


@login_required
@require_http_methods(ANSWERS)
def move_anchor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """From a document that has ended to what holds in its place today."""
    activity = editable(request, slug)
    anchor = get_object_or_404(ActivityAnchor.objects.of(activity), pk=pk)
    successors = successors_of_target(anchor, request)
    if not successors and request.method == "POST":
        # Moved a moment ago, by the same press or by somebody else.
        messages.info(request, _("Forankringen er alt flyttet. Se på den på nytt."))
        return redirect("activity_anchor", slug=slug, pk=pk)
    if not successors:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, anchor=anchor, successors=successors)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Forankringen er flyttet. Den står som foreslått."))
        warn_of_few(request, activity)
        return redirect("activity_anchors", slug=slug)
    context = {
        "activity": activity,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
        "steps": STEPS.values(),
    }
    return render(request, "mobility/activity_anchor_move.html", context)


def successors_of_target(anchor: ActivityAnchor, request: HttpRequest) -> list[PolicyDocument]:
    """What holds today in the place of the document that an anchor leads to, if that has ended."""
    document = anchor.onward_document
    if document is None:
        return []
    return successors_of(document, [anchor.activity.organisation], request.user)


def removed(request: HttpRequest, anchor: ActivityAnchor, form: RationaleForm) -> HttpResponse:
    """Take it away, unless somebody has changed it since it was read."""
    form.is_valid()
    try:
        gone = resting.let_go(anchor, version=form.cleaned_data.get("read", 0))
        text = _("Forankringen er fjernet. Fylkeskommunen, som bestred den, ser det.")
        messages.success(request, text if gone.contested_at else _("Forankringen er fjernet."))
    except ChangedError:
        messages.warning(request, _("Forankringen er endret av en annen. Se på den på nytt."))
    return redirect("activity_anchors", slug=anchor.activity.slug)
