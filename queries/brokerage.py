"""Brokerage and structural holes: the roles of Gould and Fernandez, and Burt's constraint and effective size.

All of it by sparse matrices, so that ten thousand actors cost no more than a few products.

References
----------
.. [1] Gould and Fernandez 1989, Structures of mediation, Sociological Methodology 19.
.. [2] Burt 1992, Structural Holes; 2004, Structural holes and good ideas, American Journal of Sociology 110(2).
.. [3] Borgatti 1997, Structural holes: unpacking Burt's redundancy measures, Connections 20(1).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

__all__ = ["ROLES", "constraint", "effective_size", "roles"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""The columns of `roles`, in order; R's sna calls them w_I, w_O, b_OI, b_IO and b_O."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def roles(ties: sp.csr_array, groups: npt.NDArray[Any]) -> Ints:
    """How often each actor stands between two others, by the groups of the three.

    An actor v brokers between a and b if a is tied to v and v to b, and a is not tied to b. It is

    - coordinator if all three are of one group,
    - itinerant if a and b are of one group and v is not,
    - gatekeeper if v and b are of one group and a is not: v lets what comes from outside in,
    - representative if a and v are of one group and b is not: v speaks for its group outside,
    - liaison if no two of the three are of one group.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Not zero where the row is tied to the column; the diagonal does not count. For ties without direction give
        both ways: gatekeeper and representative are then equal.
    groups : array, shape (n,)
        Group of each actor; anything that can be told apart.

    Returns
    -------
    numpy.ndarray of int, shape (n, 5)
        Columns as in `ROLES`.

    Examples
    --------
    Two towns that only a ministry connects, all three of other groups than it:

    >>> import numpy as np
    >>> import scipy.sparse as sp
    >>> ties = sp.csr_array(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    >>> roles(ties, np.array(["local", "national", "local"])).tolist()
    [[0, 0, 0, 0, 0], [0, 2, 0, 0, 0], [0, 0, 0, 0, 0]]
    """
    ties = _plain(ties)
    n = ties.shape[0]
    if not n:
        return np.zeros((0, 5), dtype=np.int64)
    _, group = np.unique(groups, return_inverse=True)
    pairs = ties.tocoo()
    same = group[pairs.row] == group[pairs.col]
    within, across = (
        sp.csr_array((np.ones(int(kept.sum()), dtype=np.int64), (pairs.row[kept], pairs.col[kept])), shape=(n, n))
        for kept in (same, ~same)
    )
    into_own, into_other = _sum(within, 0), _sum(across, 0)
    from_own, from_other = _sum(within, 1), _sum(across, 1)
    back_own, back_other = (_sum(part.multiply(part.T), 1) for part in (within, across))
    member = sp.csr_array((np.ones(n, dtype=np.int64), (np.arange(n), group)))
    one_other_group = _sum((across.T @ member).multiply(across @ member), 1)
    found = np.column_stack([
        into_own * from_own - back_own - _closed(within, within, within),
        one_other_group - back_other - _closed(across, within, across),
        into_other * from_own - _closed(across, across, within),
        into_own * from_other - _closed(within, across, across),
        into_other * from_other - one_other_group - _closed(across, across, across),
    ])  # fmt: skip
    return np.asarray(found, dtype=np.int64)


def constraint(ties: sp.csr_array) -> Floats:
    """Burt's constraint: how far all of an actor's ties lead back to the same few others.

    Σⱼ (pᵢⱼ + Σ_q pᵢq p_qⱼ)² over the actors j tied to i, where pᵢⱼ is the share of i's ties that goes to j; q runs over
    those tied to both.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Strength of the ties; both directions are added.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        From near 0 (many others who are apart) to 1 and a little more (one, or all tied to each other); NaN for an
        actor without a tie.
    """
    both = _both_ways(ties)
    total = _sum(both, 1)
    with np.errstate(divide="ignore"):
        share = sp.csr_array(sp.diags_array(np.where(total > 0, 1 / total, 0.0)) @ both)
    tied = both.copy()
    tied.data[:] = 1.0
    found = _sum((share + (share @ share).multiply(tied)).power(2), 1)
    return np.where(total > 0, found, np.nan)


def effective_size(ties: sp.csr_array) -> Floats:
    """Burt's effective size, as Borgatti simplified it: number of others less the mean number of ties among them.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Not zero where two actors are tied, in whatever direction.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        From 1 (all others are tied to each other) to the number of others; NaN for an actor without a tie.
    """
    tied = _both_ways(ties)
    tied.data[:] = 1.0
    degree = _sum(tied, 1)
    among = _sum((tied @ tied).multiply(tied), 1)  # twice the number of ties among the others
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(degree > 0, degree - among / degree, np.nan)


def _closed(first: sp.csr_array, between: sp.csr_array, second: sp.csr_array) -> Any:
    """For each v the pairs (a, b) with a → v in `first`, v → b in `second` and a → b in `between`."""
    return _sum((first.T @ between).multiply(second), 1)


def _plain(ties: sp.csr_array) -> sp.csr_array:
    """1 where there is a tie; nothing on the diagonal."""
    pairs = sp.coo_array(ties)
    kept = (pairs.row != pairs.col) & (pairs.data != 0)
    found = sp.csr_array(
        (np.ones(int(kept.sum()), dtype=np.int64), (pairs.row[kept], pairs.col[kept])), shape=ties.shape
    )
    found.data[:] = 1
    return found


def _both_ways(ties: sp.csr_array) -> sp.csr_array:
    pairs = sp.coo_array(ties)
    kept = pairs.row != pairs.col
    one = sp.csr_array((pairs.data[kept].astype(np.float64), (pairs.row[kept], pairs.col[kept])), shape=ties.shape)
    return sp.csr_array(one + one.T)


def _sum(matrix: Any, axis: int) -> Any:
    return np.asarray(matrix.sum(axis=axis)).ravel()
