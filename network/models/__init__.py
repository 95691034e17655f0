"""People, organisations and what a person is in one."""

from network.models.access import AccessRequest
from network.models.contact import ContactPoint, Feedback
from network.models.content import ContentMark, ContentVersion
from network.models.handovers import HandOver
from network.models.invitations import Invitation
from network.models.organisations import Organisation
from network.models.people import Role, User
from network.models.security import SecurityEvent

__all__ = [
    "AccessRequest",
    "ContactPoint",
    "ContentMark",
    "ContentVersion",
    "Feedback",
    "HandOver",
    "Invitation",
    "Organisation",
    "Role",
    "SecurityEvent",
    "User",
]
