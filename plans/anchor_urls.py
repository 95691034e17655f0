"""The addresses of what something rests on: the same pages for activities and for plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import anchors, contests
from plans.views.anchor_sorts import Sort


def anchor_paths(place: str, sort: Sort) -> list[URLPattern]:
    """The pages under an address that has the `slug` of what rests on something."""
    pages = sort.pages
    found = (
        ("", anchors.anchors, pages.all),
        ("<int:pk>/endre/", anchors.anchor, pages.one),
        ("<int:pk>/bestrid/", contests.contest_anchor, pages.contest),
        ("<int:pk>/svar/", contests.answer_contest, pages.answer),
        ("bekreft/", anchors.confirm_anchors, pages.confirm),
        ("<slug:document>/", anchors.rest_on, pages.rest_on),
    )
    return [
        path(f"{place}{ending}", view, {"sort": sort}, name=name) for ending, view, name in found
    ]
