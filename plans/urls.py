from django.urls import path, re_path

from plans import views

urlpatterns = [
    path("planverk/", views.library, name="library"),
    path("planverk/kart/", views.anchoring_map, name="anchoring_map"),
    re_path(
        r"^planverk/kart\.(?P<form>svg|pdf)$",
        views.anchoring_map_file,
        name="anchoring_map_file",
    ),
    re_path(
        r"^planverk/last-ned\.(?P<form>csv|xlsx|json)$",
        views.library_download,
        name="library_download",
    ),
]
