"""Open and closed triads, and the motifs of two-level networks, by sparse matrices.

With B the incidence of actors and subjects and A the ties among actors, two actors share (B·Bᵀ) subjects. Where A is 0
each shared subject is an open triad (motif `1,2[I.C]`), where A is 1 a closed one (`1,2[II.C]`). Motifs are called as
in the R package motifr and the Python package sma: `1,2` has one subject and two actors, `2,1` two subjects and one
actor, `2,2` two of each; the Roman number says which of the two levels are tied within, the letter how they are tied
across.

References
----------
.. [1] Bodin and Tengö 2012, Disentangling intangible social-ecological systems, Global Environmental Change 22(2).
.. [2] Angst and Seppelt, motifr: motif analysis in multi-level networks (R package).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

__all__ = ["Pairs", "Triads", "TwoLevels", "incidence_of", "symmetric"]

Ints = npt.NDArray[np.integer[Any]]

_TIED = 2**30
"""More than any number of subjects that two actors share."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of actors and a weight of each; `first < second` in every pair, and `first` never falls.

    Parameters
    ----------
    first, second : numpy.ndarray of int, shape (pairs,)
    weight : numpy.ndarray of int, shape (pairs,)
        Number of subjects that the two share.
    """

    first: Ints
    second: Ints
    weight: Ints

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class Triads:
    """What the actors of a two-level network share: `open` by pairs without a tie, `closed` by pairs with one."""

    open: Pairs
    closed: Pairs


@dataclass(frozen=True)
class TwoLevels:
    """A network of two levels.

    Parameters
    ----------
    incidence : csr_array, shape (actors, subjects)
        1 where an actor is tied to a subject.
    ties : csr_array, shape (actors, actors)
        1 where two actors are tied; symmetric, nothing on the diagonal.
    subject_ties : csr_array, shape (subjects, subjects), optional
        The same among subjects; none by default.

    Examples
    --------
    >>> import numpy as np
    >>> import scipy.sparse as sp
    >>> both_at_one = incidence_of([0, 1, 2], [0, 0, 0], shape=(3, 1))
    >>> levels = TwoLevels(both_at_one, symmetric([0], [1], 3))
    >>> levels.triads.open.first.tolist(), levels.triads.open.second.tolist()
    ([0, 1], [2, 2])
    >>> levels.count("1,2")
    {'I.A': 0, 'I.B': 0, 'I.C': 2, 'II.A': 0, 'II.B': 0, 'II.C': 1}
    """

    incidence: sp.csr_array
    ties: sp.csr_array
    subject_ties: sp.csr_array | None = None

    @cached_property
    def triads(self) -> Triads:
        """All pairs of actors that share a subject, without a tie and with one.

        The weights of the open pairs sum to the number of open triads, those of the closed to the closed; the sum of
        both depends on the incidence only.
        """
        shared = _shared(self.incidence, self.ties)
        n = shared.shape[0]
        rows = np.repeat(np.arange(n, dtype=np.int32), np.diff(shared.indptr))
        upper = shared.indices > rows
        apart = np.flatnonzero(upper & (shared.data < _TIED))
        tied = np.flatnonzero(upper & (shared.data > _TIED))
        found = [Pairs(rows[at], shared.indices[at], shared.data[at]) for at in (apart, tied)]
        found[1].weight[:] -= _TIED
        return Triads(*found)

    def count(self, motif: str) -> dict[str, int]:
        """Number of motifs of each class.

        Parameters
        ----------
        motif : {"1,2", "2,1", "2,2"}
            For `2,2` the four classes in which both actors are tied to both subjects: III.A nothing else, III.B the
            subjects tied too, III.C the actors tied too, III.D both.

        Raises
        ------
        ValueError
            If there is no such motif.
        """
        nothing = sp.csr_array((self.incidence.shape[1],) * 2, dtype=np.int64)
        among_subjects = nothing if self.subject_ties is None else self.subject_ties
        if motif == "1,2":
            return _count_three(self.incidence, self.ties)
        if motif == "2,1":
            return _count_three(self.incidence.T.tocsr(), among_subjects)
        if motif == "2,2":
            return _count_four(self.incidence, self.ties, among_subjects)
        raise ValueError(f"no motif {motif!r}; there are 1,2 and 2,1 and 2,2")

    def shared_by(self, first: Ints, second: Ints) -> list[Ints]:
        """The subjects that each of some pairs of actors share, in order."""
        both = self.incidence[first].multiply(self.incidence[second]).tocsr()
        both.sort_indices()
        return (
            [np.asarray(part, dtype=np.int64) for part in np.split(both.indices, both.indptr[1:-1])]
            if len(first)
            else []
        )


def incidence_of(actors: Any, subjects: Any, shape: tuple[int, int]) -> sp.csr_array:
    """A matrix of 0 and 1 from places of rows and columns; what repeats counts once."""
    ones = np.ones(len(actors), dtype=np.int32)
    matrix = sp.coo_array(
        (ones, (np.asarray(actors, dtype=np.int64), np.asarray(subjects, dtype=np.int64))), shape=shape
    )
    found = matrix.tocsr()
    found.data[:] = 1
    return sp.csr_array(found)


def symmetric(first: Any, second: Any, n: int) -> sp.csr_array:
    """Ties both ways as a matrix of 0 and 1, without those of an actor to itself."""
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    apart = a != b
    a, b = a[apart], b[apart]
    return incidence_of(np.concatenate([a, b]), np.concatenate([b, a]), (n, n))


def _shared(incidence: sp.csr_array, ties: sp.csr_array) -> sp.csr_array:
    """B·Bᵀ, and a large number more wherever two actors are tied: [B A]·[B I]ᵀ, so that one product tells both."""
    n = incidence.shape[0]
    left = sp.hstack([incidence.astype(np.int32), ties.astype(np.int32) * np.int32(_TIED)], format="csr")
    right = sp.vstack([incidence.T.astype(np.int32), sp.eye_array(n, dtype=np.int32)], format="csr")
    return sp.csr_array(left @ right)


def _count_three(incidence: sp.csr_array, ties: sp.csr_array) -> dict[str, int]:
    """One subject and two actors, by whether the actors are tied (I, II) and how many have the subject (A, B, C)."""
    n, m = incidence.shape
    of_actor, of_subject = _sums(incidence, 1), _sums(incidence, 0)
    pairs = sp.triu(ties, k=1).tocoo()
    shared = incidence[pairs.row].multiply(incidence[pairs.col]).sum() if pairs.nnz else 0
    closed = int(shared)
    one = int((of_actor[pairs.row] + of_actor[pairs.col]).sum()) - 2 * closed
    none = pairs.nnz * m - one - closed
    rest = n - of_subject
    return {
        "I.A": int((rest * (rest - 1) // 2).sum()) - none,
        "I.B": int((of_subject * rest).sum()) - one,
        "I.C": int((of_subject * (of_subject - 1) // 2).sum()) - closed,
        "II.A": none, "II.B": one, "II.C": closed,
    }  # fmt: skip


def _count_four(incidence: sp.csr_array, ties: sp.csr_array, subject_ties: sp.csr_array) -> dict[str, int]:
    """Two actors that both have two subjects, by which of the two pairs are tied."""
    counted = incidence.astype(np.int64)
    by_actors = _choose_two(sp.triu(counted @ counted.T, k=1))
    pairs, tied_subjects = sp.triu(ties, k=1).tocoo(), sp.triu(subject_ties, k=1).tocoo()
    common = counted[pairs.row].multiply(counted[pairs.col]).tocsr()
    actors_tied = int((lambda c: (c * (c - 1) // 2).sum())(_sums(common, 1)))
    of_both = counted.T.tocsr()
    subjects = of_both[tied_subjects.row].multiply(of_both[tied_subjects.col]).tocsr()
    subjects_tied = int((lambda c: (c * (c - 1) // 2).sum())(_sums(subjects, 1)))
    all_tied = int((common @ subject_ties.astype(np.int64)).multiply(common).sum()) // 2
    return {
        "III.A": by_actors - actors_tied - subjects_tied + all_tied,
        "III.B": subjects_tied - all_tied,
        "III.C": actors_tied - all_tied,
        "III.D": all_tied,
    }


def _choose_two(shared: Any) -> int:
    weight = shared.data
    return int((weight * (weight - 1) // 2).sum())


def _sums(matrix: Any, axis: int) -> Ints:
    return np.asarray(matrix.sum(axis=axis), dtype=np.int64).ravel()
