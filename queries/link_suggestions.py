"""Scores of all pairs of actors from fitted weights, and the best others of each with the parts of their scores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from queries.link_features import ALONE, PAIR, LinkFeatures

__all__ = ["LinkScores", "Top"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Top:
    """The best others of each actor.

    Parameters
    ----------
    others : numpy.ndarray of int, shape (n, k)
        Positions, the best first, equal ones in order; −1 where there are no more.
    scores : numpy.ndarray of float, shape (n, k)
    parts : numpy.ndarray of float, shape (n, k, features)
        Weight × value of each feature; a score is the sum of its parts.
    """

    others: Ints
    scores: Floats
    parts: npt.NDArray[np.float32]


@dataclass(frozen=True)
class LinkScores:
    """Score of each pair: a sum over near pairs, the other actor and the two countries.

    Parameters
    ----------
    near : numpy.ndarray of float, shape (pairs,)
        What being near adds, in the rows of `features.near`.
    base : numpy.ndarray of float, shape (c, n)
        What the other actor and the two countries give, by the country of the asking one.
    """

    features: LinkFeatures
    weights: Floats
    near: Floats
    base: Floats

    @classmethod
    def of(cls, features: LinkFeatures, weights: Floats) -> LinkScores:
        """Scores from features and the weight of each, in the order of PAIR, ALONE, COUNTRIES."""
        pair, alone, between = np.split(weights, [len(PAIR), len(PAIR) + len(ALONE)])
        near = (features.near @ pair.astype(np.float32)).astype(np.float64)
        base = (features.alone @ alone)[None, :] + (features.between @ between)[:, features.countries]
        return cls(features, weights, near, base)

    def block(self, rows: Ints) -> Floats:
        """Scores of some actors with all, shape (rows, n); a `queries.link_scores.Block`."""
        found = self.base[self.features.countries[rows]]
        for place, actor in enumerate(rows.tolist()):
            part = self.features.near_of(actor)
            found[place, self.features.others[part]] += self.near[part]
        return found

    def top(self, count: int) -> Top:
        """The best others of every actor among all that it has no tie with.

        Nobody is compared with everybody: beside the near only the first few by `base` can be among the best.

        Parameters
        ----------
        count : int
            k.
        """
        n = self.features.n
        others = np.full((n, count), -1, dtype=np.int64)
        scores = np.full((n, count), -np.inf)
        rows = np.full((n, count), -1, dtype=np.int64)
        starts, ends = self.features.tied
        out = np.zeros(n, dtype=bool)
        for actor in range(n):
            part = self.features.near_of(actor)
            near = self.features.others[part]
            base = self.base[self.features.countries[actor]]
            without = np.concatenate([near, ends[starts[actor] : starts[actor + 1]], [actor]])
            out[without] = True
            far = self._far(actor, out, count)
            out[without] = False
            found = np.concatenate([near, far])
            value = np.concatenate([base[near] + self.near[part], base[far]])
            at = np.concatenate([np.arange(part.start, part.stop), np.full(len(far), -1)])
            if len(value) > count:
                least = np.partition(value, -count)[-count]
                best = np.flatnonzero(value >= least)
                found, value, at = found[best], value[best], at[best]
            order = np.lexsort((found, -value))[:count]
            others[actor, : len(order)], scores[actor, : len(order)] = found[order], value[order]
            rows[actor, : len(order)] = at[order]
        return Top(others, scores, self._parts(others, rows))

    def _far(self, actor: int, out: npt.NDArray[np.bool_], count: int) -> Ints:
        """The first few by what the other gives alone, of those that are not near."""
        order = self._order[self.features.countries[actor]]
        length = count + 16
        while True:
            first = order[:length]
            left = first[~out[first]]
            if len(left) >= count or length >= len(order):
                return np.asarray(left[:count])
            length *= 4

    @cached_property
    def _order(self) -> Ints:
        """All actors by `base`, the best first, equal ones in order."""
        return np.argsort(-self.base, axis=1, kind="stable")

    def _parts(self, others: Ints, rows: Ints) -> npt.NDArray[np.float32]:
        near = np.where((rows >= 0)[..., None], self.features.near[rows], np.float32(0))
        countries = self.features.countries
        between = self.features.between[countries[:, None], countries[others]]
        values = np.concatenate([near, self.features.alone[others], between], axis=2)
        return np.asarray(values * self.weights.astype(np.float32) * (others >= 0)[..., None])
