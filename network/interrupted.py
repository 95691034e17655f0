"""What somebody typed while her session ran out: kept while she logs in, then given back to her."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Container
from http import HTTPStatus
from urllib.parse import urlsplit

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from network.forms import refuse_national_identity_number

KEPT_AS = "interrupted"
KEPT_FOR = datetime.timedelta(hours=1)
# Characters as a form is sent; the longest that the portal takes has room, accents and all.
LONGEST = 200_000
RATE = {"interrupted": "20/h/ip"}
DISCARD = "forkast"
# Places for files in one form, and characters of what such a place is called.
MOST_FILES = 5
NAME_LENGTH = 50
# A page that is there or never will be; after any other answer the page may still come.
ANSWERED = {HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
OURS = {"csrfmiddlewaretoken", "submission", "read", "numbers", "seal"}
# What is shorter than this and one word is chosen, not written.
WRITTEN = 20
# A choice's code, however long: `international_strategy`.
CODE = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)+")


def written_in(form: QueryDict) -> list[str]:
    """The texts of a form, as against what was ticked, chosen or put there by the page."""
    values = [value for name, sent in form.lists() if name not in OURS for value in sent]
    return [value for value in values if is_written(value)]


def is_written(value: str) -> bool:
    """Whether somebody has written it, as far as can be seen."""
    return " " in value.strip() or (len(value) > WRITTEN and not CODE.fullmatch(value))


def may_be_kept(form: QueryDict, *, with_file: bool = False) -> bool:
    """Whether it is worth it: text of a form's length, without passwords and identity numbers.

    What was sent with a file is kept without much text too: its sender has to hear of the file.
    A press that removes something is not kept: sent again, it would remove.
    """
    text = form.urlencode()
    if not (written_in(form) or with_file) or len(text) > LONGEST or "remove" in form:
        return False
    if any("password" in name for name in form):
        return False
    try:
        refuse_national_identity_number("\n".join(written_in(form)))
    except ValidationError:
        return False
    return True


class InterruptedMiddleware:
    """Keep a form that is sent without a log-in; show it, ready to send, to whoever logs in.

    A form for what somebody else has removed meanwhile is shown too, to be copied from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST":
            return after_sending(request, response)
        if request.method == "GET" and KEPT_AS in session_of(request):
            return given_back(request, response)
        return response


def session_of(request: HttpRequest) -> Container[str]:
    """The session of whoever is logged in; a visitor's is not even looked for."""
    has_one = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.session if has_one and request.user.is_authenticated else ()


def after_sending(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep what was sent without a log-in; what has been sent with one is kept no longer."""
    if response.get("Location", "").startswith(f"{reverse('account_login')}?"):
        return response if keep(request) else led_back(request, response)
    if KEPT_AS in session_of(request):
        forget(request)
    is_lost = response.status_code == HTTPStatus.NOT_FOUND and request.user.is_authenticated
    if is_lost and "remove" not in request.POST and (texts := written_in(request.POST)):
        context = {"written": texts}
        return render(request, "network/removed.html", context, status=HTTPStatus.NOT_FOUND)
    return response


def refuse_old_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What has no valid token is refused; one's own text is shown, to be copied from.

    Only where the browser says that it was sent from here: nobody else puts words on our pages.
    """
    is_ours = request.headers.get("Origin") == request.build_absolute_uri("/")[:-1]
    is_shown = is_ours and request.user.is_authenticated and may_be_kept(request.POST)
    context = {"written": written_in(request.POST) if is_shown else []}
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def keep(request: HttpRequest) -> bool:
    """Remember a form, so often and no more: anybody can send one."""
    lost = [name for name in request.FILES if len(name) <= NAME_LENGTH][:MOST_FILES]
    if not may_be_kept(request.POST, with_file=bool(lost)) or not ratelimit.consume(
        request, app="network", action="interrupted", config=RATE
    ):
        return False
    request.session[KEPT_AS] = {
        "path": request.path,
        "form": request.POST.urlencode(),
        "files": lost,
        "at": timezone.now().timestamp(),
    }
    text = _("Det du skrev, er tatt vare på i en time. Logg inn, så får du det tilbake.")
    messages.info(request, text)
    if lost:
        messages.info(request, _("Filen du la ved, må du velge på nytt."))
    return True


def led_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """To log in to the page where a button was pressed: its own address may have none to show."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    ):
        return response
    messages.info(request, _("Du var logget ut, så ingenting er gjort. Logg inn og prøv på nytt."))
    address = urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()
    return redirect_to_login(address, reverse("account_login"))


def forget(request: HttpRequest) -> None:
    """Let go of what was kept for this address."""
    if request.session[KEPT_AS]["path"] == request.path:
        del request.session[KEPT_AS]


def kept_for(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address without a log-in, within the hour."""
    kept = request.session[KEPT_AS]
    if kept["path"] != request.path:
        return None
    if kept["at"] < (timezone.now() - KEPT_FOR).timestamp():
        forget(request)
        return None
    return QueryDict(kept["form"])


def given_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The form's text in the page's place, ready to be sent anew, until it is sent or let go."""
    form = kept_for(request)
    if form is None or response.status_code not in ANSWERED:
        return response
    if response.status_code != HTTPStatus.OK or DISCARD in request.GET:
        # Another who has logged in here sees it no more than she sees the page.
        forget(request)
        return redirect(request.path) if DISCARD in request.GET else response
    fields = [
        (name, value)
        for name, values in form.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "written": written_in(form),
        "fields": fields,
        "files": request.session[KEPT_AS].get("files", []),
        "discard": DISCARD,
    }
    return render(request, "network/interrupted.html", context)
