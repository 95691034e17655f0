"""What somebody typed while her session ran out: kept while she logs in, then given back to her."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from network.forms import refuse_national_identity_number

KEPT_AS = "interrupted"
KEPT_FOR = datetime.timedelta(hours=1)
# Signs; a form of the portal holds no more than a part of this.
LONGEST = 50_000
OURS = {"csrfmiddlewaretoken", "submission", "read", "numbers"}
# What is shorter than this and one word is chosen, not written.
WRITTEN = 20


def written_in(form: QueryDict) -> list[str]:
    """The texts of a form, as against what was ticked, chosen or put there by the page."""
    values = [value for name, sent in form.lists() if name not in OURS for value in sent]
    return [value for value in values if " " in value.strip() or len(value) > WRITTEN]


def may_be_kept(form: QueryDict) -> bool:
    """Whether it is worth it: text of a form's length, without passwords and identity numbers."""
    text = form.urlencode()
    if not written_in(form) or len(text) > LONGEST or any("password" in name for name in form):
        return False
    try:
        refuse_national_identity_number("\n".join(written_in(form)))
    except ValidationError:
        return False
    return True


class InterruptedMiddleware:
    """Keep a form that is sent without a log-in; show it, ready to send, to whoever logs in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST":
            keep(request, response)
        elif request.method == "GET" and KEPT_AS in session_of(request):
            kept = kept_for(request)
            # Another who has logged in here sees it no more than she sees the page.
            if kept and response.status_code == HTTPStatus.OK:
                return given_back(request, kept)
        return response


def session_of(request: HttpRequest) -> Container[str]:
    """The session of whoever is logged in; a visitor's is not even looked for."""
    has_one = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.session if has_one and request.user.is_authenticated else ()


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Remember a form that leads to the log-in page."""
    is_sent_away = response.get("Location", "").startswith(f"{reverse('account_login')}?")
    if is_sent_away and may_be_kept(request.POST):
        request.session[KEPT_AS] = {
            "path": request.path,
            "form": request.POST.urlencode(),
            "at": timezone.now().timestamp(),
        }


def kept_for(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address without a log-in, once, within the hour."""
    kept = request.session.get(KEPT_AS)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT_AS]
    is_late = kept["at"] < (timezone.now() - KEPT_FOR).timestamp()
    return None if is_late else QueryDict(kept["form"])


def given_back(request: HttpRequest, form: QueryDict) -> HttpResponse:
    """The form's text, ready to be sent anew."""
    fields = [
        (name, value)
        for name, values in form.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {"written": written_in(form), "fields": fields}
    return render(request, "network/interrupted.html", context)
