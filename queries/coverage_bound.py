"""Making a large problem of coverage small before it is solved: a bound, who cannot matter, and what counts alike.

The bound is that of Lagrange (maximal covering location: Galvão and ReVelle 1996): the condition that a thing counts
only if somebody covers it is priced instead of kept, and what is left is solved by sorting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from queries.coverage_choice import Cover

__all__ = ["Bound", "alike", "first_of", "improved", "lagrange", "merged", "only"]

Floats = npt.NDArray[np.float64]

_ROUNDS = 1500
_SHAKES = 40
_EVEN = 1e-9


@dataclass(frozen=True)
class Bound:
    """No choice is worth more than `value`; one that has candidate i is worth no more than `with_each[i]`."""

    value: float
    with_each: Floats


def lagrange(cover: Cover, floor: float, *, rounds: int = _ROUNDS) -> Bound:
    """A bound from above by subgradient steps.

    Parameters
    ----------
    floor : float
        What a known choice is worth; steps are as long as the way to it.
    """
    covers = cover.covers.astype(float)
    back = sp.csr_array(covers.T)
    prices = best_prices = cover.weights / 2
    value = float(cover.weights.sum() + np.sort(cover.worth)[::-1][: cover.count].sum())  # of all that there is
    length, idle = 2.0, 0
    for _ in range(rounds):
        gains = covers @ prices + cover.worth
        chosen = _best_by_sorting(cover, gains)
        bound = float(np.maximum(cover.weights - prices, 0.0).sum() + gains[chosen].sum())
        if bound < value * (1.0 - _EVEN):
            value, best_prices, idle = bound, prices, 0
        else:
            idle += 1
            if idle > 15:
                length, idle, prices = length / 1.4, 0, best_prices
        taken = np.zeros(len(cover.names))
        taken[chosen] = 1.0
        slope = back @ taken - (cover.weights > prices)
        size = float(slope @ slope)
        if size == 0 or length < 1e-4 or bound <= floor + _EVEN:
            break
        prices = np.clip(prices - length * (bound - floor) / size * slope, 0.0, cover.weights)
    gains = covers @ best_prices + cover.worth
    chosen = _best_by_sorting(cover, gains)
    free = [at for at in chosen if at not in cover.first]
    weakest = min((gains[at] for at in free), default=0.0)
    with_each = np.full(len(gains), value)
    if len(chosen) >= cover.count:  # to take one in, another must go, the weakest at best
        with_each -= np.maximum(weakest - gains, 0.0)
    with_each[list(cover.first)] = value
    return Bound(value, with_each)


def _best_by_sorting(cover: Cover, gains: Floats) -> list[int]:
    """The choice with the largest sum of gains: greedy is exact, since limits per group make a matroid."""
    chosen = list(dict.fromkeys(cover.first))
    order = np.argsort(-gains, kind="stable")
    if cover.per_group is None:
        fixed = set(chosen)
        return (
            chosen
            + [at for at in order[: cover.count + len(fixed)].tolist() if at not in fixed][: cover.count - len(fixed)]
        )
    taken: dict[str, int] = {}
    for at in chosen:
        taken[cover.groups[at]] = taken.get(cover.groups[at], 0) + 1
    for at in order.tolist():
        if len(chosen) >= cover.count:
            break
        group = cover.groups[at]
        if at not in cover.first and taken.get(group, 0) < cover.per_group:
            chosen.append(at)
            taken[group] = taken.get(group, 0) + 1
    return chosen


def improved(cover: Cover, chosen: Sequence[int], *, shakes: int = _SHAKES, seed: int = 1) -> list[int]:
    """A choice made better by exchanging one for another while it helps, and again after shaking it a little."""
    rng = np.random.default_rng(seed)
    covers = cover.covers.astype(float)
    best = _exchanged(cover, covers, list(chosen))
    able = np.argsort(-(covers @ cover.weights + cover.worth), kind="stable")[:400]
    free = [place for place, at in enumerate(best) if at not in cover.first]
    for _ in range(shakes if free else 0):
        shaken = list(best)
        for place in rng.choice(free, min(4, len(free)), replace=False).tolist():
            other = int(rng.choice(able))
            swapped = [*shaken[:place], other, *shaken[place + 1 :]]
            if other not in shaken and cover.allows(swapped):
                shaken = swapped
        shaken = _exchanged(cover, covers, shaken)
        if cover.value(shaken) > cover.value(best) + _EVEN:
            best = shaken
    return best


def _exchanged(cover: Cover, covers: sp.csr_array, chosen: list[int]) -> list[int]:
    """The choice after all exchanges of one for another that help."""
    times: Floats = np.asarray(covers[chosen].sum(axis=0), dtype=np.float64).ravel()
    again = True
    while again:
        again = False
        for place, old in enumerate(chosen):
            if old in cover.first:
                continue
            without = times - _row(covers, old)
            gains = covers @ np.where(without < 0.5, cover.weights, 0.0) + cover.worth
            now = gains[old]
            gains[chosen] = -1.0
            if cover.per_group is not None:
                gains[~_open(cover, [*chosen[:place], *chosen[place + 1 :]])] = -1.0
            new = int(gains.argmax())
            if gains[new] > now + _EVEN:
                chosen[place], times, again = new, without + _row(covers, new), True
    return chosen


def _row(covers: sp.csr_array, at: int) -> Floats:
    return np.asarray(covers[[at]].sum(axis=0), dtype=np.float64).ravel()


def _open(cover: Cover, chosen: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Candidates whose group is not full."""
    groups = [cover.groups[at] for at in chosen]
    full = {group for group in set(groups) if groups.count(group) >= (cover.per_group or 0)}
    return np.array([group not in full for group in cover.groups])


def only(cover: Cover, kept: Sequence[int]) -> Cover:
    """The problem with some candidates only; those of `first` must be among them."""
    place = {at: new for new, at in enumerate(kept)}
    return replace(
        cover, names=[cover.names[at] for at in kept], groups=[cover.groups[at] for at in kept],
        covers=sp.csr_array(cover.covers[list(kept)]), worth=cover.worth[list(kept)],
        first=tuple(place[at] for at in cover.first),
    )  # fmt: skip


def merged(cover: Cover) -> Cover:
    """The same problem with things that the same candidates cover taken as one, and those that nobody covers gone.

    Examples
    --------
    >>> merged(Cover.of_sets({"a": {"x", "y", "z"}, "b": {"z"}}, 1)).weights.tolist()
    [2.0, 1.0]
    """
    groups = alike(cover.covers)
    weights = np.array([cover.weights[places].sum() for places in groups])
    return replace(cover, covers=first_of(cover.covers, groups), weights=weights)


def alike(covers: sp.csr_array) -> list[list[int]]:
    """Things that the same rows cover, by their columns, together; those that nobody covers are in no group.

    Examples
    --------
    >>> alike(sp.csr_array([[1, 0, 1, 0], [0, 1, 0, 0]]))
    [[0, 2], [1]]
    """
    columns = sp.csc_array(covers)
    columns.sort_indices()
    found: dict[bytes, list[int]] = {}
    for at in range(columns.shape[1]):
        key = columns.indices[columns.indptr[at] : columns.indptr[at + 1]].tobytes()
        if key:
            found.setdefault(key, []).append(at)
    return list(found.values())


def first_of(covers: sp.csr_array, groups: Sequence[Sequence[int]]) -> sp.csr_array:
    """Of each group of things the first."""
    return sp.csr_array(sp.csc_array(covers)[:, [places[0] for places in groups]])
