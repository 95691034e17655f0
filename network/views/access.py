"""Somebody Feide knows and nobody has invited asks the county for access."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import access
from network.access_forms import AccessForm
from network.addresses import ANSWERS
from network.feide import Person, where_feide_is_on
from network.models import AccessRequest
from network.models.invitations import digest_of

KEPT_AS = "asker"
# Whoever asks, takes back and asks again writes to the county each time.
RATE = {"access": "5/d/key"}


def keep(request: HttpRequest, person: Person) -> None:
    """Remember in the session whom Feide has just told of."""
    request.session[KEPT_AS] = {
        "asker": digest_of(person.uid),
        "name": person.name,
        "home": person.home,
    }


def asker_in(request: HttpRequest) -> dict[str, str] | None:
    """Who asks; nobody who has an account, or who has not come by Feide."""
    return None if request.user.is_authenticated else request.session.get(KEPT_AS)


@where_feide_is_on
@require_http_methods(ANSWERS)
def ask(request: HttpRequest) -> HttpResponse:
    """The form; what is asked for, once it is sent."""
    asker = asker_in(request)
    if asker is None:
        return redirect("account_signup")
    mine = AccessRequest.objects.waiting().of(asker["asker"]).for_desk().first()
    form = AccessForm(request.POST if request.method == "POST" else None)
    if not mine and form.is_bound and form.is_valid():
        if may_ask_today(request, asker["asker"]):
            form.ask(**asker)
            messages.success(request, _("Fylkeskommunen har fått forespørselen din."))
            return redirect("access_request")
        form.add_error(None, _("Du har bedt om tilgang mange ganger i dag. Prøv igjen i morgen."))
    context = {"asker": asker, "mine": mine, "form": None if mine else form}
    return render(request, "network/access_request.html", context)


def may_ask_today(request: HttpRequest, asker: str) -> bool:
    """Whether the asker has some of the day's requests left; takes one of them."""
    taken = ratelimit.consume(request, app="network", action="access", config=RATE, key=asker)
    return taken is not None


@where_feide_is_on
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take it back, to leave or to ask anew."""
    asker = asker_in(request)
    if asker is None:
        return redirect("account_signup")
    access.withdraw(asker["asker"])
    messages.success(request, _("Forespørselen er trukket tilbake."))
    return redirect("access_request")
