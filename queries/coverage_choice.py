"""Choosing few so that they reach many: lazy greedy, and the proven optimum beside it."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

import numpy as np

__all__ = ["best_cover", "greedy_cover"]


def greedy_cover(
    sets: Mapping[str, frozenset[str]], count: int, groups: Mapping[str, str], *, per_group: int | None = None,
    first: Sequence[str] = (),
) -> list[str]:  # fmt: skip
    """Pick `count` names one after another, each the one that adds most; ties go to the name that sorts first.

    Lazy evaluation (Minoux 1978): what a name adds never grows, so most need not be computed anew.
    The result reaches at least 1 − 1/e of the optimum, 1/2 with a limit per group (Nemhauser, Wolsey and Fisher 1978;
    Fisher, Nemhauser and Wolsey 1978).

    Parameters
    ----------
    sets : mapping of str to frozenset of str
        What each name covers.
    groups : mapping of str to str
        Group of each name.
    per_group : int, optional
        At most so many of one group.
    first : sequence of str
        Picked before all others.

    Examples
    --------
    >>> sets = {"a": frozenset("xyz"), "b": frozenset("xy"), "c": frozenset("w")}
    >>> greedy_cover(sets, 2, dict.fromkeys(sets, ""))
    ['a', 'c']
    """
    chosen: list[str] = []
    covered: set[str] = set()
    taken: dict[str, int] = {}

    def take(name: str) -> None:
        chosen.append(name)
        covered.update(sets[name])
        taken[groups[name]] = taken.get(groups[name], 0) + 1

    for name in first:
        take(name)
    heap = [(-len(found), name) for name, found in sets.items() if name not in chosen]
    heapq.heapify(heap)
    while heap and len(chosen) < count:
        old, name = heapq.heappop(heap)
        if per_group is not None and taken.get(groups[name], 0) >= per_group:
            continue
        gain = -len(sets[name] - covered)
        if gain > old and heap and (gain, name) > heap[0]:
            heapq.heappush(heap, (gain, name))
            continue
        take(name)
    return chosen


def best_cover(
    sets: Mapping[str, frozenset[str]], count: int, groups: Mapping[str, str], *, per_group: int | None = None,
    first: Sequence[str] = (), seconds: float = 10.0,
) -> tuple[int, bool]:  # fmt: skip
    """How many the best choice reaches, by integer programming (HiGHS), and whether that is proven.

    Maximum coverage: maximise Σ y under y_e ≤ Σ of x over the names that cover e, Σ x ≤ count, and Σ x of one
    group ≤ per_group.

    Returns
    -------
    reached : int
        The optimum; if it was not proven in time, the least that it can be bounded by from above.
    proven : bool
    """
    import scipy.sparse as sp
    from scipy.optimize import Bounds, LinearConstraint, milp

    names, things = sorted(sets), sorted(frozenset().union(*sets.values()))
    if not names or not things:
        return 0, True
    place = {thing: at for at, thing in enumerate(things)}
    n, m = len(names), len(things)
    entries = [(place[thing], at) for at, name in enumerate(names) for thing in sets[name]]
    rows, columns = zip(*entries, strict=True)
    cover = sp.coo_array((np.ones(len(rows)), (rows, columns)), shape=(m, n)).tocsr()
    limits = [np.concatenate([np.ones(n), np.zeros(m)])]
    bounds = [float(count)]
    if per_group is not None:
        for group in sorted({groups[name] for name in names}):
            members = np.array([groups[name] == group for name in names], dtype=float)
            limits.append(np.concatenate([members, np.zeros(m)]))
            bounds.append(float(max(per_group, sum(groups[name] == group for name in first))))
    constraints = [
        LinearConstraint(sp.csr_array(sp.hstack([-cover, sp.eye_array(m)])), -np.inf, 0.0),
        LinearConstraint(np.array(limits), -np.inf, np.array(bounds)),
    ]
    least = np.array([1.0 if name in first else 0.0 for name in names] + [0.0] * m)
    answer = milp(
        np.concatenate([np.zeros(n), -np.ones(m)]), integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(least, 1.0), constraints=constraints, options={"time_limit": seconds},
    )  # fmt: skip
    if answer.status == 0:
        return round(-answer.fun), True
    bound = getattr(answer, "mip_dual_bound", None)
    return (m if bound is None else int(np.floor(-bound + 1e-6))), False
