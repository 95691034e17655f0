"""What is activities' own of what they rest on; the rest is in plans.views.anchors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mobility.activity_forms import STEPS
from mobility.anchor_forms import ActivityRationaleForm, ActivityRestOnForm, MoveForm
from mobility.models import Activity, ActivityAnchor
from mobility.permissions import CONFIRM_ANCHORS, CONTEST_ANCHORS, VIEW_CONTESTS
from mobility.querysets import ActivityQuerySet
from mobility.suggesting import suggestions_for
from mobility.views.editing import editable, warn_of_few
from network.addresses import ANSWERS
from network.models import User
from plans.views.anchor_sorts import Pages, Sort, Words
from plans.views.anchors import successors_of_target


def seen(viewer: User) -> ActivityQuerySet:
    """The activities that the viewer may see."""
    return Activity.objects.visible_to(viewer).for_page()


ACTIVITIES = Sort(
    seen=seen,
    editable=editable,
    suggestions=suggestions_for,
    may_confirm=CONFIRM_ANCHORS,
    may_contest=CONTEST_ANCHORS,
    may_read_contests=VIEW_CONTESTS,
    rest_on=ActivityRestOnForm,
    reason=ActivityRationaleForm,
    pages=Pages(
        all="activity_anchors",
        rest_on="activity_rest_on",
        one="activity_anchor",
        confirm="anchors_confirm",
        contest="anchor_contest",
        answer="anchor_answer",
        dialogue="activity_dialogue",
        move="anchor_move",
    ),
    words=Words(
        heading=gettext_lazy("Forankring"),
        rests_on=gettext_lazy("Dette bygger aktiviteten på"),
        no_suggestions=gettext_lazy(
            "Forslagene kommer av hva aktiviteten handler om, og hva andre av samme slag har "
            "valgt. Velg temaer og skriv kort om den."
        ),
        rests_on_all=gettext_lazy(
            "Aktiviteten bygger allerede på dette dokumentet og alle målene i det."
        ),
        stands_there=gettext_lazy(
            "Dette bygger aktiviteten alt på, med en annen begrunnelse. Din er ikke lagret der:"
        ),
        who_is_told=gettext_lazy(
            "De som har ansvaret for aktiviteten, får beskjed og kan svare. Forankringen vises som "
            "foreslått og kan ikke bekreftes så lenge den er bestridt."
        ),
        who_sees=gettext_lazy(
            "Bare de som hører til aktiviteten, og fylkeskommunen ser dette. "
            "For alle andre står forankringene som foreslått."
        ),
        back=gettext_lazy("Til aktiviteten"),
    ),
    crumb="mobility/_edit_crumb.html",
    steps="mobility/_steps.html",
    themes_at=lambda activity: reverse("activity_edit", args=[activity.slug, "hva-og-hvorfor"]),
    stages=STEPS.values(),
    warn=warn_of_few,
)


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
        "sort": ACTIVITIES,
        "activity": activity,
        "anchor": anchor,
        "document": anchor.onward_document,
        "form": form,
        "steps": STEPS.values(),
    }
    return render(request, "mobility/activity_anchor_move.html", context)
