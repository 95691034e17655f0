"""Every address of the site with a sample of real or demo content, and what each person gets."""

from network.sheets import FORMATS
from tests.portal.answers import (
    AGREEMENTS,
    FJORDVIK,
    NO_ACTIVITIES_OF_THEIR_OWN,
    ONLY_THE_COUNTY,
    ONLY_THE_COUNTY_GUESSES,
    ONLY_VISITORS_STAY,
    RUN_ACTIVITIES,
    RUN_FJORDVIK,
    RUN_PLANS,
    TAKEN_BACK_FIRST,
    VISITOR_IS_SENT_AWAY,
    people_of_fjordvik,
)
from tests.portal.page import Page

# A portal that is told of no Feide has none of these; with Feide, see tests/network/test_feide.py.
FEIDE = [
    Page(name, status=404)
    for name in (
        "access_request",
        "access_withdraw",
        "feide_start",
        "feide_answer",
        "feide_cancelled",
        "feide_failed",
        "feide_silent",
        "feide_elsewhere",
        "feide_account",
        "feide_connect",
        "feide_disconnect",
    )
]

STRATEGY = "fjordvik-internasjonal-strategi-2025-2028"
BRAGA = "helsefagelever-i-praksis-i-braga"
MEMBERS = [
    ("school", "fjordvik-videregaende-skole-eksempel"),
    ("training_office", "opplaeringskontoret-kvernstein-eksempel"),
]

