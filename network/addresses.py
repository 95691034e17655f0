"""Addresses of lists, short enough to share."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def without_empty_parameters(view: View) -> View:
    """Lead the address a form makes, empty fields and all, to the one that says what is asked.

    A part of a page is answered as it is: there the script keeps the address.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = request.GET
        if all(value for _name, values in asked.lists() for value in values) or is_part(request):
            return view(request, *args, **kwargs)
        kept = asked.copy()
        for name, values in asked.lists():
            kept.setlist(name, [value for value in values if value])
        query = kept.urlencode()
        return redirect(f"{request.path}?{query}" if query else request.path)

    return answer


def is_part(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
