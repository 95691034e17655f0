"""Graphviz in a process of its own: reads a graph as JSON, writes where everything lies.

Graphviz is not safe among threads, cannot be told to stop, and a fault in it would take a whole
worker along; a process of its own can be ended. Run as `python -m plans.mapping.process`.
"""

import json
import sys
from typing import Any

import pygraphviz

POINT = 1 / 72  # Graphviz counts boxes and gaps in inches, places in points


def placed(asked: dict[str, Any]) -> dict[str, Any]:
    """The middle of every box and the curve of every line, in units from the upper left corner.

    `columns` holds lists of (key, height) from left to right, `lines` pairs of keys. Lines within
    a column get no curve: they only pull their ends together.
    """
    graph = pygraphviz.AGraph(directed=True, strict=True)
    graph.graph_attr.update(
        rankdir="LR", nodesep=asked["gap"] * POINT, ranksep=asked["between"] * POINT
    )
    # Sizes are given, so that no font is looked for.
    graph.node_attr.update(
        shape="box", fixedsize="true", label="", width=asked["width"] * POINT, fontname=""
    )
    column_of = {}
    for number, column in enumerate(asked["columns"]):
        spine = f"column {number}"
        graph.add_node(spine, height=POINT, style="invis")
        if number:
            graph.add_edge(f"column {number - 1}", spine, style="invis", weight=100)
        for key, height in column:
            graph.add_node(key, height=height * POINT)
            column_of[key] = number
        graph.add_subgraph([spine, *(key for key, _height in column)], rank="same")
    for source, target in asked["lines"]:
        apart = column_of[source] != column_of[target]
        ports = {"tailport": "e", "headport": "w"} if apart else {}
        graph.add_edge(source, target, arrowhead="none", **ports)
    graph.layout("dot")
    top = float(graph.graph_attr["bb"].split(",")[3])

    def place(text: str) -> list[int]:
        across, up = text.split(",")
        return [round(float(across)), round(top - float(up))]

    return {
        "boxes": {key: place(graph.get_node(key).attr["pos"]) for key in column_of},
        "curves": [
            [source, target, [place(part) for part in curve_of(graph, source, target)]]
            for source, target in asked["lines"]
            if column_of[source] != column_of[target]
        ],
    }


def curve_of(graph: pygraphviz.AGraph, source: str, target: str) -> list[str]:
    """The points of a line's curve; what is marked as an arrow's tip is left out."""
    parts = graph.get_edge(source, target).attr["pos"].split()
    return [part for part in parts if part[0] not in "es"]


if __name__ == "__main__":
    json.dump(placed(json.load(sys.stdin)), sys.stdout)
