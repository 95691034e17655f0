"""Every address of the site. Bokmål has no prefix; `/nn/` and `/en/` are the other languages."""

from allauth.account import views as accounts
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from portal import health
from portal.views import documents, front, members, programme
from portal.views.accounts import login

urlpatterns: list[URLPattern | URLResolver] = [
    path(health.LIVE, health.live, name="health_live"),
    path(health.READY, health.ready, name="health_ready"),
]

urlpatterns += i18n_patterns(
    path("", front.front, name="front"),
    path("planverk/<slug:slug>/", documents.document, name="document"),
    path("tiltak/", programme.programme, name="programme"),
    path("tiltak/<int:measure>/", programme.measure, name="measure"),
    path("tiltak/<int:measure>/<int:number>/", programme.action, name="action"),
    path("skoler/<slug:slug>/", members.school, name="school"),
    path("opplaringskontor/<slug:slug>/", members.training_office, name="training_office"),
    path("", include("plans.urls")),
    path("", include("network.urls")),
    path("", include("mobility.urls")),
    path("logg-inn/", login, name="account_login"),
    path("logg-ut/", accounts.logout, name="account_logout"),
    path("registrer/", accounts.signup, name="account_signup"),
    prefix_default_language=False,
)
