"""What answers to a point or a document: the other way down the graph of `plans.anchoring`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from plans.anchoring import DOWN, Node, closure, node_of
from plans.models import Action, Anchor

if TYPE_CHECKING:
    from network.models import User


class Answering:
    """What rests on each of some nodes, as one viewer may see it; three queries."""

    def __init__(self, starts: Iterable[Node], viewer: User | AnonymousUser) -> None:
        reached = closure(starts, DOWN, viewer)
        self.documents = {node.document for node in reached if node.document}
        self.actions = {node.action for node in reached if node.action}
        self._below: dict[Node, list[tuple[Node, bool]]] = defaultdict(list)
        for anchor in Anchor.objects.onto(self.documents, self.actions).visible_to(viewer):
            source = Node(anchor.source_document_id, anchor.source_action_id)
            self._below[self._target(anchor)].append((source, anchor.is_confirmed))
        for action in Action.objects.with_programme().among(self.actions):
            programme = Node(document=action.measure.programme.document_id)
            self._below[programme].append((Node(action=action.pk), True))

    @staticmethod
    def _target(anchor: Anchor) -> Node:
        if anchor.target_aim:
            return node_of(anchor.target_aim)
        return Node(anchor.target_document_id, anchor.target_action_id)

    def under(self, start: Node) -> dict[Node, bool]:
        """The node and all that rests on it, each with whether confirmed steps alone lead there."""
        firmly = self._walk(start, confirmed_only=True)
        return {node: node in firmly for node in self._walk(start, confirmed_only=False)}

    def _walk(self, start: Node, *, confirmed_only: bool) -> set[Node]:
        found, waiting = {start}, [start]
        while waiting:
            for node, is_confirmed in self._below.get(waiting.pop(), []):
                if node not in found and (is_confirmed or not confirmed_only):
                    found.add(node)
                    waiting.append(node)
        return found
