"""From the link in the e-mail to the role."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal.httpkit import authenticated_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import invitations
from network.addresses import ANSWERS
from network.forms import NewAccountForm
from network.models import Invitation, User
from network.models.invitations import digest_of

KEPT_AS = "invitation"


def opened(request: HttpRequest) -> Invitation | None:
    """The invitation whose link this browser has opened, if it is still open."""
    digest = request.session.get(KEPT_AS)
    invitation = Invitation.objects.with_digest(digest) if digest else None
    return invitation if invitation and invitation.is_open else None


def is_another(request: HttpRequest, invitation: Invitation | None) -> bool:
    """Whether the form was shown for another invitation than the one opened since."""
    shown = request.POST.get("shown", "")
    return invitation is not None and shown != str(invitation.pk)


def shown_anew(request: HttpRequest) -> HttpResponse:
    """Nothing is taken that its page did not say."""
    messages.warning(request, _("Du har åpnet en annen invitasjon siden. Se hva den gjelder."))
    return redirect("invitation")


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep in the session which invitation was opened: the next address shows no secret."""
    digest = digest_of(token)
    if Invitation.objects.with_digest(digest):
        request.session[KEPT_AS] = digest
    return redirect("invitation")


@never_cache
@require_http_methods(ANSWERS)
def invitation(request: HttpRequest) -> HttpResponse:
    """What the invitation is to; whoever has no account makes one here."""
    found = opened(request)
    if not found:
        return render(request, "network/invitation_closed.html", status=410)
    if request.method == "POST" and is_another(request, found):
        return shown_anew(request)
    is_known = User.objects.has_account(found.email)
    is_new = not is_known and not request.user.is_authenticated
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=found.email)
    if is_new and form.is_bound and form.is_valid():
        try:
            user = invitations.accept_as_new(invitation=found, **form.cleaned_data)
        except invitations.ClosedError:
            return render(request, "network/invitation_closed.html", status=410)
        except invitations.KnownError:
            return redirect("invitation")
        del request.session[KEPT_AS]
        record_authentication(request, user, method="password")
        return perform_login(request, user)
    context = {"invitation": found, "form": form if is_new else None, "is_known": is_known}
    return render(request, "network/invitation.html", context)


@never_cache
@require_POST
@login_required
def take(request: HttpRequest) -> HttpResponse:
    """Somebody who is logged in takes the role."""
    found = opened(request)
    if is_another(request, found):
        return shown_anew(request)
    try:
        if not found:
            raise invitations.ClosedError
        role = invitations.accept(invitation=found, user=authenticated_user(request))
    except invitations.ClosedError:
        return render(request, "network/invitation_closed.html", status=410)
    del request.session[KEPT_AS]
    messages.success(request, _("Du har fått rollen: %(role)s.") % {"role": role})
    return redirect("my_page")
