"""Coverage of the demo data agrees with a walk by hand over its rows."""

from django.contrib.auth.models import AnonymousUser

from mobility.coverage import Cell, Count, Matrix, Members
from mobility.models import Activity, ActivityAnchor
from network.models import Organisation
from plans.anchoring import Node, node_of
from plans.models import Action, Anchor, PolicyDocument

VISITOR = AnonymousUser()


def steps_of(row: Activity | PolicyDocument | Action) -> list[tuple[object, bool]]:
    """Where one comes from a row in one step, row by row."""
    if isinstance(row, Activity):
        links = list(ActivityAnchor.objects.standing().filter(activity=row))
    elif isinstance(row, Action):
        links = list(Anchor.objects.standing().filter(source_action=row))
    else:
        links = list(Anchor.objects.standing().filter(source_document=row))
    steps = [(link.onward_document or link.target_action, link.is_confirmed) for link in links]
    return [*steps, (row.measure.programme.document, True)] if isinstance(row, Action) else steps


class Walk:
    """What lies above rows, walked once each."""

    def __init__(self) -> None:
        self._above: dict[object, dict[Node, bool]] = {}

    def above(self, row: Activity | PolicyDocument | Action) -> dict[Node, bool]:
        if row not in self._above:
            found: dict[Node, bool] = {}
            for target, is_confirmed in steps_of(row):
                for node, is_firm in {node_of(target): True, **self.above(target)}.items():
                    found[node] = found.get(node, False) or (is_firm and is_confirmed)
            self._above[row] = found
        return self._above[row]


def test_demo_data_is_covered_as_a_walk_by_hand_says(content: None) -> None:
    walk, organisations = Walk(), Organisation.objects.in_this_order(Members(VISITOR).registered)
    documents = PolicyDocument.objects.above_schools()
    nodes = [node_of(row) for row in [*documents, *Action.objects.order_by("pk")]]
    matrix = Matrix(nodes, organisations, VISITOR)
    filled = 0
    for owner in organisations:
        reached = [
            [walk.above(row) for row in rows.visible_to(VISITOR).filter(organisation=owner)]
            for rows in (Activity.objects, PolicyDocument.objects)
        ]
        for node in nodes:
            firm = [[above[node] for above in found if node in above] for found in reached]
            by_hand = Cell(*(Count(sum(each), len(each) - sum(each)) for each in firm))
            assert (matrix.cell(node, owner) or Cell()) == by_hand
            filled += by_hand != Cell()
    assert filled > 50
