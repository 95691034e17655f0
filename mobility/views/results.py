"""What came of activities: written by those who run them, read by everybody where it is shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mobility.models import ActivityResult
from mobility.result_forms import ResultForm, remove
from mobility.views.editing import editable, warn_of_few
from network.addresses import ANSWERS, public_page
from network.paging import page_of
from network.shared_forms import ReadForm
from network.versions import ChangedError


@public_page("side")
@require_safe
def experiences(request: HttpRequest) -> HttpResponse:
    """What everybody may read of what came of activities, the latest first."""
    page = page_of(request, ActivityResult.objects.shown())
    return render(request, "mobility/experiences.html", {"page": page})


@login_required
@require_http_methods(ANSWERS)
def activity_results(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of it so far, and a form for more."""
    activity = editable(request, slug)
    data = request.POST if request.method == "POST" else None
    form = ResultForm(data, instance=ActivityResult(activity=activity))
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Resultatet er lagret."))
        warn_of_few(request, activity)
        return redirect("activity_results", slug=slug)
    results = list(ActivityResult.objects.of(activity))
    context = {"activity": activity, "form": form, "results": results}
    return render(request, "mobility/activity_results.html", context)


@login_required
@require_http_methods(ANSWERS)
def activity_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other words for one of them, or none."""
    activity = editable(request, slug)
    result = get_object_or_404(ActivityResult.objects.of(activity), pk=pk)
    if "remove" in request.POST:
        return removed(request, slug, result)
    form = ResultForm(request.POST if request.method == "POST" else None, instance=result)
    if form.is_bound and form.is_valid() and form.keep():
        messages.success(request, _("Endringene er lagret."))
        warn_of_few(request, activity)
        return redirect("activity_results", slug=slug)
    context = {"activity": activity, "form": form, "result": result}
    return render(request, "mobility/activity_result.html", context)


def removed(request: HttpRequest, slug: str, result: ActivityResult) -> HttpResponse:
    form = ReadForm(request.POST)
    try:
        remove(result, version=form.cleaned_data["read"] if form.is_valid() else 0)
        messages.success(request, _("Resultatet er fjernet."))
    except ChangedError:
        messages.warning(request, _("Noen har endret dette siden. Se over det på nytt."))
        return redirect("activity_result", slug=slug, pk=result.pk)
    return redirect("activity_results", slug=slug)
