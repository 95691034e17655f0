"""Leaving a role to somebody else: what there is, to whom, and a word on the way."""

from operator import itemgetter

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.addresses import ANSWERS
from network.forms import submission_in
from network.models import HandOver, Role
from network.outside_logins import OUTSIDE_LOGINS
from network.ownership import SOON, Leaving, Thing, Things
from network.people_forms import HandOverForm
from network.permissions import HAND_OVER, MANAGE_PEOPLE, may
from network.views.people import back, place


@login_required
@require_http_methods(ANSWERS)
def hand_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    user = authenticated_user(request)
    done = HandOver.objects.sent(submission_in(request.POST))
    if done and done.by_id == user.pk:
        return back(request, done.organisation)
    last = HandOver.objects.last_of(user, slug)
    if last and Role.objects.is_gone(pk):
        text = _("Rollen er alt overlatt til %(name)s.")
        messages.info(request, text % {"name": last.to_user.name})
        return back(request, last.organisation)
    organisation = place(request, slug)
    role = get_object_or_404(Role.objects.at(organisation), pk=pk)
    if not may(user, HAND_OVER, role):
        raise PermissionDenied
    form = HandOverForm(request.POST or None, role=role)
    if form.is_bound and form.is_valid() and form.hand_over(by=user):
        text = _("Rollen og alt som hørte til, er overlatt til %(name)s.")
        messages.success(request, text % {"name": form.cleaned_data["to"].name})
        return back(request, organisation)
    context = {
        "organisation": organisation,
        "role": role,
        "form": form,
        "manages": may(user, MANAGE_PEOPLE, organisation),
        "outside_logins": OUTSIDE_LOGINS,
        **what_there_is(role),
    }
    return render(request, "network/hand_over.html", context)


def what_there_is(role: Role) -> dict[str, object]:
    """What hangs on the role: what its holder looks after, and whom she has invited."""
    leaving = Leaving(role)
    groups = leaving.things()
    return {"leaving": leaving, "groups": groups, "ending": ending_soon(groups)}


def ending_soon(groups: list[Things]) -> list[Thing]:
    """What runs out within half a year, the first first."""
    today = timezone.localdate()
    found = [
        (thing.ends_on, thing)
        for group in groups
        for thing in group.rows
        if thing.ends_on and today <= thing.ends_on <= today + SOON
    ]
    return [thing for _day, thing in sorted(found, key=itemgetter(0))]
