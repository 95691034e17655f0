from django.urls import path

from network import views

urlpatterns = [
    path("skoler/", views.schools, name="schools"),
    path("opplaringskontor/", views.training_offices, name="training_offices"),
]
