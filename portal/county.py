"""What waits for the county: each matter's number is the length of its list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mobility.models import ActivityAnchor
from network.models import AccessRequest, Organisation, User
from plans.choices import AnchorStatus
from plans.deciding_forms import DecisionForm, pick_of
from plans.models import Action, Anchor, PolicyDocument
from portal.contest_filter import ContestFilter


@dataclass(frozen=True)
class Matter:
    """Something to look at: what, why, how many and where."""

    title: str
    explanation: str
    count: int
    counted: str
    url: str


def matters_for(viewer: User) -> list[Matter]:
    """Everything that waits, a query each."""
    proposed = Anchor.objects.of_the_county().with_status(AnchorStatus.PROPOSED).count()
    answered = ActivityAnchor.objects.of_visible(viewer).contested(answered=True).count()
    of_plans = Anchor.objects.of_visible(viewer).contested(answered=True).count()
    alone = Organisation.objects.visible_to(viewer).without_contact().count()
    asking = AccessRequest.objects.waiting().count()
    return [
        Matter(
            _("Ber om tilgang"),
            _("De har logget inn med Feide, men er ikke invitert."),
            asking,
            ngettext("%(n)s venter på svar", "%(n)s venter på svar", asking) % {"n": asking},
            reverse("access_requests"),
        ),
        Matter(
            _("Foreslåtte forankringer"),
            _(
                "Forankringer fra tiltakspunkter og fra andre planverk enn skolenes egne. "
                "De vises som foreslått til fylkeskommunen har bekreftet dem."
            ),
            proposed,
            ngettext("%(n)s å ta stilling til", "%(n)s å ta stilling til", proposed)
            % {"n": proposed},
            reverse("proposals"),
        ),
        Matter(
            _("Svar på det fylkeskommunen bestrider"),
            _(
                "Skolen eller opplæringskontoret har svart. Forankringen vises som foreslått til "
                "fylkeskommunen ikke lenger bestrider den."
            ),
            answered,
            ngettext("%(n)s svar å lese", "%(n)s svar å lese", answered) % {"n": answered},
            reverse("contests"),
        ),
        Matter(
            _("Svar om planer som fylkeskommunen bestrider"),
            _(
                "Skolen eller opplæringskontoret har svart om det en egen plan bygger på. "
                "Forankringen vises som foreslått til fylkeskommunen ikke lenger bestrider den."
            ),
            of_plans,
            ngettext("%(n)s svar å lese", "%(n)s svar å lese", of_plans) % {"n": of_plans},
            f"{reverse('contests')}?hva={ContestFilter.PLANS}",
        ),
        Matter(
            _("Uten kontaktperson"),
            _("Skoler og opplæringskontor der ingen har fått ansvaret i portalen."),
            alone,
            ngettext("%(n)s organisasjon", "%(n)s organisasjoner", alone) % {"n": alone},
            reverse("without_contact"),
        ),
    ]


class Row(NamedTuple):
    """An anchor in the list: its check box's number and value, and whether it is ticked."""

    number: int
    anchor: Anchor
    pick: str
    is_picked: bool


class Proposals(NamedTuple):
    """The anchors of a document or a point on a page."""

    source: PolicyDocument | Action
    is_point: bool
    rows: list[Row]


def by_source(
    anchors: Iterable[Anchor], form: DecisionForm | None, *, tick_all: bool
) -> list[Proposals]:
    """The anchors of a page under what they come from."""
    rows = [
        Row(number, anchor, pick_of(anchor), tick_all or bool(form and form.is_picked(anchor)))
        for number, anchor in enumerate(anchors)
    ]
    return [
        Proposals(source, isinstance(source, Action), list(group))
        for source, group in groupby(rows, attrgetter("anchor.source"))
    ]
