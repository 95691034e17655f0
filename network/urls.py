from django.urls import path

from network.views import invitations, members

urlpatterns = [
    path("skoler/", members.schools, name="schools"),
    path("opplaringskontor/", members.training_offices, name="training_offices"),
    path("invitasjon/", invitations.invitation, name="invitation"),
    path("invitasjon/ta-imot/", invitations.take, name="invitation_take"),
    path("invitasjon/<str:token>/", invitations.link, name="invitation_link"),
]