PAGES = [
    Page("health_live", has_languages=False),
    Page("health_ready", has_languages=False),
    Page("front"),
    Page("participate"),
    Page("funding_programmes"),
    Page("about"),
    Page("contact"),
    Page("accessibility"),
    Page("feedback_thanks"),
    Page("privacy"),
    Page("style_guide"),
    Page("library"),
    Page("anchoring_map"),
    *(Page("anchoring_map_file", {"form": form}, has_languages=False) for form in ("svg", "pdf")),
    *(Page("library_download", {"form": form}, has_languages=False) for form in FORMATS),
    Page("document", {"slug": "herning-declaration-2025"}),
    Page("document", {"slug": "regional-planstrategi-trondelag-2024-2027"}),
    Page("document", {"slug": STRATEGY}),
    Page("document", {"slug": "internasjonalt-handlingsprogram-trondelag"}),
    Page("document", {"slug": "finnes-ikke"}, status=404),
    Page("document_basis", {"slug": STRATEGY}),
    Page("document_basis", {"slug": "finnes-ikke"}, status=404),
    Page("plan_file", {"slug": "fjordvik-internasjonal-strategi-2025-2028"}, status=404),
    Page("plan_new", status=403, otherwise=RUN_PLANS),
    Page("plan_start", has_languages=False),
    *(
        Page(name, {"slug": STRATEGY, **more}, status=status, otherwise=otherwise)
        for name, more, status, otherwise in (
            ("plan_edit", {}, 403, RUN_FJORDVIK),
            ("plan_aims", {}, 403, RUN_FJORDVIK),
            ("plan_aim", {"key": "1"}, 403, RUN_FJORDVIK),
            ("plan_show", {}, 405, VISITOR_IS_SENT_AWAY),
            ("plan_dialogue", {}, 403, people_of_fjordvik(200, 200)),
            ("plan_dialogue_remove", {"pk": 0}, 405, VISITOR_IS_SENT_AWAY),
            ("plan_anchors", {}, 403, RUN_FJORDVIK),
            ("plan_rest_on", {"document": "herning-declaration-2025"}, 403, RUN_FJORDVIK),
            ("plan_anchor", {"pk": 0}, 403, {**RUN_FJORDVIK, "fjordvik": 404}),
            ("plan_anchor_answer", {"pk": 0}, 403, {**RUN_FJORDVIK, "fjordvik": 404}),
            ("plan_anchor_contest", {"pk": 0}, 403, ONLY_THE_COUNTY_GUESSES),
            ("plan_anchors_confirm", {}, 405, VISITOR_IS_SENT_AWAY),
        )
    ),
    Page("programme"),
    Page("measure", {"measure": 1}),
    Page("measure", {"measure": 99}, status=404),
    Page("action", {"measure": 2, "number": 2}),
    Page("action", {"measure": 2, "number": 99}, status=404),
    Page("action_basis", {"measure": 2, "number": 2}),
    Page("action_answers", {"measure": 2, "number": 2}),
    Page("action_answers", {"measure": 2, "number": 99}, status=404),
    Page("schools"),
    Page("school", {"slug": "fjordvik-videregaende-skole-eksempel"}),
    Page("school", {"slug": "opplaeringskontoret-kvernstein-eksempel"}, status=404),
    *(
        Page(f"{member}_anchoring{ending}", {"slug": slug}, has_languages=ending != "_download")
        for member, slug in MEMBERS
        for ending in ("", "_paper", "_download")
    ),
    Page("school_anchoring", {"slug": "finnes-ikke"}, status=404),
    *(Page(f"{member}_map", {"slug": slug}) for member, slug in MEMBERS),
    *(
        Page(f"{member}_map_file", {"slug": slug, "form": form}, has_languages=False)
        for member, slug in MEMBERS
        for form in ("svg", "pdf")
    ),
    Page("training_office_map", {"slug": "finnes-ikke"}, status=404),
    Page("training_offices"),
    Page("training_office", {"slug": "opplaeringskontoret-kvernstein-eksempel"}),
    Page("training_office", {"slug": "finnes-ikke"}, status=404),
    Page("activities"),
    *(Page("activities_download", {"form": form}, has_languages=False) for form in FORMATS),
    Page("activity", {"slug": BRAGA}),
    Page("activity", {"slug": "forberedende-besok-i-galway"}),
    Page("activity", {"slug": "finnes-ikke"}, status=404),
    Page("partnerships"),
    *(Page("partnerships_download", {"form": form}, has_languages=False) for form in FORMATS),
    Page("accreditations"),
    *(
        Page(f"{sort}{page}", {"slug": slug}, status=status, otherwise=otherwise)
        for sort, slug, own in AGREEMENTS
        for page, status, otherwise in (
            ("", 200, {}),
            ("_edit", 403, own),
            ("_parties", 403, own),
            ("_show", 405, VISITOR_IS_SENT_AWAY),
            ("_delete", 403, dict.fromkeys(own, 302)),
        )
    ),
    *(
        Page(
            f"{sort}_party",
            {"slug": slug, "pk": 0},
            status=403,
            otherwise=dict.fromkeys(own, 404) | VISITOR_IS_SENT_AWAY,
        )
        for sort, slug, own in AGREEMENTS
    ),
    Page("partnership", {"slug": "finnes-ikke"}, status=404),
    Page("experiences"),
    *(
        Page(name, {"slug": BRAGA, **pk}, status=403, otherwise=RUN_FJORDVIK | own)
        for name, pk, own in (
            ("activity_results", {}, {}),
            ("activity_result", {"pk": 0}, {"fjordvik": 404}),
        )
    ),
    *(
        Page(f"{what}_new", status=403, otherwise=RUN_ACTIVITIES)
        for what in ("partnership", "accreditation", "activity")
    ),
    *(
        Page(
            "activity_edit",
            {"slug": BRAGA, "step": step},
            status=403,
            otherwise=RUN_FJORDVIK,
        )
        for step in ("hva-og-hvorfor", "med-hvem-og-nar")
    ),
    Page(
        "activity_anchors",
        {"slug": BRAGA},
        status=403,
        otherwise=RUN_FJORDVIK,
    ),
    Page(
        "activity_rest_on",
        {"slug": BRAGA, "document": "herning-declaration-2025"},
        status=403,
        otherwise=RUN_FJORDVIK,
    ),
    Page(
        "activity_rest_on",
        {
            "slug": BRAGA,
            "document": "internasjonalt-handlingsprogram-trondelag",
        },
        status=403,
        otherwise=RUN_FJORDVIK,
    ),
    *(
        Page(name, {"slug": BRAGA, "pk": 0}, status=403, otherwise=whose | VISITOR_IS_SENT_AWAY)
        for name, whose in (
            ("activity_anchor", {"fjordvik": 404}),
            ("anchor_move", {"fjordvik": 404}),
            ("anchor_answer", {"fjordvik": 404}),
            ("anchor_contest", {"county": 404, "administrator": 404}),
        )
    ),
    Page(
        "anchors_move",
        {"slug": "kompetansestrategi-trondelag"},
        status=403,
        otherwise=RUN_ACTIVITIES,
    ),
    Page(
        "activity_dialogue",
        {"slug": BRAGA},
        status=403,
        otherwise=people_of_fjordvik(200, 200),
    ),
    Page(
        "leaders_case",
        {"slug": BRAGA},
        status=403,
        otherwise=people_of_fjordvik(200, 200),
        has_languages=False,
    ),
    Page(
        "dialogue_remove",
        {"slug": BRAGA, "pk": 0},
        status=405,
        otherwise=VISITOR_IS_SENT_AWAY,
    ),
    Page("activity_comments", {"slug": BRAGA}, status=403, otherwise=people_of_fjordvik(200, 200)),
    Page(
        "comment_remove",
        {"slug": BRAGA, "pk": 0},
        status=405,
        otherwise=VISITOR_IS_SENT_AWAY,
    ),
    Page(
        "anchors_confirm",
        {"slug": BRAGA},
        status=405,
        otherwise=VISITOR_IS_SENT_AWAY,
    ),
    Page(
        "activity_review",
        {"slug": BRAGA},
        status=403,
        otherwise=RUN_FJORDVIK,
    ),
    Page(
        "activity_next_round",
        {"slug": BRAGA},
        status=403,
        otherwise=RUN_FJORDVIK,
    ),
    Page(
        "activity_delete",
        {"slug": BRAGA},
        status=403,
        otherwise=TAKEN_BACK_FIRST,
    ),
    Page(
        "application_forms",
        {"slug": BRAGA},
        status=403,
        otherwise=people_of_fjordvik(200, 200),
    ),
    *(
        Page(
            "application",
            {"slug": BRAGA, "form": form, "lang": lang},
            status=403,
            otherwise=people_of_fjordvik(200, 200),
        )
        for form, lang in (("ka122", "nb"), ("ka122", "en"), ("ka121", "nn"))
    ),
    *(
        Page(
            "application_file",
            {
                "slug": BRAGA,
                "form": "ka122",
                "lang": "en",
                "kind": kind,
            },
            status=403,
            otherwise=people_of_fjordvik(200, 200),
            has_languages=False,
        )
        for kind in ("docx", "pdf")
    ),
    Page(
        "application_section",
        {
            "slug": BRAGA,
            "form": "ka122",
            "lang": "nb",
            "section": "behov",
        },
        status=403,
        otherwise=RUN_FJORDVIK,
    ),
    Page("activity_basis", {"slug": BRAGA}),
    Page("activity_basis", {"slug": "finnes-ikke"}, status=404),
    Page("coverage"),
    Page("coverage_points"),
    Page("coverage_gaps"),
    Page("coverage_gap", {"gap": "planverk"}),
    Page("coverage_gap", {"gap": "tiltakspunkter"}),
    Page("coverage_gap", {"gap": "opplaringskontor"}),
    Page("coverage_gap", {"gap": "avlost"}),
    Page("coverage_gap", {"gap": "finnes-ikke"}, status=404),
    Page("coverage_plans"),
    Page("coverage_download", has_languages=False),
    Page("coverage_cell", {"document": 0, "organisation": 0}, status=404),
    Page("coverage_plan_cell", {"document": 0, "organisation": 0}, status=404),
    Page("coverage_point_cell", {"action": 0, "organisation": 0}, status=404),
    Page("coverage_point_plan_cell", {"action": 0, "organisation": 0}, status=404),
    Page("account_login", status=302, otherwise=ONLY_VISITORS_STAY),
    Page("account_logout", otherwise=VISITOR_IS_SENT_AWAY),
    Page("account_signup", status=302, otherwise=ONLY_VISITORS_STAY),
    Page("account_request_login_code", status=302, otherwise=ONLY_VISITORS_STAY),
    Page("account_confirm_login_code", status=302),
    Page("account_inactive"),
    Page("account_reset_password"),
    Page("account_reset_password_done"),
    Page("account_reset_password_from_key", {"uidb36": "1" * 14, "key": "brukt"}),
    Page("account_reset_password_from_key_done"),
    Page("account_reauthenticate", otherwise=VISITOR_IS_SENT_AWAY),
    Page("account_change_password", otherwise=VISITOR_IS_SENT_AWAY),
    Page("account_set_password", status=302),
    Page("mfa_index", otherwise=VISITOR_IS_SENT_AWAY),
    Page("mfa_authenticate", status=302),
    Page("mfa_reauthenticate", status=302),
    Page("mfa_activate_totp", status=302),
    Page("mfa_deactivate_totp", status=404, otherwise=VISITOR_IS_SENT_AWAY),
    Page("mfa_view_recovery_codes", status=404, otherwise=VISITOR_IS_SENT_AWAY),
    Page("mfa_generate_recovery_codes", status=302),
    Page("mfa_download_recovery_codes", status=404, otherwise=VISITOR_IS_SENT_AWAY),
    Page("usersessions_list", otherwise=VISITOR_IS_SENT_AWAY),
    *FEIDE,
    Page("invitation", status=410),
    Page("invitation_take", status=405),
    Page("invitation_link", {"token": "ukjent"}, status=302),
    Page("people", {"slug": FJORDVIK}, status=404, otherwise=people_of_fjordvik(200, 200)),
    Page("hand_over", {"slug": FJORDVIK, "pk": 0}, status=404, otherwise=VISITOR_IS_SENT_AWAY),
    Page(
        "lost_factor",
        {"slug": FJORDVIK, "pk": 0},
        status=404,
        otherwise=people_of_fjordvik(404, 403),
    ),
    Page(
        "role_remove",
        {"slug": FJORDVIK, "pk": 0},
        status=404,
        otherwise=people_of_fjordvik(404, 403),
    ),
    Page(
        "invitation_renew", {"slug": FJORDVIK, "pk": 0}, status=405, otherwise=VISITOR_IS_SENT_AWAY
    ),
    Page(
        "invitation_withdraw",
        {"slug": FJORDVIK, "pk": 0},
        status=405,
        otherwise=VISITOR_IS_SENT_AWAY,
    ),
    Page("my_page", otherwise=VISITOR_IS_SENT_AWAY),
    Page("my_list", {"key": "hull"}, otherwise=NO_ACTIVITIES_OF_THEIR_OWN),
    Page("my_list", {"key": "finnes-ikke"}, status=404, otherwise=VISITOR_IS_SENT_AWAY),
    Page("first_steps", status=405),
    Page("preferences", otherwise=VISITOR_IS_SENT_AWAY),
    Page("access_requests", status=404, otherwise=ONLY_THE_COUNTY),
    Page("access_grant", {"pk": 0}, status=405),
    Page("access_refuse", {"pk": 0}, status=404, otherwise=VISITOR_IS_SENT_AWAY),
    Page("county_desk", status=404, otherwise=ONLY_THE_COUNTY),
    Page("proposals", status=404, otherwise=ONLY_THE_COUNTY),
    Page("contests", status=404, otherwise=ONLY_THE_COUNTY),
    Page("without_contact", status=404, otherwise=ONLY_THE_COUNTY),
    Page("security_log", status=404, otherwise={"administrator": 200, "visitor": 302}),
    Page(
        "security_log_download",
        status=404,
        otherwise={"administrator": 200, "visitor": 302},
        has_languages=False,
    ),
]

SHOWN = [page for page in PAGES if page.status_for("visitor") == 200 and page.has_languages]
# Pages that a visitor never sees, with the first of the cast who does.
BEHIND_LOG_IN = [
    (page.viewer, page)
    for page in PAGES
    if page.has_languages and page.viewer not in (None, "visitor")
]
