"""What is missing, as lists: each gap's number on the overview is the length of its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobility.coverage import Members
from mobility.gaps import Gaps
from mobility.models import ActivityAnchor
from network.kept import kept
from network.models import Organisation, User
from network.permissions import sight_of
from plans.choices import Level
from plans.models import Action, Anchor, PolicyDocument, Programme

Viewer = User | AnonymousUser
Keys = list[int]


@dataclass(frozen=True)
class Gap:
    """A list of what is missing: its heading, what its rows are, and how their keys are found."""

    title: str | Promise
    kind: str
    keys: Callable[[Viewer, Level | None], Keys]
    has_levels: bool = False

    def rows(self, keys: Sequence[int], viewer: Viewer) -> list[Any]:
        """The rows of a page, in the order of their keys."""
        if self.kind == "points":
            return list(Action.objects.of(Programme.objects.current()).among(keys).in_order())
        if self.kind in ("schools", "offices"):
            return Organisation.objects.visible_to(viewer).in_this_order(keys)
        return PolicyDocument.objects.visible_to(viewer).for_library().in_this_order(keys)


def unanswered(viewer: Viewer, level: Level | None, *, proposed: bool) -> Keys:
    """Documents in force that nothing, or nothing but proposals, leads to; of one level or all."""
    answered = Gaps.seen_by(viewer).documents
    found = [each for its, each in answered.items() if level in (None, its)]
    return [pk for each in found for pk in (each.by_proposals if proposed else each.by_nothing)]


def unmet(viewer: Viewer, _level: Level | None, *, proposed: bool) -> Keys:
    """Points that no activity contributes to, or only by proposals."""
    points = Gaps.seen_by(viewer).points
    return points.by_proposals if proposed else points.by_nothing


def ended_in_use(viewer: Viewer, _level: Level | None = None) -> Keys:
    """Documents that no longer hold, with something resting straight on them."""

    def found() -> Keys:
        anchors = Anchor.objects.standing().visible_to(viewer)
        starts = ActivityAnchor.objects.standing().of_visible(viewer)
        ended = PolicyDocument.objects.visible_to(viewer).of_tone("ended")
        return ended.led_to_by(anchors, starts).from_the_top().pks()

    return kept(("ended in use", sight_of(viewer)), found)


def idle(viewer: Viewer, _level: Level | None, *, kind: str, plans_too: bool) -> Keys:
    """Members of a kind without an activity, or without a plan either."""
    members = Members.seen_by(viewer)
    return (members.without if plans_too else members.idle)[kind]


SCHOOL, OFFICE = Organisation.MEMBER_KINDS
GAPS = {
    "planverk": Gap(
        _("Gjeldende planverk som ingen bygger på"),
        "documents",
        partial(unanswered, proposed=False),
        has_levels=True,
    ),
    "planverk-foreslatt": Gap(
        _("Gjeldende planverk med bare foreslått forankring"),
        "documents",
        partial(unanswered, proposed=True),
        has_levels=True,
    ),
    "tiltakspunkter": Gap(
        _("Tiltakspunkter som ingen aktivitet bidrar til"),
        "points",
        partial(unmet, proposed=False),
    ),
    "tiltakspunkter-foreslatt": Gap(
        _("Tiltakspunkter med bare foreslåtte bidrag"),
        "points",
        partial(unmet, proposed=True),
    ),
    "skoler": Gap(
        _("Skoler uten aktivitet"), "schools", partial(idle, kind=SCHOOL, plans_too=False)
    ),
    "opplaringskontor": Gap(
        _("Opplæringskontor uten aktivitet"),
        "offices",
        partial(idle, kind=OFFICE, plans_too=False),
    ),
    "skoler-uten-noe": Gap(
        _("Skoler uten aktivitet og plan"), "schools", partial(idle, kind=SCHOOL, plans_too=True)
    ),
    "opplaringskontor-uten-noe": Gap(
        _("Opplæringskontor uten aktivitet og plan"),
        "offices",
        partial(idle, kind=OFFICE, plans_too=True),
    ),
    "avlost": Gap(
        _("Planverk som ikke lenger gjelder, men som noe bygger på"), "ended", ended_in_use
    ),
}
