"""An activity is begun, changed step by step, looked over and published; or deleted."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mobility import editing
from mobility.activity_forms import (
    STEPS,
    NewActivityForm,
    NextRoundForm,
    PublishForm,
)
from mobility.application_material import Material
from mobility.models import (
    Activity,
    ActivityAnchor,
    ActivityComment,
    ActivityDialogue,
    WrittenSection,
)
from mobility.permissions import EDIT_ACTIVITIES
from mobility.reviewing import facts, few_people
from network.addresses import ANSWERS
from network.models import Organisation
from network.permissions import may
from network.publishing import PublishedError, delete_draft, show
from network.shared_forms import ReadForm
from network.versions import ChangedError
from plans.permissions import VIEW_DIALOGUE

CHANGED = gettext_lazy("Noen har endret aktiviteten mens du så over den. Se over den på nytt.")


def editable(request: HttpRequest, slug: str) -> Activity:
    """The activity, for those who run it; unknown to whoever does not see it."""
    rows = Activity.objects.visible_to(request.user).for_page()
    found = get_object_or_404(rows, slug=slug)
    if not may(request.user, EDIT_ACTIVITIES, found.organisation):
        raise PermissionDenied
    return found


def readable(request: HttpRequest, slug: str) -> Activity:
    """The activity, for its own people and the county: what is shown says what the leaders said."""
    found = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), slug=slug)
    if not may(request.user, VIEW_DIALOGUE, found.organisation):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(ANSWERS)
def new_activity(request: HttpRequest) -> HttpResponse:
    """Ask for a title; what is opened is a draft."""
    user = authenticated_user(request)
    if not Organisation.objects.looked_after_by(user).exists():
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = NewActivityForm(data, by=user, wanted=request.GET.get("hvem", ""))
    if form.is_bound and form.is_valid():
        activity = form.begin()
        messages.success(request, _("Utkastet er lagret. Bare dere og fylkeskommunen ser det."))
        return redirect("activity_edit", slug=activity.slug, step=next(iter(STEPS)))
    return render(request, "mobility/activity_new.html", {"form": form})


@login_required
@require_http_methods(ANSWERS)
def edit_activity(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """One step of the work, saved for itself."""
    if step not in STEPS:
        raise Http404
    activity = editable(request, slug)
    form = STEPS[step].form(request.POST if request.method == "POST" else None, instance=activity)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Endringene er lagret."))
        warn_of_few(request, activity)
        return after(request, slug, step)
    context = {"activity": activity, "form": form, "step": STEPS[step], "steps": STEPS.values()}
    return render(request, "mobility/activity_edit.html", context)


def warn_of_few(request: HttpRequest, activity: Activity) -> None:
    """Say at once when what everybody can read speaks of very few."""
    found = few_people(activity) if activity.published_at else []
    if found:
        text = _("Alle kan lese teksten, og den nevner svært få personer: «%(found)s».")
        messages.warning(request, text % {"found": "», «".join(found)})


def after(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """On to the next step, or back to the activity's page."""
    if "close" in request.POST:
        return redirect("activity", slug=slug)
    keys = list(STEPS)
    following = keys[keys.index(step) + 1 :]
    if following:
        return redirect("activity_edit", slug=slug, step=following[0])
    return redirect("activity_anchors", slug=slug)


@login_required
@require_http_methods(ANSWERS)
def review_activity(request: HttpRequest, slug: str) -> HttpResponse:
    """What it says and what it lacks; publish it, or take it back."""
    activity = editable(request, slug)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return decide(request, activity, form)
    context = {
        "activity": activity,
        "facts": facts(activity),
        "few": few_people(activity),
        "missing": Material(activity, request.user, activity.lang).missing,
        "steps": STEPS.values(),
        "may_be_published": bool(activity.kind),
    }
    return render(request, "mobility/activity_review.html", context)


def decide(request: HttpRequest, activity: Activity, form: PublishForm) -> HttpResponse:
    """Publish or take back what was read; what somebody has changed since is shown first."""
    version = form.cleaned_data["read"]
    try:
        if form.cleaned_data["publish"]:
            editing.publish(activity, version=version)
        else:
            show(activity, version=version, to_all=False)
    except ChangedError:
        messages.warning(request, str(CHANGED))
        return redirect("activity_review", slug=activity.slug)
    except editing.IncompleteError:
        messages.warning(request, _("Velg hva slags aktivitet det er, før du publiserer."))
        return redirect("activity_review", slug=activity.slug)
    if form.cleaned_data["publish"]:
        messages.success(request, _("Aktiviteten er publisert."))
    else:
        messages.success(request, _("Aktiviteten er trukket tilbake. Den er et utkast igjen."))
    return redirect("activity", slug=activity.slug)


@login_required
@require_http_methods(ANSWERS)
def next_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what the next round is called; what is opened is a draft with the former's texts."""
    former = editable(request, slug)
    form = NextRoundForm(request.POST if request.method == "POST" else None, former=former)
    if form.is_bound and form.is_valid():
        draft = form.begin(authenticated_user(request))
        messages.success(request, _("Utkastet er lagret. Gå gjennom det som er nytt denne gangen."))
        return redirect("activity_edit", slug=draft.slug, step=next(iter(STEPS)))
    return render(request, "mobility/activity_next_round.html", {"activity": former, "form": form})


@login_required
@require_http_methods(ANSWERS)
def delete_activity(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what goes with a draft, and delete it; what is published is taken back first."""
    activity = editable(request, slug)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            delete_draft(activity, version=form.cleaned_data["read"])
        except ChangedError:
            messages.warning(request, str(CHANGED))
            return redirect("activity_delete", slug=slug)
        except PublishedError:
            return taken_back_first(request, slug)
        messages.success(request, _("Utkastet er slettet."))
        return redirect("my_page")
    if activity.published_at:
        return taken_back_first(request, slug)
    context = {
        "activity": activity,
        "anchors": ActivityAnchor.objects.of(activity).count(),
        "entries": ActivityDialogue.objects.of(activity).count(),
        "comments": ActivityComment.objects.of(activity).count(),
        "written": WrittenSection.objects.about(activity).count(),
    }
    return render(request, "mobility/activity_delete.html", context)


def taken_back_first(request: HttpRequest, slug: str) -> HttpResponse:
    """To where what is published is taken back."""
    messages.warning(request, _("Aktiviteten er publisert. Trekk den tilbake før du sletter den."))
    return redirect("activity_review", slug=slug)
