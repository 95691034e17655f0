"""Activities, what they are applied for with, and who pays."""

from mobility.models.activities import Activity, ActivityAnchor, ActivityTheme, LeaderDialogue
from mobility.models.applications import ApplicationForm, ApplicationSection, WrittenSection
from mobility.models.funding import FundingProgramme

__all__ = [
    "Activity",
    "ActivityAnchor",
    "ActivityTheme",
    "ApplicationForm",
    "ApplicationSection",
    "FundingProgramme",
    "LeaderDialogue",
    "WrittenSection",
]
