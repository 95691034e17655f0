"""What an address may ask for, said as shortly as can be."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

View = Callable[..., HttpResponse]
# A page with a form is read and sent at one address.
ANSWERS = ["GET", "HEAD", "POST"]


def public_page(*parameters: str) -> Callable[[View], View]:
    """Decorate a view whose page is the same for all visitors; outermost, over `require_safe`.

    It sees the query parameters it names, in the order of their names, and no others.
    """
    known = frozenset(parameters)

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            request.GET = known_query(request.GET, known)  # type: ignore[assignment]
            request.META["QUERY_STRING"] = request.GET.urlencode()
            return view(request, *args, **kwargs)

        setattr(answer, PARAMETERS, known)
        return answer

    return decorate


PARAMETERS = "public_page_parameters"


def parameters_of(view: View) -> frozenset[str] | None:
    """What a public page knows; None for other pages."""
    return getattr(view, PARAMETERS, None)


def known_query(query: QueryDict, known: frozenset[str]) -> QueryDict:
    """The known parameters by name, the values of each in the address's order."""
    names = sorted(known & query.keys())
    return QueryDict(urlencode([(name, value) for name in names for value in query.getlist(name)]))


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
