"""How many pass through an actor: betweenness, exact or from a sample of sources.

References
----------
.. [1] Brandes 2001, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25(2).
.. [2] Brandes and Pich 2007, Centrality estimation in large networks, Int. J. of Bifurcation and Chaos 17(7).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

__all__ = ["betweenness"]

Floats = npt.NDArray[np.float64]
_BATCH = 32
"""Sources that are walked from at once."""


def betweenness(ties: sp.csr_array, sources: npt.NDArray[Any] | None = None) -> Floats:
    """The share of shortest paths between others that run through each actor.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        1 where two actors are tied; symmetric.
    sources : array of int, optional
        Only paths that begin at these are walked, and what they give is scaled up; all by default, which is exact.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        From 0 to 1, as networkx normalises it for a graph without direction.

    Examples
    --------
    >>> from queries.triads import symmetric
    >>> betweenness(symmetric([0, 1], [1, 2], 3)).tolist()
    [0.0, 1.0, 0.0]
    """
    n = ties.shape[0]
    if n < 3:
        return np.zeros(n)
    if sources is None:
        return _exact(ties)
    begin = np.asarray(sources, dtype=np.int64)
    found = np.zeros(n)
    numbers = sp.csr_array(ties.astype(np.float64))
    for at in range(0, len(begin), _BATCH):
        found += _passed(numbers, begin[at : at + _BATCH])
    return found * (n / len(begin)) / ((n - 1) * (n - 2))


def _exact(ties: sp.csr_array) -> Floats:
    import rustworkx as rx

    n = ties.shape[0]
    upper = sp.triu(ties, k=1).tocoo()
    graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(n)))
    graph.add_edges_from_no_data(list(zip(upper.row.tolist(), upper.col.tolist(), strict=True)))
    found = rx.betweenness_centrality(graph, normalized=True)
    return np.array([found[at] for at in range(n)])


def _passed(ties: sp.csr_array, sources: npt.NDArray[np.int64]) -> Floats:
    """Brandes' dependencies of some sources, summed: one product with the ties for each step outward and back."""
    n, own = ties.shape[0], np.arange(len(sources))
    step = np.full((n, len(sources)), -1, dtype=np.int32)
    paths = np.zeros((n, len(sources)))
    step[sources, own], paths[sources, own] = 0, 1.0
    front, depth = paths, 0
    while True:
        front = np.where(step < 0, ties @ front, 0.0)
        new = front > 0
        if not new.any():
            break
        depth += 1
        step[new] = depth
        paths = paths + front
    through = np.zeros((n, len(sources)))
    for level in range(depth, 0, -1):
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = np.where(step == level, (1.0 + through) / paths, 0.0)
        through += np.where(step == level - 1, (ties @ weight) * paths, 0.0)
    through[sources, own] = 0.0
    return np.asarray(through.sum(axis=1), dtype=np.float64)
