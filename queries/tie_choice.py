"""Choosing few new ties that together cover most, when several goals count one after the other: greedy, and the optimum.

No goal is weighed against another: what covers more by the first is better, whatever the others say, and so on down.
"""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from queries.coverage_bound import alike, first_of

__all__ = ["BestTies", "TieChoice", "best_ties", "greedy_ties"]

Floats = npt.NDArray[np.float64]
_EVEN = 1e-6


@dataclass(frozen=True)
class TieChoice:
    """What is to be chosen from.

    Parameters
    ----------
    ends : sequence of (str, str)
        The two actors of each tie, in an order that decides where nothing else does.
    covers : scipy.sparse.csr_array of bool, shape (ties, things)
        What each tie covers.
    weights : array of float, shape (goals, things)
        Worth of each thing once it is covered, by each goal, from 0 on; the first goal counts first.
    worth : array of float, shape (goals, ties)
        Worth of each tie by itself, by each goal, from 0 on.
    count : int
        How many are chosen at most.
    per_actor : int or None
        At most so many of one actor.

    Examples
    --------
    >>> covers = sp.csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0]], dtype=bool))
    >>> ties = TieChoice([("a", "b"), ("a", "c"), ("d", "e")], covers, np.ones((1, 3)), np.zeros((1, 3)), 2, 1)
    >>> greedy_ties(ties), ties.value([0, 2]), best_ties(ties).value, best_ties(ties).chosen
    ([0], (2.0,), 3.0, (1, 2))
    """

    ends: Sequence[tuple[str, str]]
    covers: sp.csr_array
    weights: Floats
    worth: Floats
    count: int
    per_actor: int | None = None

    def value(self, chosen: Sequence[int]) -> tuple[float, ...]:
        """What a choice is worth, by each goal."""
        rows = list(chosen)
        covered = (
            np.asarray(self.covers[rows].sum(axis=0) > 0).ravel() if rows else np.zeros(self.covers.shape[1], bool)
        )
        found = self.weights[:, covered].sum(axis=1) + self.worth[:, rows].sum(axis=1)
        return tuple(np.round(found, 9).tolist())


def greedy_ties(ties: TieChoice) -> list[int]:
    """Pick one after another, each the one that adds most by the first goal, then the next; one that adds nothing by
    any goal of the things is not picked.

    Lazy evaluation (Minoux 1978): by no goal does what a tie adds grow.
    """
    starts, things = ties.covers.indptr, ties.covers.indices
    covered = np.zeros(ties.covers.shape[1], dtype=bool)
    taken: Counter[str] = Counter()
    chosen: list[int] = []

    def lost(at: int) -> tuple[float, ...]:
        found = things[starts[at] : starts[at + 1]]
        gain = ties.weights[:, found[~covered[found]]].sum(axis=1)
        return tuple((-np.round(gain + (ties.worth[:, at] if gain.any() else 0.0), 9)).tolist())

    heap = [(lost(at), at) for at in range(len(ties.ends))]
    heapq.heapify(heap)
    while heap and len(chosen) < ties.count:
        old, at = heapq.heappop(heap)
        if ties.per_actor is not None and any(taken[end] >= ties.per_actor for end in ties.ends[at]):
            continue
        now = lost(at)
        if now > old and heap and (now, at) > heap[0]:
            heapq.heappush(heap, (now, at))
            continue
        if not any(now):
            break
        chosen.append(at)
        covered[things[starts[at] : starts[at + 1]]] = True
        taken.update(ties.ends[at])
    return chosen


@dataclass(frozen=True, slots=True)
class BestTies:
    """The best choice there is, or how good it can be at most by the first goal.

    Parameters
    ----------
    value : float
        What it is worth by the first goal; if that is not proven, a bound from above.
    proven : bool
        Whether no choice is worth more by the first goal.
    settled : bool
        Whether no choice is better by the goals after it either.
    chosen : tuple of int
        Places of the best that was found.
    """

    value: float
    proven: bool
    settled: bool
    chosen: tuple[int, ...]


