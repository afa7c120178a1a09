"""What the link ranker looks at: for two actors near each other, and for an actor by itself.

Near are two that have a common neighbour, a path of three ties between them, or a partner of one is like the other.
All else has only what holds of the other actor alone, and of the two countries; so ten thousand actors are compared
with all others without making a hundred million rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from queries.link_scores import (
    adamic_adar,
    common_neighbours,
    degrees,
    paths_of_three,
    resource_allocation,
    scaled,
)  # fmt: skip
from queries.profiles import alike, cosines

__all__ = ["ALONE", "COUNTRIES", "PAIR", "LinkFeatures", "Surroundings"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PAIR: Mapping[str, str] = {
    "common": "they have a common neighbour",
    "common_count": "ln(1 + number of common neighbours)",
    "adamic_adar": "ln(1 + Adamic–Adar)",
    "allocation": "square root of resource allocation",
    "allocation_ln": "ln(1 + 100 × resource allocation)",
    "closed": "ln(1 + 100 × resource allocation, ties within triangles counted more)",
    "three": "a path of three ties joins them",
    "three_count": "ln(1 + number of paths of three)",
    "l3": "square root of L3",
    "l3_ln": "ln(1 + 1,000 × L3)",
    "l3_closed": "ln(1 + 10,000 × L3 of power 1, ties within triangles counted more)",
    "peer": "ln(1 + 1,000 × ties of the other to peers of the asking one: alike, and with a common neighbour)",
    "peer_back": "the same with the two exchanged",
    "like_partner": "ln(1 + 100 × likeness of the asking one with the other's partners)",
    "like_partner_back": "the same with the two exchanged",
    "like": "one is like a partner of the other",
    "common_degree": "with a common neighbour: ln(1 + ties of the other)",
    "three_degree": "with a path of three: ln(1 + ties of the other)",
    "common_own": "with a common neighbour: ln(1 + ties of the asking one)",
    "three_own": "with a path of three: ln(1 + ties of the asking one)",
}
"""Features of two that are near each other, and what each is."""

ALONE: Mapping[str, str] = {
    "degree": "ln(1 + ties of the other)",
    "no_tie": "the other has no tie",
}
"""Features of the other actor alone."""

COUNTRIES: Mapping[str, str] = {
    "country_pair": "ln of ties between the two countries, against what their numbers of ties let expect",
    "same_country": "both are in one country",
}
"""Features of two countries; 0 where one of them is not recorded."""

TRIANGLES = 0.5
"""What each triangle adds to a tie within it."""
PRIOR = 2.0
"""Ties added to both sides of a rate between countries, so that a single one does not decide."""


@dataclass(frozen=True)
class Surroundings:
    """What is known of actors apart from their ties; the same whatever is hidden.

    Parameters
    ----------
    rows : scipy.sparse.csr_array, shape (n, d)
        Rows of unit length, see `queries.profiles.profiles`.
    countries : numpy.ndarray of int, shape (n,)
        Code of the country; −1 if it is not recorded.
    """

    rows: sp.csr_array
    countries: Ints

    @cached_property
    def alike(self) -> sp.csr_array:
        """Squares of the cosines of those that are alike."""
        near = alike(self.rows)
        return sp.csr_array((near.data**2, near.indices, near.indptr), shape=near.shape)


@dataclass(frozen=True)
class LinkFeatures:
    """Features of all pairs, made from ties and from nothing that happened after them.

    Parameters
    ----------
    start : numpy.ndarray of int, shape (n + 1,)
        Pairs of actor i stand in rows start[i] to start[i + 1] of `near`.
    others : numpy.ndarray of int, shape (pairs,)
        The other actor of each near pair, in order within an actor; nobody who has a tie with it.
    near : numpy.ndarray of float32, shape (pairs, features of PAIR)
    alone : numpy.ndarray of float32, shape (n, features of ALONE)
    between : numpy.ndarray of float32, shape (c, c, features of COUNTRIES)
        The last row and column are those of a country that is not recorded.
    countries : numpy.ndarray of int, shape (n,)
        Row of `between`.
    tied : pair of numpy.ndarray of int
        `indptr` and `indices` of the ties that the features are made from.
    """

    start: Ints
    others: Ints
    near: npt.NDArray[np.float32]
    alone: npt.NDArray[np.float32]
    between: npt.NDArray[np.float32]
    countries: Ints
    tied: tuple[Ints, Ints]

    @classmethod
    def of(cls, ties: sp.csr_array, around: Surroundings) -> LinkFeatures:
        """Features as some ties give them."""
        made = _Near(ties, around)
        k = degrees(ties)
        alone = np.column_stack([np.log1p(k), k == 0]).astype(np.float32)
        countries = np.where(around.countries < 0, around.countries.max(initial=-1) + 1, around.countries)
        between = _between(ties, around.countries)
        start = np.searchsorted(made.row, np.arange(len(k) + 1))
        near = np.stack([made.features[name] for name in PAIR]).T  # each feature in one piece
        return cls(
            start,
            made.column,
            near,
            alone,
            between,
            countries,
            (ties.indptr.astype(np.int64), ties.indices.astype(np.int64)),
        )

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.alone)

    def near_of(self, actor: int) -> slice:
        """Rows of the near pairs of an actor."""
        return slice(int(self.start[actor]), int(self.start[actor + 1]))


class _Near:
    """Near pairs that have no tie, with the features of each; keys are row × n + column."""

    def __init__(self, ties: sp.csr_array, around: Surroundings) -> None:
        two = _in_order(common_neighbours(ties))
        three = _in_order(sp.csr_array(two @ ties))
        like = _in_order(sp.csr_array(around.alike @ ties))
        keys = _keys(_pattern(two, three, like, sp.csr_array(like.T.tocsr())))
        row, column = keys // ties.shape[0], keys % ties.shape[0]
        open_pairs = row != column
        tied = _keys(ties)
        at = np.minimum(np.searchsorted(keys, tied), max(len(keys) - 1, 0))
        open_pairs[at[keys[at] == tied]] = False
        self.keys, self.row, self.column = keys[open_pairs], row[open_pairs], column[open_pairs]
        self._last: tuple[npt.NDArray[Any], Ints, npt.NDArray[np.bool_]] | None = None
        self.features = self._features(ties, around, two, three, like)

    def _features(
        self, ties: sp.csr_array, around: Surroundings, two: sp.csr_array, three: sp.csr_array, like: sp.csr_array
    ) -> dict[str, npt.NDArray[np.float32]]:  # fmt: skip
        k = degrees(ties)
        size = np.log1p(k).astype(np.float32)
        share = np.divide(1, k, out=np.zeros_like(k), where=k > 0)
        strong = _strengthened(ties, two)
        count, allocation = self.values(two), self.values(resource_allocation(ties))
        closed = self.values(sp.csr_array(strong @ scaled(share, strong)))
        count3, l3 = self.values(three), self.values(paths_of_three(ties))
        common, joined = count > 0, count3 > 0
        inner = scaled(share, ties)
        inner.data = inner.data * share[inner.indices]
        peers = sp.csr_array(_peers(ties, share, around.rows) @ scaled(share, ties))
        liked, liked_back = self.values(like), self.values(sp.csr_array(like.T.tocsr()))
        return {
            "common": common.astype(np.float32),
            "common_count": np.log1p(count),
            "adamic_adar": np.log1p(self.values(adamic_adar(ties))),
            "allocation": np.sqrt(allocation),
            "allocation_ln": np.log1p(100 * allocation),
            "closed": np.log1p(100 * closed),
            "three": joined.astype(np.float32),
            "three_count": np.log1p(count3),
            "l3": np.sqrt(l3),
            "l3_ln": np.log1p(1000 * l3),
            "l3_closed": np.log1p(10_000 * self.values(sp.csr_array(strong @ inner @ strong))),
            "peer": np.log1p(1000 * self.values(peers)),
            "peer_back": np.log1p(1000 * self.values(sp.csr_array(peers.T.tocsr()))),
            "like_partner": np.log1p(100 * liked),
            "like_partner_back": np.log1p(100 * liked_back),
            "like": ((liked > 0) | (liked_back > 0)).astype(np.float32),
            "common_degree": common * size[self.column],
            "three_degree": joined * size[self.column],
            "common_own": common * size[self.row],
            "three_own": joined * size[self.row],
        }

    def values(self, scores: sp.csr_array) -> npt.NDArray[np.float32]:
        """Scores of the near pairs; 0 where a matrix has none."""
        scores = _in_order(scores)
        found = np.zeros(len(self.keys), dtype=np.float32)
        at, hit = self._places(scores)
        found[at] = scores.data[hit]
        return found

    def _places(self, scores: sp.csr_array) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Rows that a matrix has values for, and which of its values these are; kept for the next of the same pattern."""
        if self._last is not None and np.array_equal(self._last[0], scores.indices):
            return self._last[1], self._last[2]
        keys = _keys(scores)
        at = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        hit = self.keys[at] == keys if len(self.keys) else np.zeros(len(keys), dtype=bool)
        rows = at[hit]
        self._last = (scores.indices, rows, hit)
        return rows, hit


