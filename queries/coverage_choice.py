"""Choosing few that together are worth most: lazy greedy, and the proven optimum beside it.

What a choice is worth is the weight of what it covers and the worth of each that is chosen.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from graphmodel.errors import UsageProblem

__all__ = ["Best", "Cover", "best", "greedy"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cover:
    """What is to be chosen from.

    Parameters
    ----------
    names : sequence of str
        Candidates, in an order that decides where nothing else does.
    groups : sequence of str
        Group of each candidate.
    covers : scipy.sparse.csr_array of bool, shape (candidates, things)
        What each candidate covers.
    weights : array of float, shape (things,)
        Worth of each thing once it is covered, from 0 on.
    worth : array of float, shape (candidates,)
        Worth of each candidate by itself, from 0 on.
    count : int
        How many are chosen at most.
    per_group : int or None
        At most so many of one group.
    first : tuple of int
        Places of candidates that are chosen in any case.

    Examples
    --------
    >>> cover = Cover.of_sets({"a": {"x", "y", "z"}, "b": {"x", "y"}, "c": {"w"}}, 2)
    >>> [cover.names[at] for at in greedy(cover)], best(cover).value
    (['a', 'c'], 4.0)
    """

    names: Sequence[str]
    groups: Sequence[str]
    covers: sp.csr_array
    weights: Floats
    worth: Floats
    count: int
    per_group: int | None = None
    first: tuple[int, ...] = field(default=())

    @classmethod
    def of_sets(
        cls, sets: Mapping[str, Iterable[str]], count: int, groups: Mapping[str, str] | None = None, *,
        per_group: int | None = None, first: Sequence[str] = (),
    ) -> Cover:  # fmt: skip
        """From what each name covers, each thing worth 1; names in their order."""
        names = sorted(sets)
        things = sorted(frozenset(thing for found in sets.values() for thing in found))
        place = {thing: at for at, thing in enumerate(things)}
        entries = [(row, place[thing]) for row, name in enumerate(names) for thing in set(sets[name])]
        rows, columns = zip(*entries, strict=True) if entries else ((), ())
        matrix = sp.coo_array((np.ones(len(rows), dtype=bool), (rows, columns)), shape=(len(names), len(things)))
        return cls(
            names, [(groups or {}).get(name, "") for name in names], matrix.tocsr(), np.ones(len(things)),
            np.zeros(len(names)), count, per_group, tuple(names.index(name) for name in first),
        )  # fmt: skip

    def covered(self, chosen: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Which things a choice covers, shape (things,)."""
        if not len(chosen):
            return np.zeros(self.covers.shape[1], dtype=bool)
        return np.asarray(self.covers[list(chosen)].sum(axis=0) > 0).ravel()

    def value(self, chosen: Sequence[int]) -> float:
        """What a choice is worth."""
        return float(self.weights[self.covered(chosen)].sum() + self.worth[list(chosen)].sum())

    def allows(self, chosen: Sequence[int]) -> bool:
        """Whether no group has too many of a choice."""
        if self.per_group is None:
            return True
        groups = [self.groups[at] for at in chosen]
        return all(groups.count(group) <= self.per_group for group in set(groups))


def greedy(cover: Cover, rank: Sequence[int] | None = None) -> list[int]:
    """Pick one after another, each the one that adds most; of equals the one of lowest rank, by default the first.

    Lazy evaluation (Minoux 1978): what a candidate adds never grows, so most need not be computed anew. The result is
    worth at least 1 − 1/e of the optimum, 1/2 with a limit per group (Nemhauser, Wolsey and Fisher 1978; Fisher,
    Nemhauser and Wolsey 1978).

    Returns
    -------
    list of int
        Places in `cover.names`, in the order of choice; those of `first` at the beginning.
    """
    starts, things = cover.covers.indptr, cover.covers.indices
    covered = np.zeros(cover.covers.shape[1], dtype=bool)
    taken: dict[str, int] = {}
    chosen: list[int] = []

    def gain(at: int) -> float:
        found = things[starts[at] : starts[at + 1]]
        return round(float(cover.weights[found[~covered[found]]].sum() + cover.worth[at]), 12)

    def take(at: int) -> None:
        chosen.append(at)
        covered[things[starts[at] : starts[at + 1]]] = True
        taken[cover.groups[at]] = taken.get(cover.groups[at], 0) + 1

    for at in dict.fromkeys(cover.first):
        take(at)
    fixed = set(cover.first)
    ranks = range(len(cover.names)) if rank is None else rank
    heap = [(-gain(at), ranks[at], at) for at in range(len(cover.names)) if at not in fixed]
    heapq.heapify(heap)
    while heap and len(chosen) < cover.count:
        old, _, at = heapq.heappop(heap)
        if cover.per_group is not None and taken.get(cover.groups[at], 0) >= cover.per_group:
            continue
        now = -gain(at)
        if now > old and heap and (now, ranks[at], at) > heap[0]:
            heapq.heappush(heap, (now, ranks[at], at))
            continue
        take(at)
    return chosen


