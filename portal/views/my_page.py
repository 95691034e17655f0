"""Min side: what is a person's own to do, the path for whoever is new, language and notices."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.addresses import ANSWERS
from network.paging import page_of
from network.permissions import HANDS, VIEW_COUNTY_DESK, kinds_of, may
from portal.county import matters_for
from portal.models import FirstSteps
from portal.my_forms import FirstStepsForm, PreferencesForm
from portal.my_page import DOERS, listings_for, places_of, sections_for


@require_safe
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What waits, by role; the first of each list and a way to all of it."""
    user = authenticated_user(request)
    takes_steps = not DOERS.isdisjoint(kinds_of(user))
    mine = FirstSteps.objects.of(user) if takes_steps else None
    context = {
        "places": places_of(user),
        "may_begin": not HANDS.isdisjoint(kinds_of(user)),
        "matters": matters_for(user) if may(user, VIEW_COUNTY_DESK) else None,
        "waiting": sections_for(user),
        "mine": mine,
        "form": FirstStepsForm(instance=mine) if mine else None,
    }
    return render(request, "portal/my_page.html", context)


@require_safe
@login_required
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """One list, 25 a page; unknown to whoever has no role that it is for."""
    user = authenticated_user(request)
    found = next((each for each in listings_for(user) if each.key == key), None)
    if found is None:
        raise Http404
    context = {"listing": found, "page": page_of(request, found.rows(user))}
    return render(request, "portal/my_list.html", context)


@require_POST
@login_required
def first_steps(request: HttpRequest) -> HttpResponse:
    """Keep which steps are taken; hide the path, or show it again."""
    user = authenticated_user(request)
    mine = FirstSteps.objects.kept_of(user)
    form = FirstStepsForm(request.POST, instance=mine)
    if form.is_valid():
        form.save()
        messages.success(request, _("Sjekklisten er lagret."))
    return redirect("my_page")


@require_http_methods(ANSWERS)
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    user = authenticated_user(request)
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_bound and form.is_valid():
        form.keep()
        messages.success(request, _("Valgene dine er lagret."))
        return redirect("my_page")
    return render(request, "portal/preferences.html", {"form": form})
