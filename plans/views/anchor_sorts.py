"""Activities and plans rest on documents the same way; each sort's own stands in its `Sort`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.anchor_forms import RationaleForm, RestOnForm
from plans.models import PolicyDocument
from plans.permissions import CONFIRM_PLAN_ANCHORS, CONTEST_PLAN_ANCHORS, VIEW_PLAN_CONTESTS
from plans.suggesting import suggestions_for_plan
from plans.views.school_plans import editable


class Pages(NamedTuple):
    """Names of a sort's addresses; only activities' anchors are moved."""

    all: str
    rest_on: str
    one: str
    confirm: str
    contest: str
    answer: str
    dialogue: str
    move: str = ""


class Words(NamedTuple):
    """What pages say of a sort in its own words."""

    heading: str | Promise
    rests_on: str | Promise
    no_suggestions: str | Promise
    rests_on_all: str | Promise
    stands_there: str | Promise
    who_is_told: str | Promise
    who_sees: str | Promise
    back: str | Promise


@dataclass(frozen=True)
class Sort:
    """A sort of things that schools and offices make rest on something.

    `editable` finds one for those who run it, `seen` those that a viewer may see; `themes_at` is
    where its themes are chosen, and `warn` says what to look at again in what was written.
    """

    seen: Callable[[Any], Any]
    editable: Callable[[HttpRequest, str], Any]
    suggestions: Callable[[Any, Any], Any]
    may_confirm: str
    may_contest: str
    may_read_contests: str
    rest_on: type[RestOnForm]
    reason: type[RationaleForm]
    pages: Pages
    words: Words
    crumb: str
    steps: str
    themes_at: Callable[[Any], str]
    stages: Iterable[Any] = ()
    warn: Callable[[HttpRequest, Any], None] = lambda request, source: None


def own_plans(viewer: Any) -> Any:
    """Schools' and offices' own plans that the viewer may see."""
    return PolicyDocument.objects.visible_to(viewer).own_plans().for_page()


PLANS = Sort(
    seen=own_plans,
    editable=editable,
    suggestions=suggestions_for_plan,
    may_confirm=CONFIRM_PLAN_ANCHORS,
    may_contest=CONTEST_PLAN_ANCHORS,
    may_read_contests=VIEW_PLAN_CONTESTS,
    rest_on=RestOnForm,
    reason=RationaleForm,
    pages=Pages(
        all="plan_anchors",
        rest_on="plan_rest_on",
        one="plan_anchor",
        confirm="plan_anchors_confirm",
        contest="plan_anchor_contest",
        answer="plan_anchor_answer",
        dialogue="plan_dialogue",
    ),
    words=Words(
        heading=_("Hva planen bygger på"),
        rests_on=_("Dette bygger planen på"),
        no_suggestions=_(
            "Forslagene kommer av temaene til planen og av ordene i målene. "
            "Velg temaer under Om planen, og legg inn målene."
        ),
        rests_on_all=_("Planen bygger allerede på dette dokumentet og alle målene i det."),
        stands_there=_(
            "Dette bygger planen alt på, med en annen begrunnelse. Din er ikke lagret der:"
        ),
        who_is_told=_(
            "De som har ansvaret for planen, får beskjed og kan svare. Forankringen vises som "
            "foreslått og kan ikke bekreftes så lenge den er bestridt."
        ),
        who_sees=_(
            "Bare de som hører til der, og fylkeskommunen ser dette. "
            "For alle andre står forankringene som foreslått."
        ),
        back=_("Til planen"),
    ),
    crumb="plans/_plan_crumb.html",
    steps="plans/_plan_steps.html",
    themes_at=lambda plan: reverse("plan_edit", args=[plan.slug]),
)
