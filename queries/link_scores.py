"""Scores of ties that are not there: how likely is a tie, judged by the ties that are.

Every function takes the ties among n actors as a symmetric sparse matrix of zeros and ones (`tie_matrix` makes one) and
looks at nothing else. Scores of nearness (`common_neighbours` to `paths_of_three`) are sparse, of shape (n, n), and
their values for a pair that has a tie, or of an actor with itself, mean nothing. What has a value for every pair
comes in blocks of rows, since ten thousand actors make a hundred million pairs.

References: Liben-Nowell and Kleinberg 2007, The link-prediction problem for social networks; Lü and Zhou 2011, Link
prediction in complex networks: a survey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

__all__ = [
    "BASELINES", "Block", "adamic_adar", "common_neighbours", "degrees", "gower", "katz", "local_path",
    "paths_of_three", "popularity", "random_scores", "resource_allocation", "tie_matrix",
]  # fmt: skip

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Block = Callable[[Rows], Floats]
"""From the positions of some actors, shape (m,), to their scores with all, shape (m, n)."""

NEAR = 0.01
"""Weight of paths of length three in `local_path`, as its paper has it."""
DAMPING = 0.005
"""Weight of each further step in `katz`; small, as Liben-Nowell and Kleinberg found best."""


def tie_matrix(pairs: npt.NDArray[np.int64], n: int) -> sp.csr_array:
    """Pairs of positions, shape (m, 2), as a symmetric matrix of zeros and ones, shape (n, n).

    Direction, repetition and ties of an actor with itself are dropped.

    Examples
    --------
    >>> tie_matrix(np.array([[0, 1], [1, 0], [2, 2]]), 3).toarray()
    array([[0., 1., 0.],
           [1., 0., 0.],
           [0., 0., 0.]])
    """
    ends = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    ends = ends[ends[:, 0] != ends[:, 1]]
    keys = np.unique(np.concatenate([ends[:, 0] * n + ends[:, 1], ends[:, 1] * n + ends[:, 0]]))
    rows, columns = (keys // n).astype(np.int32), (keys % n).astype(np.int32)
    return sp.csr_array((np.ones(len(keys)), (rows, columns)), shape=(n, n))


def degrees(ties: sp.csr_array) -> Floats:
    """Number of ties of each actor, shape (n,)."""
    return np.diff(ties.indptr).astype(np.float64)


def common_neighbours(ties: sp.csr_array) -> sp.csr_array:
    """How many are tied to both: A².

    Examples
    --------
    >>> square = tie_matrix(np.array([[0, 1], [1, 2], [2, 3], [3, 0]]), 4)
    >>> float(common_neighbours(square)[0, 2])
    2.0
    """
    return sp.csr_array(ties @ ties)


def adamic_adar(ties: sp.csr_array) -> sp.csr_array:
    """Σ 1 / ln k over the common neighbours, k their number of ties (Adamic and Adar 2003, Friends and neighbors).

    Examples
    --------
    The two leaders of Zachary's karate club, as networkx has it:

    >>> import networkx as nx
    >>> club = tie_matrix(np.array(nx.karate_club_graph().edges), 34)
    >>> round(float(adamic_adar(club)[2, 33]), 6)
    4.719381
    """
    return _through(ties, lambda k: np.where(k > 1, 1 / np.log(np.maximum(k, 2)), 0.0))


def resource_allocation(ties: sp.csr_array) -> sp.csr_array:
    """Σ 1 / k over the common neighbours, k their number of ties (Zhou, Lü and Zhang 2009, Predicting missing links).

    Examples
    --------
    >>> import networkx as nx
    >>> club = tie_matrix(np.array(nx.karate_club_graph().edges), 34)
    >>> round(float(resource_allocation(club)[2, 33]), 6)
    1.566667
    """
    return _through(ties, lambda k: np.divide(1, k, out=np.zeros_like(k), where=k > 0))


def _through(ties: sp.csr_array, weight: Callable[[Floats], Floats]) -> sp.csr_array:
    """A W A, W the diagonal of a weight of each actor's number of ties."""
    return sp.csr_array(ties @ scaled(weight(degrees(ties)), ties))


def scaled(weights: Floats, matrix: sp.csr_array) -> sp.csr_array:
    """Each row of a matrix times a weight, shape (n,); zeros stay where they are."""
    data = matrix.data * np.repeat(weights, np.diff(matrix.indptr))
    return sp.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def local_path(ties: sp.csr_array, near: float = NEAR) -> sp.csr_array:
    """A² + εA³: common neighbours, and a little for walks of length three (Lü, Jin and Zhou 2009, Similarity index).

    Parameters
    ----------
    near : float
        ε.
    """
    two = common_neighbours(ties)
    return sp.csr_array(two + near * (two @ ties))


