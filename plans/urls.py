from django.urls import path, re_path

from plans import views

urlpatterns = [
    path("planverk/", views.library, name="library"),
    re_path(
        r"^planverk/last-ned\.(?P<form>csv|xlsx|json)$",
        views.library_download,
        name="library_download",
    ),
]
