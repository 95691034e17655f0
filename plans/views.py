"""The library of policy documents."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.paging import other_parameters, page_of
from plans.choices import Level
from plans.filters import LibraryFilter
from plans.models import PolicyDocument, Theme


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Documents by level, filtered by level and theme; each choice says how many it gives."""
    documents = PolicyDocument.objects.visible_to(request.user)
    chosen = LibraryFilter(request.GET, queryset=documents)
    by_level = LibraryFilter(without(request, "niva"), queryset=documents).qs.counts_by_level()
    by_theme = LibraryFilter(without(request, "tema"), queryset=documents).qs.counts_by_theme()
    page = page_of(request, chosen.qs.distinct().for_library().from_the_top())
    themes = request.GET.getlist("tema")
    level = request.GET.get("niva", "")
    return render(
        request,
        "plans/library.html",
        {
            "page": page,
            "errors": chosen.form.errors,
            "level": level,
            "levels": [(item, by_level[item]) for item in Level.from_the_top()],
            "everything": sum(by_level.values()),
            "themes": [
                (theme, by_theme.get(theme.key, 0), theme.key in themes)
                for theme in Theme.objects.in_order()
            ],
            "chosen_count": len(themes) + bool(level),
            "query": other_parameters(request, set(chosen.filters)),
        },
    )


def without(request: HttpRequest, parameter: str) -> QueryDict:
    """The address's filters but one, to count what each choice of that one would give."""
    others = request.GET.copy()
    others.pop(parameter, None)
    return others
