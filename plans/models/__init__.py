"""Documents, the action programme and the anchors between them."""

from plans.models.aims import Aim, Succession
from plans.models.anchors import Anchor, AnchorBase, exactly_one
from plans.models.dialogue import DialogueBase, LeaderDialogue
from plans.models.documents import DocumentIssuer, DocumentTheme, PolicyDocument, Theme
from plans.models.files import PlanFile
from plans.models.followup import (
    ActionParty,
    Indicator,
    IndicatorValue,
    PoliticalTreatment,
    ProgressReport,
)
from plans.models.programme import Action, Measure, Programme
from plans.models.words import DocumentVector, Word

__all__ = [
    "Action",
    "ActionParty",
    "Aim",
    "Anchor",
    "AnchorBase",
    "DialogueBase",
    "DocumentIssuer",
    "DocumentTheme",
    "DocumentVector",
    "Indicator",
    "IndicatorValue",
    "LeaderDialogue",
    "Measure",
    "PlanFile",
    "PolicyDocument",
    "PoliticalTreatment",
    "Programme",
    "ProgressReport",
    "Succession",
    "Theme",
    "Word",
    "exactly_one",
]
