from django.urls import path, re_path

from plans.anchor_urls import anchor_paths
from plans.views import dialogue, library, plan_files, school_plans
from plans.views.anchor_sorts import PLANS

urlpatterns = [
    # A document's own address is none of these (see plans.editing).
    path("planverk/ny/", school_plans.new_plan, name="plan_new"),
    path("planverk/ny/utgangspunkt.docx", school_plans.starting_point, name="plan_start"),
    path("planverk/<slug:slug>/rediger/", school_plans.edit_plan, name="plan_edit"),
    path("planverk/<slug:slug>/rediger/mal/", school_plans.plan_aims, name="plan_aims"),
    path("planverk/<slug:slug>/rediger/mal/<slug:key>/", school_plans.plan_aim, name="plan_aim"),
    path("planverk/<slug:slug>/rediger/vis/", school_plans.show_plan, name="plan_show"),
    *anchor_paths("planverk/<slug:slug>/bygger-pa/", PLANS),
    path("planverk/<slug:slug>/ledelsen/", dialogue.plan_dialogue, name="plan_dialogue"),
    path(
        "planverk/<slug:slug>/ledelsen/<int:pk>/fjern/",
        dialogue.remove_plan_dialogue,
        name="plan_dialogue_remove",
    ),
    path("planverk/<slug:slug>/plan.pdf", plan_files.plan_file, name="plan_file"),
    path("planverk/", library.library, name="library"),
    path("planverk/kart/", library.anchoring_map, name="anchoring_map"),
    re_path(
        r"^planverk/kart\.(?P<form>svg|pdf)$",
        library.anchoring_map_file,
        name="anchoring_map_file",
    ),
    re_path(
        r"^planverk/last-ned\.(?P<form>csv|xlsx|json)$",
        library.library_download,
        name="library_download",
    ),
]
