"""Activities, agreements, what is applied for and with what, and who pays."""

from mobility.models.activities import Activity, ActivityAnchor, ActivityDialogue, ActivityTheme
from mobility.models.agreements import (
    Accreditation,
    AccreditationMember,
    Agreement,
    Membership,
    Partnership,
    Party,
)
from mobility.models.applications import ApplicationForm, ApplicationSection, WrittenSection
from mobility.models.comments import ActivityComment, CommentReading
from mobility.models.funding import FundingProgramme
from mobility.models.results import ActivityResult

__all__ = [
    "Accreditation",
    "AccreditationMember",
    "Activity",
    "ActivityAnchor",
    "ActivityComment",
    "ActivityDialogue",
    "ActivityResult",
    "ActivityTheme",
    "Agreement",
    "ApplicationForm",
    "ApplicationSection",
    "CommentReading",
    "FundingProgramme",
    "Membership",
    "Partnership",
    "Party",
    "WrittenSection",
]