def best_ties(ties: TieChoice, *, seconds: float = 30.0) -> BestTies:
    """The best choice by integer programming (HiGHS), goal by goal.

    Weighted maximum coverage: maximise Σ weight · y + Σ worth · x of one goal under y_e ≤ Σ of x over the ties that
    cover e, Σ x ≤ count and Σ x of one actor ≤ per_actor; then of the next, where the first stays what it was.
    """
    ends = time.monotonic() + seconds
    greedy = greedy_ties(ties)
    if not greedy:
        return BestTies(0.0, True, True, ())
    problem = _Problem(ties)
    best, known = tuple(sorted(greedy)), ties.value(greedy)
    value = None
    for goal in range(len(ties.weights)):
        bound, solved, chosen = problem.solved(goal, max(ends - time.monotonic(), 0.0))
        if chosen is not None and ties.value(chosen) > known:
            best, known = chosen, ties.value(chosen)
        value = bound if value is None else value
        if not solved:
            top = known[0] if goal else min(value, problem.everything)
            return BestTies(max(top, known[0]), goal > 0, False, best)
        problem.keep(goal, bound)
    return BestTies(known[0], True, True, best)


class _Problem:
    """The integer programme of a choice, and what earlier goals demand."""

    def __init__(self, ties: TieChoice) -> None:
        self.ties = ties
        self.covers, self.weights = _merged(ties)
        self.everything = float(self.weights[0].sum() + ties.worth[0].sum())
        n, m = self.covers.shape
        self.rows = [
            sp.hstack([_limits(ties), sp.csr_array((1 + (len(_actors(ties)) if ties.per_actor else 0), m))]),
            sp.hstack([-self.covers.T.astype(float), sp.eye_array(m)]),
        ]
        self.upper = [float(ties.count)] + [float(ties.per_actor or 0)] * (self.rows[0].shape[0] - 1) + [0.0] * m
        self.n = n

    def _goal(self, goal: int) -> Floats:
        return np.concatenate([self.ties.worth[goal], self.weights[goal]])

    def keep(self, goal: int, least: float) -> None:
        """Demand so much of a goal from now on."""
        self.rows.append(sp.csr_array(-self._goal(goal)[None, :]))
        self.upper.append(-(least - _EVEN))

    def solved(self, goal: int, seconds: float) -> tuple[float, bool, tuple[int, ...] | None]:
        """A bound from above for a goal, whether it is the optimum, and the choice that was found."""
        from scipy.optimize import Bounds, LinearConstraint

        from queries.solver import milp

        m = self.covers.shape[1]
        answer = milp(
            -self._goal(goal), integrality=np.concatenate([np.ones(self.n), np.zeros(m)]), bounds=Bounds(0.0, 1.0),
            constraints=LinearConstraint(sp.csr_array(sp.vstack(self.rows)), -np.inf, np.array(self.upper)),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )  # fmt: skip
        chosen = None if answer.x is None else tuple(np.flatnonzero(answer.x[: self.n] > 0.5).tolist())
        if answer.status == 0 and chosen is not None:
            return self.ties.value(chosen)[goal], True, chosen
        bound = getattr(answer, "mip_dual_bound", None)
        return (self.everything if bound is None or not np.isfinite(bound) else -float(bound)), False, chosen


def _merged(ties: TieChoice) -> tuple[sp.csr_array, Floats]:
    """Things that the same ties cover taken as one, and those that none covers gone."""
    groups = alike(ties.covers)
    weights = [ties.weights[:, places].sum(axis=1) for places in groups]
    return first_of(ties.covers, groups), np.array(weights).reshape(len(groups), len(ties.weights)).T


def _actors(ties: TieChoice) -> list[str]:
    return sorted({end for pair in ties.ends for end in pair})


def _limits(ties: TieChoice) -> sp.csr_array:
    """Rows of Σ x ≤ bound: of all, and of each actor."""
    n = len(ties.ends)
    rows = [sp.csr_array(np.ones((1, n)))]
    if ties.per_actor:
        place = {name: at for at, name in enumerate(_actors(ties))}
        places = [place[end] for pair in ties.ends for end in pair]
        of = np.repeat(np.arange(n), 2)
        rows.append(sp.csr_array((np.ones(2 * n), (places, of)), shape=(len(place), n)))
    return sp.csr_array(sp.vstack(rows))
