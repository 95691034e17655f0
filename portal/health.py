"""Health for operators: alive, and ready to serve."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.views.decorators.http import require_safe

LIVE, READY = "helse/lever", "helse/klar"
TEXT = "text/plain; charset=utf-8"


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("lever\n", content_type=TEXT)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type=TEXT)
    return HttpResponse("klar\n", content_type=TEXT)


class HealthMiddleware:
    """Answer before sessions and people are asked for, which takes a database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.removeprefix("/") not in (LIVE, READY):
            return self.get_response(request)
        request.resolver_match = resolve(request.path_info)
        return request.resolver_match.func(request)
