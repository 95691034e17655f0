"""All that a school's or training office's activities and own plans rest on, by keys alone.

Only what is public is there, whoever asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from functools import cached_property
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from mobility.chains import ends_of
from mobility.mapping import ACTIVITY, Start
from mobility.models import Activity
from mobility.querysets import ActivityQuerySet
from network.models import Organisation
from plans.anchoring import Node
from plans.chains import End, Graph
from plans.choices import Level
from plans.models import Action, PolicyDocument


class Step(NamedTuple):
    """One step up, by an anchor of an activity or of a node; a point's belonging has none."""

    source: Hashable
    target: Node
    anchor: int | None

    @property
    def is_activitys(self) -> bool:
        return isinstance(self.source, Start)


class MemberGraph:
    """Activities, documents and points, and the steps between them; seven queries."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.viewer = AnonymousUser()

    @property
    def own_activities(self) -> ActivityQuerySet:
        """The published ones, the latest first."""
        return Activity.objects.visible_to(self.viewer).of(self.organisation).latest_first()

    @cached_property
    def activities(self) -> list[int]:
        return self.own_activities.pks()

    @cached_property
    def plans(self) -> list[int]:
        own = PolicyDocument.objects.visible_to(self.viewer).owned_by_any([self.organisation.pk])
        return own.pks()

    @cached_property
    def ends(self) -> dict[int, list[End]]:
        return ends_of(self.activities)

    @cached_property
    def graph(self) -> Graph:
        seeds = [end.target.node for each in self.ends.values() for end in each]
        return Graph([*seeds, *(Node(document=pk) for pk in self.plans)], self.viewer)

    @cached_property
    def steps(self) -> dict[Hashable, list[Step]]:
        """What each activity, document and point rests on."""
        found: dict[Hashable, list[Step]] = {}
        for pk in self.activities:
            start = Start(pk)
            seen = [end for end in self.ends.get(pk, []) if end.target.node in self.graph.places]
            found[start] = [Step(start, end.target.node, end.anchor) for end in seen]
        for node in self.graph.places:
            links = self.graph.onward.get(node, [])
            found[node] = [Step(node, link.node, link.anchor) for link in links]
        return found

    @cached_property
    def nodes(self) -> dict[str, list[Hashable]]:
        """All there is, by the column it stands in; two queries."""
        found: dict[str, list[Hashable]] = {key: [] for key in (ACTIVITY, *Level.values)}
        found[ACTIVITY] += map(Start, self.activities)
        documents = [node.document for node in self.graph.places if node.document]
        points = [node.action for node in self.graph.places if node.action]
        for pk, level in PolicyDocument.objects.among(documents).keys_from_the_top():
            found[level].append(Node(document=pk))
        for pk in Action.objects.among(points).in_order().pks():
            found[Level.PROGRAMME].append(Node(action=pk))
        return found

    def steps_from(self, nodes: Iterable[Hashable]) -> list[Step]:
        return [step for node in nodes for step in self.steps[node]]

    def above(self, start: Hashable) -> list[Hashable]:
        """Itself and all it rests on, the fewest steps away first."""
        found = {start: None}
        waiting = [start]
        for node in waiting:
            for step in self.steps[node]:
                if step.target not in found:
                    found[step.target] = None
                    waiting.append(step.target)
        return list(found)

    def beside(self, nodes: Iterable[Hashable]) -> list[Hashable]:
        """What some rest on, without them; first what most of them rest on."""
        chosen = dict.fromkeys(nodes)
        times = Counter(
            step.target for node in chosen for step in self.steps[node] if step.target not in chosen
        )
        return [node for node, _times in times.most_common()]
