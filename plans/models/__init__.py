"""Documents, the action programme and the anchors between them."""

from plans.models.aims import Aim, Succession
from plans.models.anchors import Anchor, AnchorBase, exactly_one
from plans.models.documents import DocumentIssuer, DocumentTheme, PolicyDocument, Theme
from plans.models.programme import Action, Measure, Programme

__all__ = [
    "Action",
    "Aim",
    "Anchor",
    "AnchorBase",
    "DocumentIssuer",
    "DocumentTheme",
    "Measure",
    "PolicyDocument",
    "Programme",
    "Succession",
    "Theme",
    "exactly_one",
]
