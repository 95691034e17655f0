"""Addresses of the coverage. Those of cells are short, for a page has up to 625 of them."""

from django.urls import path

from portal.views import coverage

PLANS = {"page": "coverage_plans"}

urlpatterns = [
    path("", coverage.frameworks, name="coverage"),
    path("<int:document>/<int:organisation>/", coverage.cell, name="coverage_cell"),
    path(
        "<int:document>/<int:organisation>/planer/", coverage.cell, PLANS, name="coverage_plan_cell"
    ),
    path("tiltak/", coverage.points, name="coverage_points"),
    path(
        "tiltak/<int:action>/<int:organisation>/", coverage.point_cell, name="coverage_point_cell"
    ),
    path(
        "tiltak/<int:action>/<int:organisation>/planer/",
        coverage.point_cell,
        PLANS,
        name="coverage_point_plan_cell",
    ),
    path("mangler/", coverage.gaps, name="coverage_gaps"),
    path("mangler/<slug:gap>/", coverage.gap, name="coverage_gap"),
    path("last-ned.xlsx", coverage.download, name="coverage_download"),
    path("planer/", coverage.plans, name="coverage_plans"),
]
