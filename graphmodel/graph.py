"""The network as a networkx graph, for people who want to go on in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.network import Network

__all__ = ["multidigraph"]


def multidigraph(network: Network) -> nx.MultiDiGraph[str]:
    """Asserted and disputed ties as a MultiDiGraph; see `Network.graph`."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    if network.name:
        graph.graph["name"] = network.name
    actors = network.actors.drop(columns=["implied", "tlp", "known_from"])
    graph.add_nodes_from((row.pop("id"), _filled(row)) for row in actors.to_dict("records"))
    directed = {name: kind.directed for name, kind in network.schema.ties.items()}
    ties = network.ties[network.ties["status"] != "denied"]
    columns = [
        "id",
        "kind",
        "source",
        "target",
        "status",
        "claims",
        "first_day",
        "last_day",
        "form",
        "programme",
        "role",
    ]
    for row in ties[columns].to_dict("records"):
        source, target, ident = row.pop("source"), row.pop("target"), row.pop("id")
        graph.add_edge(source, target, key=ident, directed=directed[row["kind"]], **_filled(row))
    return graph


def _filled(row: dict[Any, Any]) -> dict[str, Any]:
    """Attributes that have a value; days become ISO text, since no format that a graph is written in has dates."""
    filled: dict[str, Any] = {}
    for name, value in row.items():
        if pd.isna(value) or value == "":
            continue
        filled[str(name)] = value.date().isoformat() if isinstance(value, pd.Timestamp) else value
    return filled
