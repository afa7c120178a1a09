"""Gaps of a two-level network by the Python package sma, for `benchmarks/triads.py`: it runs in an environment of its own.

`python triads_with_sma.py EDGES.csv ACTORS` reads pairs of numbers, of which those below ACTORS are actors, and prints
processor seconds, the number of gaps, and the sum of their contributions.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import networkx as nx
import sma

if __name__ == "__main__":
    actors = int(sys.argv[2])
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        edges = [(int(a), int(b)) for a, b in csv.reader(file)]
    graph = nx.Graph(edges)
    nx.set_node_attributes(graph, {node: int(node < actors) for node in graph}, "sesType")
    started = time.process_time()
    gaps = sma.identifyGaps(graph, "1,2[II.C]")  # with `level` given, version 2.3.4 fails
    seconds = time.process_time() - started
    weights = [int(weight) for _, weight in gaps if weight]
    print(seconds, len(weights), sum(weights))