def _in_order(matrix: sp.csr_array) -> sp.csr_array:
    """The same matrix, the columns of each row in order."""
    matrix.sort_indices()
    return matrix


def _pattern(*matrices: sp.csr_array) -> sp.csr_array:
    """Ones where any of some matrices has a value."""
    ones = [sp.csr_array((np.ones(m.nnz, dtype=np.int8), m.indices, m.indptr), shape=m.shape) for m in matrices]
    return _in_order(sum(ones[1:], ones[0]))


def _keys(matrix: sp.csr_array) -> Ints:
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    return np.asarray(rows * matrix.shape[1] + matrix.indices)


def _strengthened(ties: sp.csr_array, two: sp.csr_array) -> sp.csr_array:
    """Ties with a weight that grows with the triangles that each is part of."""
    return sp.csr_array(ties + TRIANGLES * ties.multiply(two))


def _peers(ties: sp.csr_array, share: Floats, rows: sp.csr_array) -> sp.csr_array:
    """Resource allocation between two, times the square of the cosine of what is recorded of them."""
    found = sp.coo_array(ties @ scaled(share, ties))
    apart = found.row != found.col
    a, b = found.row[apart].astype(np.int64), found.col[apart].astype(np.int64)
    data = found.data[apart] * cosines(rows, a, b) ** 2
    return sp.csr_array((data, (a, b)), shape=ties.shape)


def _between(ties: sp.csr_array, countries: Ints) -> npt.NDArray[np.float32]:
    """Log of the ties between two countries over those that chance would make, and whether they are one."""
    size = int(countries.max(initial=-1)) + 1
    found = np.zeros((size + 1, size + 1, len(COUNTRIES)), dtype=np.float32)
    there = np.flatnonzero(countries >= 0)
    if not size:
        return found
    member = sp.csr_array((np.ones(len(there)), (there, countries[there])), shape=(len(countries), size))
    counted = (member.T @ ties @ member).toarray()
    total = counted.sum(axis=1)
    expected = np.outer(total, total) / max(total.sum(), 1.0)
    found[:size, :size, 0] = np.log((counted + PRIOR) / (expected + PRIOR))
    found[:size, :size, 1] = np.eye(size)
    return found
