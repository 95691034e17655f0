"""Pages of 25 rows, whatever the address says."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest, QueryDict

PAGE_SIZE = 25
PARAMETER = "side"


Rows = models.QuerySet[Any] | Sequence[Any]


def page_of(request: HttpRequest, rows: Rows, count: int | None = None) -> Page[Any]:
    """The page asked for; the first for nonsense, the last for what lies beyond it."""
    return page_asked(request.GET, PARAMETER, rows, count)


def page_asked(data: QueryDict, parameter: str, rows: Rows, count: int | None = None) -> Page[Any]:
    """The page that one parameter of an address asks for; rows that are counted are not again."""
    asked = data.get(parameter, "")
    is_number = asked.isdecimal() and asked.strip("0")
    paginator = Paginator(rows, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(asked if is_number else 1)
    page.object_list = list(page.object_list)
    return page


def other_parameters(request: HttpRequest, known: set[str]) -> str:
    """The address's filters without the page number, ending in `&` where there are any."""
    kept = QueryDict(mutable=True)
    for name in request.GET:
        if name in known:
            kept.setlist(name, request.GET.getlist(name))
    return f"{kept.urlencode()}&" if kept else ""
