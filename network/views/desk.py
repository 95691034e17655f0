"""Who sits at the county's desk, and the requests for access that wait there."""

from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import access
from network.addresses import ANSWERS
from network.invitations import ClosedError
from network.models import AccessRequest, User
from network.paging import page_of
from network.permissions import DECIDE_ON_ACCESS, VIEW_COUNTY_DESK, may


def staff(request: HttpRequest) -> User:
    """Whoever sits at the desk; for others it does not exist."""
    if not may(request.user, VIEW_COUNTY_DESK):
        raise Http404
    return authenticated_user(request)


def decider(request: HttpRequest) -> User:
    """Whoever of them lets people in."""
    user = staff(request)
    if not may(user, DECIDE_ON_ACCESS):
        raise PermissionDenied
    return user


@require_safe
@login_required
def access_requests(request: HttpRequest) -> HttpResponse:
    """Who waits, the longest first."""
    user = staff(request)
    context = {
        "page": page_of(request, AccessRequest.objects.waiting().for_desk()),
        "may_decide": may(user, DECIDE_ON_ACCESS),
    }
    return render(request, "network/access_requests.html", context)


@require_POST
@login_required
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in by an invitation to the address she has given."""
    user = decider(request)
    get_object_or_404(AccessRequest.objects.for_desk(), pk=pk)
    try:
        invitation = access.grant(pk=pk, by=user)
        text = _("Invitasjonen er sendt. Rollen blir gitt når %(email)s åpner lenken.")
        messages.success(request, text % {"email": invitation.email})
    except ClosedError:
        tell_closed(request)
    return redirect("access_requests")


@require_http_methods(ANSWERS)
@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what happens, and refuse when that is confirmed."""
    user = decider(request)
    found = get_object_or_404(AccessRequest.objects.for_desk(), pk=pk)
    if request.method != "POST" and not found.decided_at:
        return render(request, "network/access_refuse.html", {"asked": found})
    try:
        access.refuse(pk=pk, by=user)
        text = _("Forespørselen er avslått, og den som spurte, har fått beskjed.")
        messages.success(request, text)
    except ClosedError:
        tell_closed(request)
    return redirect("access_requests")


def tell_closed(request: HttpRequest) -> None:
    messages.warning(request, _("Forespørselen er alt avgjort eller trukket tilbake."))
