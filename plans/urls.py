from django.urls import path

from plans import views

urlpatterns = [path("planverk/", views.library, name="library")]
