"""The million anchors obey the rules of the database, which a thousandth of them shows as well."""

import pytest
from django.contrib.auth.models import AnonymousUser

from bench import graph
from bench.graph import Layer, lay_graph
from plans.anchoring import DOWN, UP, Node, closure
from plans.models import Anchor, PolicyDocument

pytestmark = pytest.mark.django_db

SMALL = {
    layer.level: layer
    for layer in (
        Layer("european", 1, 10, {}, within=4),
        Layer("national", 11, 30, {"european": 3}, within=1),
        Layer("regional", 31, 60, {"national": 3, "european": 1}),
        Layer("school", 61, 260, {"regional": 2, "national": 1, "european": 1}),
    )
}


def test_graph_is_laid_and_leads_up_and_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph, "LAYERS", SMALL)
    viewer = AnonymousUser()
    lay_graph()
    assert PolicyDocument.objects.count() == SMALL["school"].last
    assert Anchor.objects.count() > 900
    above = closure([Node(document=61)], UP, viewer)
    assert any(node.document in range(1, 11) for node in above)
    below = closure([Node(document=1)], DOWN, viewer)
    assert any(node.document in range(61, 261) for node in below)
