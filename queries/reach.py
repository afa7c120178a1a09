"""Whom learning would reach: who is within so many steps of whom, over ties that it travels over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import scipy.sparse as sp

__all__ = ["Edge", "Reach"]

Edge = tuple[str, str, str]
"""Two ends and the kind of tie; it is travelled both ways."""


class Reach:
    """Who is reached from whom.

    Parameters
    ----------
    edges : sequence of (str, str, str)
    starts : sequence of str
        Those from which it begins; they need not be in `edges`.
    steps : int

    Examples
    --------
    >>> reach = Reach([("a", "b", "T"), ("b", "c", "T"), ("c", "d", "U")], ["a"], 2)
    >>> reach.names_from("a"), reach.kinds
    (['a', 'b', 'c'], ['T', 'U'])
    >>> reach.resting(["a"])
    {'T': 2}
    """

    def __init__(self, edges: Sequence[Edge], starts: Sequence[str], steps: int) -> None:
        self.edges = edges
        self.starts = list(starts)
        self.steps = steps
        self.names = sorted({*self.starts, *(end for edge in edges for end in edge[:2])})
        self._place = {name: at for at, name in enumerate(self.names)}

    @property
    def kinds(self) -> list[str]:
        """Kinds of ties that there are."""
        return sorted({kind for _, _, kind in self.edges})

    @cached_property
    def matrix(self) -> sp.csr_array:
        """Whether a start reaches a name, itself included; shape (starts, names)."""
        return self._matrix(self.edges)

    def names_from(self, start: str) -> list[str]:
        """Names that a start reaches, itself included."""
        row = self.starts.index(start)
        found = self.matrix.indices[self.matrix.indptr[row] : self.matrix.indptr[row + 1]]
        return [self.names[at] for at in sorted(found.tolist())]

    def edges_from(self, start: str) -> list[Edge]:
        """The ties over which a start reaches others: those with an end one step nearer than the last."""
        near = {start}
        for _ in range(self.steps - 1):
            near |= {end for edge in self.edges if near & set(edge[:2]) for end in edge[:2]}
        return [edge for edge in self.edges if near & set(edge[:2])]

    def resting(self, chosen: Iterable[str]) -> dict[str, int]:
        """For each kind of tie, how many that the chosen reach would be lost without it."""
        rows = [self.starts.index(name) for name in chosen]
        if not rows:
            return {}
        now = int((self.matrix[rows].sum(axis=0) > 0).sum())
        lost = {}
        for kind in self.kinds:
            without = self._matrix([edge for edge in self.edges if edge[2] != kind])
            still = int((without[rows].sum(axis=0) > 0).sum())
            if now > still:
                lost[kind] = now - still
        return lost

    def _matrix(self, edges: Sequence[Edge]) -> sp.csr_array:
        n = len(self.names)
        ends = np.array([(self._place[a], self._place[b]) for a, b, _ in edges], dtype=np.int64).reshape(-1, 2)
        rows, columns = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
        ties = sp.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(n, n))
        stay = sp.csr_array(sp.eye_array(n, dtype=np.int32, format="csr"))
        step = sp.csr_array(ties + stay)
        places = [self._place[name] for name in self.starts]
        found = sp.csr_array(stay[places]) if places else sp.csr_array((0, n), dtype=np.int32)
        for _ in range(self.steps):
            found = sp.csr_array(found @ step)
            found.data[:] = 1  # whether, not in how many ways
        reached: sp.csr_array = sp.csr_array(found.astype(bool))
        reached.sort_indices()
        return reached
