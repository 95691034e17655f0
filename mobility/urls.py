from django.urls import path, re_path

from mobility.views import (
    activities,
    agreements,
    anchors,
    applications,
    comments,
    dialogue,
    editing,
    moving,
    results,
)
from plans.anchor_urls import anchor_paths

# Both sorts of agreements have the same pages.
AGREEMENTS = (("samarbeid", "partnership"), ("samarbeid/akkrediteringer", "accreditation"))
AGREEMENT_PAGES = (
    ("<slug:slug>/", agreements.agreement, ""),
    ("<slug:slug>/rediger/", agreements.edit_agreement, "_edit"),
    ("<slug:slug>/parter/", agreements.parties, "_parties"),
    ("<slug:slug>/parter/<int:pk>/", agreements.party, "_party"),
    ("<slug:slug>/vis/", agreements.show_agreement, "_show"),
    ("<slug:slug>/slett/", agreements.delete_agreement, "_delete"),
)

urlpatterns = [
    path("aktiviteter/", activities.activities, name="activities"),
    re_path(
        r"^aktiviteter/last-ned\.(?P<form>csv|xlsx|json)$",
        activities.activities_download,
        name="activities_download",
    ),
    # An activity's own address is never this one (see mobility.editing).
    path("aktiviteter/ny/", editing.new_activity, name="activity_new"),
    path("aktiviteter/<slug:slug>/", activities.activity, name="activity"),
    path(
        "aktiviteter/<slug:slug>/rediger/<slug:step>/", editing.edit_activity, name="activity_edit"
    ),
    *anchor_paths("aktiviteter/<slug:slug>/forankring/", anchors.ACTIVITIES),
    path(
        "aktiviteter/<slug:slug>/forankring/<int:pk>/flytt/",
        anchors.move_anchor,
        name="anchor_move",
    ),
    path("planverk/<slug:slug>/flytt/", moving.move_anchors, name="anchors_move"),
    path("aktiviteter/<slug:slug>/ledelsen/", dialogue.activity_dialogue, name="activity_dialogue"),
    path("aktiviteter/<slug:slug>/ledelsen/sak.pdf", dialogue.leaders_case, name="leaders_case"),
    path(
        "aktiviteter/<slug:slug>/ledelsen/<int:pk>/fjern/",
        dialogue.remove_dialogue,
        name="dialogue_remove",
    ),
    path(
        "aktiviteter/<slug:slug>/kommentarer/", comments.activity_comments, name="activity_comments"
    ),
    path(
        "aktiviteter/<slug:slug>/kommentarer/<int:pk>/fjern/",
        comments.remove_comment,
        name="comment_remove",
    ),
    path("aktiviteter/<slug:slug>/se-over/", editing.review_activity, name="activity_review"),
    path("aktiviteter/<slug:slug>/neste-runde/", editing.next_round, name="activity_next_round"),
    path(
        "aktiviteter/<slug:slug>/soknadstekst/",
        applications.application_forms,
        name="application_forms",
    ),
    path(
        "aktiviteter/<slug:slug>/soknadstekst/<slug:form>/<slug:lang>/",
        applications.application,
        name="application",
    ),
    re_path(
        r"^aktiviteter/(?P<slug>[-\w]+)/soknadstekst/(?P<form>[-\w]+)/(?P<lang>[-\w]+)"
        r"/soknad\.(?P<kind>docx|pdf)$",
        applications.application_file,
        name="application_file",
    ),
    path(
        "aktiviteter/<slug:slug>/soknadstekst/<slug:form>/<slug:lang>/<slug:section>/",
        applications.application_section,
        name="application_section",
    ),
    path("aktiviteter/<slug:slug>/resultater/", results.activity_results, name="activity_results"),
    path(
        "aktiviteter/<slug:slug>/resultater/<int:pk>/",
        results.activity_result,
        name="activity_result",
    ),
    path("erfaringer/", results.experiences, name="experiences"),
    path("aktiviteter/<slug:slug>/slett/", editing.delete_activity, name="activity_delete"),
    path("samarbeid/", agreements.partnerships, name="partnerships"),
    re_path(
        r"^samarbeid/last-ned\.(?P<form>csv|xlsx|json)$",
        agreements.partnerships_download,
        name="partnerships_download",
    ),
    path("samarbeid/akkrediteringer/", agreements.accreditations, name="accreditations"),
    *(
        path(f"{place}/ny/", agreements.new_agreement, {"sort": sort}, name=f"{sort}_new")
        for place, sort in AGREEMENTS
    ),
    *(
        path(f"{place}/{ending}", view, {"sort": sort}, name=f"{sort}{name}")
        for place, sort in AGREEMENTS
        for ending, view, name in AGREEMENT_PAGES
    ),
]
