"""What one would write without Liaison: the CSV files by pandas, and a networkx MultiDiGraph with attributes.

Used as the peer of `liaison check`: `python benchmarks/read_with_pandas.py FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import pandas as pd

__all__ = ["build", "read"]


def read(folder: Path, *, dtype: type | None = None) -> dict[str, pd.DataFrame]:
    """Tables of a network folder by name; empty cells are empty strings if `dtype` is str."""
    text = {"dtype": str, "keep_default_na": False} if dtype is str else {}
    return {path.stem: pd.read_csv(path, **text) for path in sorted(folder.glob("*.csv"))}


def build(tables: dict[str, pd.DataFrame]) -> nx.MultiDiGraph:
    """A graph with every actor and every row of ties, all their cells as attributes."""
    graph = nx.MultiDiGraph()
    actors = tables["actors"]
    graph.add_nodes_from(zip(actors["id"], actors.to_dict("records"), strict=True))
    ties = tables["ties"]
    graph.add_edges_from(zip(ties["from"], ties["to"], ties["tie"], ties.to_dict("records"), strict=True))
    return graph


if __name__ == "__main__":
    made = build(read(Path(sys.argv[1])))
    print(f"{made.number_of_nodes()} actors, {made.number_of_edges()} ties")
