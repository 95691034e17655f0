"""Activities on the map: a box each, to the left of all that can be rested on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from mobility.models import Activity, ActivityAnchor
from network.texts import Text
from plans.mapping.nodes import AnyBox, Box, foot_of
from plans.mapping.table import ALONE, Row, reasoned

ACTIVITY = "activity"


class Start(NamedTuple):
    """An activity by its primary key, where nodes are documents and points."""

    activity: int


@dataclass(frozen=True)
class ActivityBox(AnyBox):
    """An activity on the map."""

    row: Activity
    is_chosen: bool = True
    is_centre: bool = False
    level = ACTIVITY
    colour = "accent"

    @property
    def node(self) -> Start:
        return Start(self.row.pk)

    @property
    def key(self) -> str:
        return f"aktivitet-{self.row.pk}"

    @property
    def sort(self) -> Any:
        return _("Aktivitet")

    @property
    def title(self) -> Text:
        return self.row.heading


def of_anchor(anchor: ActivityAnchor) -> Row:
    return reasoned(ActivityBox(anchor.activity), Box(foot_of(anchor)), anchor)


def of_activity(activity: Activity) -> Row:
    return Row(ActivityBox(activity), None, ALONE)
