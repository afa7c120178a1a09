"""Places whose distances are near to the steps between actors; a home holds each, so that small changes move little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from viz.layouts.placed import Points, Rows

__all__ = ["stressed"]

PIVOTS = 100
"""Actors that all others keep their distance from; up to so many, it is the distance of every two."""
OWN = 0.6
"""Length of a step between two of one group; others have 1."""
HELD, LOOSE = 1.0, 0.02
"""How much a home holds at first and in the end, against all that pulls at an actor in the middle; in the end less where
there are fewer than `PIVOTS`, whose shape would be lost."""
ROUNDS, LOOSENED = 30, 20
"""Rounds, and those after which homes hold least."""
TIED = 250
"""Actors from which ties weigh more than 1, else they would be lost among the many that are at a distance."""
STEPS = 5
"""Of conjugate gradients in a round."""


def stressed(pairs: Rows, homes: Points, groups: Rows, order: Rows) -> Points:
    """Sparse stress majorization from homes that hold firmly at first and loosely in the end.

    Sum of w (|x_i - x_j| - d)² over ties and over pairs with a pivot, w = 1/d² (Gansner, Koren and North 2004; pivots as in
    Ortmann, Klimenta and Brandes 2016), and of a pull to each one's home. The pull makes the least sum nearly unique: it is
    followed from where the homes decide alone, and a small change of the data shifts it by little, where forces that
    repel lead to any of many minima.

    Parameters
    ----------
    pairs : numpy.ndarray of int, shape (ties, 2)
        Each once; together they connect all.
    homes : numpy.ndarray, shape (n, 2)
        No two of them the same, within a circle of radius 1 or so.
    groups : numpy.ndarray of int, shape (n,)
        Two of one group shall stand nearer than their steps; -1 is of none.
    order : numpy.ndarray of int, shape (n,)
        All rows, those first that are pivots rather than others; a row more should not change the order of the others.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Unit: a step.
    """
    terms = _terms(pairs, groups, np.sort(order[:PIVOTS]))
    homes = homes * (terms.steps.mean() / 0.905)  # in a disc the mean distance of two points is .905 of its radius
    points, whole = homes, float(terms.total.mean())
    loose = LOOSE * min(1.0, len(homes) / PIVOTS)
    for turn in range(ROUNDS):
        hold = whole * max(loose, HELD * (loose / HELD) ** (turn / LOOSENED))
        points = terms.eased(points, homes, hold)
    return points


def _terms(pairs: Rows, groups: Rows, pivots: Rows) -> _Terms:
    n, every = len(groups), np.arange(len(groups))
    a, b = pairs[:, 0], pairs[:, 1]
    graph = csr_array((np.ones(len(pairs)), (a, b)), shape=(n, n))
    steps = shortest_path(graph, directed=False, unweighted=True, indices=pivots)
    steps *= np.where((groups[pivots][:, None] == groups) & (groups >= 0), OWN, 1.0)
    weight = np.divide(n / len(pivots) / 2, steps**2, out=np.zeros_like(steps), where=steps > 0)
    length = np.where((groups[a] == groups[b]) & (groups[a] >= 0), OWN, 1.0)
    tie = max(1.0, n / TIED)
    rows, columns = np.repeat(pivots, n), np.tile(every, len(pivots))
    one = csr_array(
        (np.concatenate([np.full(len(a), tie), weight.ravel()]), (np.r_[a, rows], np.r_[b, columns])), shape=(n, n)
    )
    both = csr_array(one + one.T)
    total = np.asarray(both.sum(axis=1), dtype=np.float64)
    return _Terms(a, b, tie * length, pivots, steps, weight * steps, total, both)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What pulls at whom: ties from `a` to `b`, and each pivot (rows) at each one (columns).

    `tie` and `pull` are weight times length; `weights` are those of each two, `total` those of each one.
    """

    a: Rows
    b: Rows
    tie: Points
    pivots: Rows
    steps: Points
    pull: Points
    total: Points
    weights: csr_array[np.float64]

    def eased(self, points: Points, homes: Points, hold: float) -> Points:
        """The points that are best while each pair keeps its direction."""
        moved, scale = points.copy(), 1 / (self.total + hold)[:, None]
        rest = self._wanted(points) + hold * (homes - moved) - self._spread(moved)
        way = ease = scale * rest
        size = (rest * ease).sum(axis=0)
        for _ in range(STEPS):
            pull = self._spread(way) + hold * way
            far = size / np.maximum((way * pull).sum(axis=0), 1e-300)
            moved, rest = moved + far * way, rest - far * pull
            ease = scale * rest
            before, size = size, (rest * ease).sum(axis=0)
            way = ease + size / np.maximum(before, 1e-300) * way
        return moved

    def _spread(self, points: Points) -> Points:
        """Laplacian of the weights times the points; sparse, since dense products wait for one another on a busy machine."""
        return np.asarray(self.total[:, None] * points - self.weights @ points)

    def _wanted(self, points: Points) -> Points:
        """Sum over the pairs of each: weight times length, in the direction from the other to it."""
        n, gap = len(points), points[self.a] - points[self.b]
        gap *= (self.tie / np.maximum(np.linalg.norm(gap, axis=1), 1e-9))[:, None]
        across = [points[self.pivots, axis, None] - points[:, axis] for axis in (0, 1)]
        share = self.pull / np.maximum(np.sqrt(across[0] ** 2 + across[1] ** 2), 1e-9)
        found = np.empty_like(points)
        for axis in (0, 1):
            pull = share * across[axis]
            found[:, axis] = (
                np.bincount(self.a, gap[:, axis], n) - np.bincount(self.b, gap[:, axis], n) - pull.sum(axis=0)
            )
            found[self.pivots, axis] += pull.sum(axis=1)
        return found
