"""How the points of a measure stand, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from plans.choices import ProgressStatus

if TYPE_CHECKING:
    from plans.models import Action

UNREPORTED = "none"


@dataclass(frozen=True)
class Standing:
    """How many points have the same latest status."""

    status: str
    label: Any
    count: int


def standing_of(action: Action) -> str:
    """The status of the newest report, or that there is none."""
    report = action.latest_report
    return report.status if report else UNREPORTED


def standings(actions: Iterable[Action]) -> list[Standing]:
    """Counts by status, those without one last; only what occurs."""
    counted = Counter(standing_of(action) for action in actions)
    labels = [*ProgressStatus.choices, (UNREPORTED, _("uten status"))]
    return [Standing(status, label, counted[status]) for status, label in labels if counted[status]]
