from django.urls import path

from network.views import access, desk, handing_over, invitations, members, people, security_log

urlpatterns = [
    path("skoler/", members.schools, name="schools"),
    path("opplaringskontor/", members.training_offices, name="training_offices"),
    path("invitasjon/", invitations.invitation, name="invitation"),
    path("invitasjon/ta-imot/", invitations.take, name="invitation_take"),
    path("invitasjon/<str:token>/", invitations.link, name="invitation_link"),
    path("tilgang/", access.ask, name="access_request"),
    path("tilgang/trekk/", access.withdraw, name="access_withdraw"),
    path("fylket/tilgang/", desk.access_requests, name="access_requests"),
    path("fylket/tilgang/<int:pk>/gi/", desk.grant, name="access_grant"),
    path("fylket/tilgang/<int:pk>/avsla/", desk.refuse, name="access_refuse"),
    path("fylket/sikkerhetslogg/", security_log.security_log, name="security_log"),
    path(
        "fylket/sikkerhetslogg/last-ned.csv",
        security_log.security_log_download,
        name="security_log_download",
    ),
    path("organisasjoner/<slug:slug>/personer/", people.people, name="people"),
    path(
        "organisasjoner/<slug:slug>/personer/<int:pk>/fjern/",
        people.remove_role,
        name="role_remove",
    ),
    path(
        "organisasjoner/<slug:slug>/personer/<int:pk>/engangskode/",
        people.lost_factor,
        name="lost_factor",
    ),
    path(
        "organisasjoner/<slug:slug>/personer/<int:pk>/overlat/",
        handing_over.hand_over,
        name="hand_over",
    ),
    path(
        "organisasjoner/<slug:slug>/invitasjoner/<int:pk>/send/",
        people.renew_invitation,
        name="invitation_renew",
    ),
    path(
        "organisasjoner/<slug:slug>/invitasjoner/<int:pk>/trekk/",
        people.withdraw_invitation,
        name="invitation_withdraw",
    ),
]
