"""Hiding ties and finding them again: how high a hidden tie stands in the list of those that one would suggest.

For a hidden tie a–b the list of a is asked for b, and the list of b for a. A list holds all others but those that a is
tied to in any case, hidden or not ("filtered": Bordes and others 2013, Translating embeddings), so that one hidden tie
does not push another down. Equal scores share their mean place: a method that says nothing is not rewarded by luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from queries.link_scores import Block, tie_matrix

__all__ = ["MEASURES", "Places", "interval", "measures", "places", "split"]

Pairs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MEASURES = ("mrr", "hits@1", "hits@10", "hits@50", "auc")
"""Mean of 1 / place, shares of hidden ties among the first 1, 10, 50, and the chance to stand before another."""
ROWS = 256
"""Lists that are made at once: ten thousand actors take 20 MB a list of 256."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where hidden ties stand, two lists a tie.

    Parameters
    ----------
    before, equal, others : numpy.ndarray of int, shape (2 × ties,)
        Others in the list with a higher score, with the same score, and all.
    """

    before: npt.NDArray[np.int64]
    equal: npt.NDArray[np.int64]
    others: npt.NDArray[np.int64]

    @property
    def place(self) -> Floats:
        """From 1 on; those with the same score share the mean."""
        return np.asarray(1 + self.before + self.equal / 2)


def split(ties: int, share: float, seed: int | Sequence[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Positions of the ties that are kept and of those that are hidden, at random.

    Examples
    --------
    >>> kept, hidden = split(10, 0.2, seed=0)
    >>> len(kept), len(hidden), sorted([*kept.tolist(), *hidden.tolist()]) == list(range(10))
    (8, 2, True)
    """
    order = np.random.default_rng(seed).permutation(ties)
    count = min(max(round(share * ties), 1), ties - 1)
    return np.sort(order[count:]), np.sort(order[:count])


def places(
    score: Block, kept: Pairs, hidden: Pairs, n: int, *, may: Callable[[Pairs], npt.NDArray[np.bool_]] | None = None
) -> Places:  # fmt: skip
    """Place of each hidden tie in the lists of its two ends.

    Parameters
    ----------
    score : Block
        Made from the ties that are kept alone.
    kept, hidden : numpy.ndarray of int, shape (m, 2)
        Pairs of positions below `n`.
    may : callable, optional
        From some actors to those with whom they may have the tie at all, shape (m, n); all others by default.
    """
    tied = tie_matrix(np.concatenate([kept, hidden]), n)
    asking, wanted = np.concatenate([hidden, hidden[:, ::-1]]).T
    order = np.argsort(asking, kind="stable")
    found = np.empty((3, len(order)), dtype=np.int64)
    for start in range(0, len(order), ROWS):
        at = order[start : start + ROWS]
        lists, which = np.unique(asking[at], return_inverse=True)
        scores = np.array(score(lists), dtype=np.float64)
        mine = scores[which, wanted[at]][:, None]
        left_out = tied[lists].toarray() > 0
        left_out[np.arange(len(lists)), lists] = True
        if may is not None:
            left_out |= ~may(lists)
        scores[left_out] = np.nan  # compares as False with anything
        found[0, at] = (scores[which] > mine).sum(axis=1)
        found[1, at] = (scores[which] == mine).sum(axis=1)
        found[2, at] = (~left_out).sum(axis=1)[which]
    return Places(*found)


def measures(found: Places) -> dict[str, float]:
    """The measures of one hiding, by name.

    Examples
    --------
    Two hidden ties, at places 1 and 4 among 8 others:

    >>> one = Places(np.array([0, 3]), np.array([0, 0]), np.array([8, 8]))
    >>> measures(one)["mrr"], measures(one)["hits@1"], measures(one)["auc"]
    (0.625, 0.5, 0.8125)
    """
    place = found.place
    shares = {f"hits@{k}": float((place <= k).mean()) for k in (1, 10, 50)}
    beaten = 1 - (place - 1) / np.maximum(found.others, 1)
    return {"mrr": float((1 / place).mean()), **shares, "auc": float(beaten.mean())}


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Mean of values over seeds, and the ends of its 95 % interval (Student's t).

    One value alone has no interval: its ends are nan.

    Examples
    --------
    Mean 2, standard error 1/√3, quantile 4.302653 with two degrees of freedom (any table of t):

    >>> [round(x, 4) for x in interval([1.0, 2.0, 3.0])]
    [2.0, -0.4841, 4.4841]
    """
    from scipy.special import stdtrit

    found = np.asarray(values, dtype=np.float64)
    mean = float(found.mean())
    if len(found) < 2:
        return mean, float("nan"), float("nan")
    half = float(stdtrit(len(found) - 1, 0.975) * found.std(ddof=1) / np.sqrt(len(found)))
    return mean, mean - half, mean + half