@dataclass(frozen=True, slots=True)
class Best:
    """The best choice there is, or how good it can be at most.

    Parameters
    ----------
    value : float
        What it is worth; if it is not proven, a bound from above.
    proven : bool
    chosen : tuple of int
        Places of the best that was found.
    """

    value: float
    proven: bool
    chosen: tuple[int, ...]


LARGE = 1_500
"""Candidates above which a problem is made small before it is solved."""


def best(cover: Cover, *, seconds: float = 30.0, large: int = LARGE) -> Best:
    """The best choice by integer programming (HiGHS).

    Weighted maximum coverage: maximise Σ weight · y + Σ worth · x under y_e ≤ Σ of x over the candidates that cover
    e, Σ x ≤ count, and Σ x of one group ≤ per_group. With more than `large` candidates those that no better choice can
    have are left out first (see `queries.coverage_bound`).

    Raises
    ------
    UsageProblem
        If no choice keeps to the limits.
    """
    from queries.coverage_bound import improved, lagrange, merged, only

    if len(cover.names) <= large:
        return _solved(merged(cover), cover, seconds)
    known = improved(cover, greedy(cover))
    floor = cover.value(known)
    bound = lagrange(cover, floor)
    kept = sorted({*np.flatnonzero(bound.with_each > floor + 1e-9).tolist(), *cover.first})
    if bound.value <= floor + 1e-9 or len(kept) < cover.count:
        return Best(floor, True, tuple(sorted(known)))
    small = only(cover, kept)
    found = _solved(merged(small), small, seconds)
    if cover.value(chosen := tuple(kept[at] for at in found.chosen)) < floor:
        chosen = tuple(sorted(known))
    if found.proven:
        return Best(cover.value(chosen), True, chosen)
    return Best(max(floor, min(found.value, bound.value)), False, chosen)


def _solved(cover: Cover, whole: Cover, seconds: float) -> Best:
    """The best of a problem, and what it is worth in `whole`, which has the same candidates."""
    from scipy.optimize import Bounds, LinearConstraint

    from queries.solver import milp

    n, m = cover.covers.shape
    if n == 0:
        return Best(0.0, True, ())
    limits, bounds = _limits(cover)
    constraints = [
        LinearConstraint(sp.csr_array(sp.hstack([limits, sp.csr_array((limits.shape[0], m))])), -np.inf, bounds)
    ]
    if m:
        rows = sp.csr_array(sp.hstack([-cover.covers.T.astype(float), sp.eye_array(m)]))
        constraints.append(LinearConstraint(rows, -np.inf, 0.0))
    least = np.zeros(n + m)
    least[list(cover.first)] = 1.0
    answer = milp(
        -np.concatenate([cover.worth, cover.weights]), integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(least, 1.0), constraints=constraints, options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )  # fmt: skip
    if answer.status == 2:
        raise UsageProblem("no choice keeps to all limits; allow more of one country, or ask for fewer")
    chosen = () if answer.x is None else tuple(np.flatnonzero(answer.x[:n] > 0.5).tolist())
    if answer.status == 0:
        return Best(whole.value(chosen), True, chosen)
    bound = getattr(answer, "mip_dual_bound", None)
    everything = float(cover.weights.sum() + np.sort(cover.worth)[::-1][: cover.count].sum())
    return Best(everything if bound is None else min(everything, -float(bound)), False, chosen)


def _limits(cover: Cover) -> tuple[sp.csr_array, Floats]:
    """Rows of Σ x ≤ bound: of all, and of each group."""
    n = len(cover.names)
    rows = [sp.csr_array(np.ones((1, n)))]
    bounds = [float(cover.count)]
    if cover.per_group is not None:
        names = sorted(set(cover.groups))
        place = {name: at for at, name in enumerate(names)}
        codes = [place[name] for name in cover.groups]
        rows.append(sp.csr_array((np.ones(n), (codes, np.arange(n))), shape=(len(names), n)))
        bounds += [float(cover.per_group)] * len(names)
    return sp.csr_array(sp.vstack(rows)), np.array(bounds)
