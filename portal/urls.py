"""Every address of the site. Bokmål has no prefix; `/nn/` and `/en/` are the other languages."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from network.models import Organisation
from portal import health
from portal.views import (
    basis,
    county,
    documents,
    front,
    member_anchoring,
    member_map,
    members,
    my_page,
    programme,
    style,
    ways_in,
)
from portal.views.accounts import login

MEMBERS = (
    ("skoler", Organisation.Kind.UPPER_SECONDARY_SCHOOL, "school"),
    ("opplaringskontor", Organisation.Kind.TRAINING_OFFICE, "training_office"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path(health.LIVE, health.live, name="health_live"),
    path(health.READY, health.ready, name="health_ready"),
]

urlpatterns += i18n_patterns(
    path("", front.front, name="front"),
    path("slik-deltar-du/", ways_in.participate, name="participate"),
    path("program/", ways_in.funding_programmes, name="funding_programmes"),
    path("om/", ways_in.about, name="about"),
    path("kontakt/", ways_in.contact, name="contact"),
    path("tilgjengelighet/", ways_in.accessibility, name="accessibility"),
    path("tilgjengelighet/takk/", ways_in.feedback_thanks, name="feedback_thanks"),
    path("personvern/", ways_in.privacy, name="privacy"),
    path("stil/", style.style_guide, name="style_guide"),
    # The map's address would be a document's too.
    path("", include("plans.urls")),
    path("planverk/<slug:slug>/", documents.document, name="document"),
    path("planverk/<slug:slug>/grunnlag/", basis.document, name="document_basis"),
    path("tiltak/", programme.programme, name="programme"),
    path("tiltak/<int:measure>/", programme.measure, name="measure"),
    path("tiltak/<int:measure>/<int:number>/", programme.action, name="action"),
    path("tiltak/<int:measure>/<int:number>/grunnlag/", basis.action, name="action_basis"),
    path("tiltak/<int:measure>/<int:number>/svar/", programme.answers, name="action_answers"),
    path("aktiviteter/<slug:slug>/grunnlag/", basis.activity, name="activity_basis"),
    path("forankring/", include("portal.coverage_urls")),
    path("min-side/", my_page.my_page, name="my_page"),
    path("min-side/steg/", my_page.first_steps, name="first_steps"),
    path("min-side/sprak-og-varsler/", my_page.preferences, name="preferences"),
    path("min-side/<slug:key>/", my_page.listing, name="my_list"),
    path("fylket/", county.desk, name="county_desk"),
    path("fylket/forslag/", county.proposals, name="proposals"),
    path("fylket/bestridt/", county.contests, name="contests"),
    path("fylket/uten-kontakt/", county.without_contact, name="without_contact"),
    path("skoler/<slug:slug>/", members.school, name="school"),
    path("opplaringskontor/<slug:slug>/", members.training_office, name="training_office"),
    *(
        path(f"{place}/<slug:slug>/forankring/{ending}", view, {"kind": kind}, name=name)
        for place, kind, member in MEMBERS
        for ending, view, name in (
            ("", member_anchoring.anchoring, f"{member}_anchoring"),
            ("utskrift/", member_anchoring.paper, f"{member}_anchoring_paper"),
            ("last-ned.xlsx", member_anchoring.download, f"{member}_anchoring_download"),
        )
    ),
    *(
        path(f"{place}/<slug:slug>/kart/", member_map.page, {"kind": kind}, name=f"{member}_map")
        for place, kind, member in MEMBERS
    ),
    *(
        re_path(
            rf"^{place}/(?P<slug>[-\w]+)/kart\.(?P<form>svg|pdf)$",
            member_map.file,
            {"kind": kind},
            name=f"{member}_map_file",
        )
        for place, kind, member in MEMBERS
    ),
    path("", include("network.urls")),
    path("", include("mobility.urls")),
    path("logg-inn/", login, name="account_login"),
    path("", include("network.account_urls")),
    prefix_default_language=False,
)
