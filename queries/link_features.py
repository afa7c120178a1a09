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
TIED = 16
"""What marks a pair that has a tie among the near; more than there are ways to be near."""
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
        tied = (ties.indptr.astype(np.int64), ties.indices.astype(np.int64))
        return cls(start, made.column, made.features.T, alone, between, countries, tied)

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.alone)

    def near_of(self, actor: int) -> slice:
        """Rows of the near pairs of an actor."""
        return slice(int(self.start[actor]), int(self.start[actor + 1]))


class _Near:
    """Near pairs that have no tie, with the features of each, shape (features of PAIR, pairs): each in one piece."""

    def __init__(self, ties: sp.csr_array, around: Surroundings) -> None:
        two = _in_order(common_neighbours(ties))
        three = _in_order(sp.csr_array(two @ ties))
        like = _in_order(sp.csr_array(around.alike @ ties))
        union = _pattern(two, three, like, sp.csr_array(like.T.tocsr()), ties)
        row = np.repeat(np.arange(ties.shape[0], dtype=np.int64), np.diff(union.indptr))
        open_pairs = (row != union.indices) & (union.data < TIED)
        self.row, self.column = row[open_pairs], union.indices[open_pairs].astype(np.int64)
        self._number = sp.csr_array(
            (np.where(open_pairs, np.cumsum(open_pairs), -1), union.indices, union.indptr), shape=union.shape
        )
        self._places: list[tuple[npt.NDArray[Any], npt.NDArray[Any], Ints, npt.NDArray[np.bool_]]] = []
        self.features = np.zeros((len(PAIR), len(self.row)), dtype=np.float32)
        self._fill(dict(zip(PAIR, self.features, strict=True)), ties, around, two, three, like)

    def _fill(
        self, to: Mapping[str, npt.NDArray[np.float32]], ties: sp.csr_array, around: Surroundings,
        two: sp.csr_array, three: sp.csr_array, like: sp.csr_array,
    ) -> None:  # fmt: skip
        """Write each feature into its row of `features`."""
        k = degrees(ties)
        size = np.log1p(k).astype(np.float32)
        share = np.divide(1, k, out=np.zeros_like(k), where=k > 0)
        strong = _strengthened(ties, two)
        inner = scaled(share, ties)
        inner.data = inner.data * share[inner.indices]
        peers = sp.csr_array(_peers(ties, share, around.rows) @ scaled(share, ties))
        allocation, l3 = self.values(resource_allocation(ties)), self.values(paths_of_three(ties))
        for name, times, (at, values) in (
            ("common_count", 1, self.values(two)),
            ("adamic_adar", 1, self.values(adamic_adar(ties))),
            ("allocation_ln", 100, allocation),
            ("closed", 100, self.values(sp.csr_array(strong @ scaled(share, strong)))),
            ("three_count", 1, self.values(three)),
            ("l3_ln", 1000, l3),
            ("l3_closed", 10_000, self.values(sp.csr_array(strong @ inner @ strong))),
            ("peer", 1000, self.values(peers)),
            ("peer_back", 1000, self.values(sp.csr_array(peers.T.tocsr()))),
            ("like_partner", 100, self.values(like)),
            ("like_partner_back", 100, self.values(sp.csr_array(like.T.tocsr()))),
        ):
            to[name][at] = np.log1p(times * values)
            if name.startswith("like_partner"):
                to["like"][at] = 1
        for name, path, (at, values) in (("allocation", "common", allocation), ("l3", "three", l3)):
            to[name][at] = np.sqrt(values)
            to[path][at] = 1
            to[f"{path}_degree"][at] = size[self.column[at]]
            to[f"{path}_own"][at] = size[self.row[at]]

    def values(self, scores: sp.csr_array) -> tuple[Ints, npt.NDArray[np.float32]]:
        """Near pairs that a matrix has values for, and these. It has none beside those and pairs that have a tie."""
        scores = _in_order(scores)
        at, hit = self._numbers(scores)
        return at, scores.data[hit].astype(np.float32)

    def _numbers(self, scores: sp.csr_array) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Which near pairs a matrix has values for, and which of its values these are; kept for its pattern."""
        for indptr, indices, at, hit in self._places:
            if np.array_equal(indptr, scores.indptr) and np.array_equal(indices, scores.indices):
                return at, hit
        ones = np.ones(scores.nnz, dtype=np.int8)
        found = self._number.multiply(sp.csr_array((ones, scores.indices, scores.indptr), shape=scores.shape)).data
        hit = found > 0
        self._places.append((scores.indptr, scores.indices, found[hit] - 1, hit))
        return self._places[-1][2:]


def _in_order(matrix: sp.csr_array) -> sp.csr_array:
    """The same matrix, the columns of each row in order."""
    matrix.sort_indices()
    return matrix


def _pattern(*matrices: sp.csr_array) -> sp.csr_array:
    """Ones where any of some matrices has a value, `TIED` and more where the last one has."""
    weights = [1] * (len(matrices) - 1) + [TIED]
    ones = [
        sp.csr_array((np.full(m.nnz, weight, dtype=np.int8), m.indices, m.indptr), shape=m.shape)
        for m, weight in zip(matrices, weights, strict=True)
    ]
    return _in_order(sum(ones[1:], ones[0]))


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
