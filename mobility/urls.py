from django.urls import path

from mobility import views

urlpatterns = [
    path("aktiviteter/", views.activities, name="activities"),
    path("aktiviteter/<slug:slug>/", views.activity, name="activity"),
]