def paths_of_three(ties: sp.csr_array, power: float = 0.5) -> sp.csr_array:
    """Σ (k_u k_v)^-power over the paths a–u–v–b (L3, Kovács and others 2019, Network-based prediction of protein
    interactions, who take power ½).

    Of two that have no tie every walk of length three is a path.

    Examples
    --------
    A path of four: one way of length three, over two actors with two ties each, 1 / √(2·2).

    >>> chain = tie_matrix(np.array([[0, 1], [1, 2], [2, 3]]), 4)
    >>> round(float(paths_of_three(chain)[0, 3]), 6)
    0.5
    """
    k = degrees(ties)
    weights = np.power(k, -power, out=np.zeros_like(k), where=k > 0)
    inner = scaled(weights, ties)
    inner.data = inner.data * weights[inner.indices]
    return sp.csr_array(ties @ inner @ ties)


def katz(ties: sp.csr_array, damping: float = DAMPING, length: int = 4) -> Block:
    """Σ βˡ × number of walks of length l, to length 2, 3 or 4 (Katz 1953, A new status index).

    Cut off at a length, since a path of five ties tells little and the whole sum is dense.

    Returns
    -------
    Block

    Examples
    --------
    >>> chain = tie_matrix(np.array([[0, 1], [1, 2], [2, 3], [3, 4]]), 5)
    >>> scores = katz(chain, damping=0.1)(np.array([0]))
    >>> [round(float(score), 6) for score in scores[0, 2:]]
    [0.0103, 0.001, 0.0001]
    """
    two = common_neighbours(ties)

    def block(rows: Rows) -> Floats:
        walks = sp.csr_array(ties[rows])
        found = (damping * walks).toarray()
        walks = sp.csr_array(two[rows])
        for step in range(2, length + 1):
            found += (damping**step * walks).toarray()
            if step < length:
                walks = sp.csr_array(walks @ ties)
        return np.asarray(found)

    return block


def popularity(ties: sp.csr_array) -> Block:
    """The other's number of ties, whoever asks (Barabási and Albert 1999, Emergence of scaling).

    For the list of one actor it is the same order as preferential attachment, k_a × k_b.
    """
    k = degrees(ties)
    return lambda rows: np.broadcast_to(k, (len(rows), len(k)))


def random_scores(n: int, seed: int) -> Block:
    """A number from 0 to 1 for each pair, the same for the same seed whichever rows are asked for."""

    def block(rows: Rows) -> Floats:
        return np.stack([np.random.default_rng([seed, int(row)]).random(n) for row in rows])

    return block


def gower(numbers: Floats, codes: npt.NDArray[np.int64]) -> Block:
    """Likeness of attributes: the mean over those that are known of both (Gower 1971, A general coefficient).

    Parameters
    ----------
    numbers : numpy.ndarray of float, shape (n, p)
        Numbers; nan is not known. Two are alike by 1 − |x − y| / range.
    codes : numpy.ndarray of int, shape (n, q)
        Categories; −1 is not known. Two are alike by 1 if they are the same, else by 0.

    Returns
    -------
    Block
        0 where nothing is known of both.

    Examples
    --------
    Of two cities one has half the range more inhabitants, and they share the country: (½ + 1) / 2.

    >>> likeness = gower(np.array([[0.0], [50.0], [100.0]]), np.array([[7], [7], [8]]))
    >>> likeness(np.array([0]))[0]
    array([1.  , 0.75, 0.  ])
    """
    known = numbers[:, ~np.isnan(numbers).all(axis=0)] if numbers.size else numbers[:, :0]
    span = np.nanmax(known, axis=0) - np.nanmin(known, axis=0) if known.size else np.zeros(0)
    span = np.where(span > 0, span, 1.0)

    def block(rows: Rows) -> Floats:
        alike = np.zeros((len(rows), len(numbers)))
        count = np.zeros_like(alike)
        for column, width in zip(known.T, span, strict=True):
            found = 1 - np.abs(column[rows, None] - column) / width
            there = ~np.isnan(found)
            alike += np.where(there, found, 0.0)
            count += there
        for code in codes.T:
            there = (code[rows, None] >= 0) & (code >= 0)
            alike += there & (code[rows, None] == code)
            count += there
        return np.divide(alike, count, out=np.zeros_like(alike), where=count > 0)

    return block


def _rows_of(scores: sp.csr_array) -> Block:
    return lambda rows: scores[rows].toarray()


BASELINES: Mapping[str, Callable[[sp.csr_array], Block]] = {
    "popularity": popularity,
    "common neighbours": lambda ties: _rows_of(common_neighbours(ties)),
    "Adamic–Adar": lambda ties: _rows_of(adamic_adar(ties)),
    "resource allocation": lambda ties: _rows_of(resource_allocation(ties)),
    "local path": lambda ties: _rows_of(local_path(ties)),
    "L3": lambda ties: _rows_of(paths_of_three(ties)),
    "Katz": katz,
    "Adamic–Adar + ½ L3": lambda ties: _rows_of(sp.csr_array(adamic_adar(ties) + 0.5 * paths_of_three(ties))),
}
"""What is compared with, by name: from ties to scores in blocks of rows. Random and Gower need more than ties."""
