"""The map: a network as one page that needs no other file and no connection."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from graphmodel.errors import UsageProblem
from graphmodel.findings import Gap, Suggestion
from graphmodel.network import Network
from viz.payload import payload
from viz.view_files import find_view, views_of

__all__ = ["LARGEST", "map_html"]

LARGEST = 5_000
"""Actors above which a page is no use."""


def map_html(
    network: Network, *, gaps: Sequence[Gap] = (), suggestions: Sequence[Suggestion] = (), view: str | None = None,
    focus: str | None = None, lang: str = "en",
) -> str:  # fmt: skip
    """The page as text.

    Parameters
    ----------
    network : Network
        As it is to be shown: restricted to a date, to what was known, to what may be shown.
    gaps, suggestions : sequence
        What was found in it; drawn over it, and told in the panel.
    view : str, optional
        Name of the view that opens first.
    focus : str, optional
        Id of the actor that is chosen at first; for suggestions the city that they are for.
    lang : {"en", "ar"}
        Language that the page opens in.

    Raises
    ------
    UsageProblem
        If there is no such view, or the network is too large for a page.
    """
    if len(network.actors) > LARGEST:
        raise UsageProblem(
            f"a map shows up to {LARGEST:,} actors, this network has {len(network.actors):,}; "
            "convert a part of it, or ask with gaps and queries"
        )
    from viz.pyvis_page import html

    views = views_of(network.schema, network.folder)
    first = find_view(view, views) if view else views[0]
    data = payload(
        network, gaps=gaps, suggestions=suggestions, views=views, view=first, focus=focus, lang=lang
    )  # fmt: skip
    nodes = [_node(node, data, first.layout) for node in data["nodes"]]
    return html(nodes, _edges(data), OPTIONS, data)


OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True, "keyboard": {"enabled": False}, "multiselect": False, "tooltipDelay": 100_000,
        "hideEdgesOnZoom": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4, "labelHighlightBold": False},
    "edges": {"smooth": False, "selectionWidth": 2, "hoverWidth": 0.5},
}  # fmt: skip


def _node(node: dict[str, Any], data: dict[str, Any], layout: str) -> dict[str, Any]:
    kind = data["kinds"][node["kind"]]
    x, y = node["places"][layout]
    return {
        "id": node["id"], "label": "", "shape": kind["shape"], "x": x, "y": y, "size": _size(node["degree"]),
        "color": {"background": kind["colour"], "border": "#333333"},
    }  # fmt: skip


def _size(degree: int) -> float:
    """Half the width of a node: grows with the root of its ties."""
    return round(7 + 3.2 * math.sqrt(min(degree, 40)), 1)


def _edges(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Ties on record; parallel ones are bent apart, all others are straight."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for edge in data["edges"]:
        if edge["status"] == "denied":
            continue
        pair = tuple(sorted((edge["from"], edge["to"])))
        nth = seen[pair] = seen.get(pair, -1) + 1
        kind = data["ties"][edge["kind"]]
        drawn: dict[str, Any] = {
            "id": edge["id"], "from": edge["from"], "to": edge["to"], "width": kind["width"],
            "color": {"color": kind["colour"], "opacity": 0.75},
        }  # fmt: skip
        if kind["directed"]:
            drawn["arrows"] = {"to": {"enabled": True, "scaleFactor": 0.35}}
        if nth:
            side = "curvedCW" if (nth % 2 == 1) == (edge["from"] == pair[0]) else "curvedCCW"
            drawn["smooth"] = {"enabled": True, "type": side, "roundness": 0.12 * ((nth + 1) // 2)}
        found.append(drawn)
    return found
