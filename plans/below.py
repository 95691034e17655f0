"""What rests directly on a document or a point: a long list where it is a hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from network.kept import kept
from network.keyed import Listed
from network.permissions import sight_of
from plans.anchoring import node_of
from plans.choices import Level
from plans.models import Action, Anchor, PolicyDocument

if TYPE_CHECKING:
    from network.models import User


@dataclass(frozen=True)
class Below:
    """Anchors from the school up, and how many come from each level."""

    anchors: Listed[Anchor]
    counts: dict[Level, int]

    @classmethod
    def of(cls, subject: PolicyDocument | Action, viewer: User | AnonymousUser) -> Below:
        """As far as the viewer may see; worked out once until something changes."""
        onto = (
            Anchor.objects.to_document(subject)
            if isinstance(subject, PolicyDocument)
            else Anchor.objects.to_action(subject)
        ).from_visible_to(viewer)
        keys, counts = kept(
            ("below", node_of(subject), sight_of(viewer)),
            lambda: (onto.pks(), onto.counts_by_source()),
        )
        return cls(Listed(keys, onto), counts)
