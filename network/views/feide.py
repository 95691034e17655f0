"""To Feide and back; and Feide on a person's own account."""

from typing import Any

import structlog
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.internal.httpkit import authenticated_user
from allauth.decorators import rate_limit
from allauth.socialaccount.helpers import complete_social_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from network import feide_accounts, invitations
from network.choices import SecurityEventKind
from network.feide import NONSENSE, Channel, Person, feide, where_feide_is_on
from network.models import Invitation
from network.security_log import note
from network.views import access
from network.views.invitations import KEPT_AS, is_another, opened, shown_anew

log = structlog.get_logger(__name__)
CANCELLED = "access_denied"


def send_to_feide(request: HttpRequest, **state: Any) -> HttpResponse:
    """A page that leads on by itself.

    A redirect would be part of the form's own journey, which the content security policy keeps
    within the portal; and Feide sends people on to hosts that we do not know.
    """
    try:
        url = feide(request).way_there(request, **state)
    except RequestException as fault:
        return stopped("feide_silent", fault)
    except NONSENSE as fault:
        return stopped("feide_failed", fault)
    return render(request, "network/feide_start.html", {"url": url})


def stopped(page: str, fault: Exception) -> HttpResponse:
    log.warning(page, fault=type(fault).__name__)
    return redirect(page)


def refused(page: str) -> HttpResponse:
    """Nobody is let in; the security log tells that somebody tried."""
    note(SecurityEventKind.FEIDE_REFUSED, user=None)
    return redirect(page)


@where_feide_is_on
@require_POST
@rate_limit(action="login")
def start(request: HttpRequest) -> HttpResponse:
    """Log in; from an invitation's page also take its role."""
    if request.user.is_authenticated:
        return redirect("front")
    invited = opened(request) if "invitation" in request.POST else None
    if is_another(request, invited):
        return shown_anew(request)
    return send_to_feide(
        request,
        process="login",
        next_url=get_next_redirect_url(request),
        data={"invitation": invited.token_digest if invited else ""},
    )


@where_feide_is_on
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Where Feide sends the browser back to; each answer is taken once."""
    provider = feide(request)
    try:
        state = provider.unstash_redirect_state(request, request.GET.get("state"))
    except PermissionDenied as fault:
        # Nobody has logged in here: anybody can open the address, as often as she likes.
        return stopped("feide_failed", fault)
    with override(state["language"]):
        if request.GET.get("error") == CANCELLED:
            return redirect("feide_cancelled")
        try:
            person = Channel(request, provider.id).person(request.GET.get("code", ""), state)
        except RequestException as fault:
            return stopped("feide_silent", fault)
        except NONSENSE as fault:
            log.warning("feide_failed", fault=type(fault).__name__)
            return refused("feide_failed")
        return receive(request, person, state)


def receive(request: HttpRequest, person: Person, state: dict[str, Any]) -> HttpResponse:
    """Let a known person in, or connect Feide to whoever asked for that."""
    if not person.is_let_in:
        return refused("feide_elsewhere")
    if state["process"] == "login" and not feide_accounts.is_known(person):
        return receive_newcomer(request, person, state["data"]["invitation"])
    return complete_social_login(request, feide(request).login_of(request, person, state))


def receive_newcomer(request: HttpRequest, person: Person, digest: str) -> HttpResponse:
    """Somebody Feide knows and the portal does not: only an invitation opens an account.

    Without one she can ask for it.
    """
    invited = opened(request)
    if not invited:
        access.keep(request, person)
        return refused("access_request")
    if invited.token_digest != digest:
        messages.info(request, _("Du er invitert. Ta imot rollen her."))
        return redirect("invitation")
    return accept_invitation(request, invited, person)


def accept_invitation(request: HttpRequest, invitation: Invitation, person: Person) -> HttpResponse:
    """Make the account, once; an account that exists is not opened by what an e-mail says."""
    try:
        user = feide_accounts.accept(invitation=invitation, person=person)
    except invitations.KnownError:
        text = _(
            "Du har en konto her fra før. Logg inn med passord eller kode på e-post først. "
            "På «Kontoen din» kan du koble til Feide."
        )
        messages.warning(request, text)
        return redirect("invitation")
    except invitations.ClosedError:
        return render(request, "network/invitation_closed.html", status=410)
    del request.session[KEPT_AS]
    record_authentication(request, user, method="socialaccount")
    return perform_login(request, user)


@where_feide_is_on
@require_safe
def ended(request: HttpRequest, reason: str) -> HttpResponse:
    """Why nobody was logged in, and what to do now."""
    return render(request, "network/feide_ended.html", {"reason": reason})


@where_feide_is_on
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Whether Feide opens the person's own account."""
    found = feide_accounts.connected(authenticated_user(request))
    return render(request, "network/feide_account.html", {"connection": found})


@where_feide_is_on
@login_required
@require_POST
@reauthentication_required
def connect(request: HttpRequest) -> HttpResponse:
    """Connect the identity that logs in at Feide now."""
    return send_to_feide(request, process="connect", data={"invitation": ""})


@where_feide_is_on
@login_required
@require_POST
@reauthentication_required
def disconnect(request: HttpRequest) -> HttpResponse:
    found = feide_accounts.connected(authenticated_user(request))
    try:
        if found:
            feide_accounts.disconnect(request, found)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("feide_account")
