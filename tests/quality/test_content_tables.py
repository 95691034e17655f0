"""Every table raises the content version, or is named here since visitors never see its rows."""

import pghistory
from django.apps import apps
from django.db import models

APPS = ("portal", "mobility", "plans", "network")
# No page for visitors shows a row of these.
NOT_SHOWN = {
    "mobility.ActivityComment",  # read by the activity's own people and the county
    "mobility.ActivityDialogue",  # likewise
    "mobility.CommentReading",  # a person's own
    "mobility.WrittenSection",  # read as the first two
    "network.AccessRequest",  # read by the county alone
    "network.ContentMark",  # what the version is made of
    "network.ContentVersion",
    "network.Feedback",  # read by the county alone
    "network.HandOver",  # read by the two and by those in charge
    "network.Invitation",  # read by the invited and by those in charge
    "network.Role",
    "network.SecurityEvent",  # read by the county's administrators
    "network.User",
    "network.User_groups",
    "network.User_user_permissions",
    "plans.DocumentVector",  # comes with documents and aims, which are marked
    "plans.LeaderDialogue",  # read by the plan's own people and the county
    "plans.Turn",
    "plans.Word",  # so does it
    "portal.FirstSteps",  # a person's own
    "portal.LoadedRecord",
}
MODELS = {
    model._meta.label: model
    for app in APPS
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
    if not issubclass(model, pghistory.models.Event)
}
SHOWN = [model for label, model in MODELS.items() if label not in NOT_SHOWN]


def raises_the_version(model: type[models.Model]) -> bool:
    return any(found.name == "mark_content" for found in getattr(model._meta, "triggers", []))


def test_every_table_is_marked_or_said_to_be_hidden() -> None:
    """Decorate the model with `tracked()`, or name it above where visitors never see its rows."""
    unmarked = {label for label, model in MODELS.items() if not raises_the_version(model)}
    assert unmarked == NOT_SHOWN
