"""What is recorded of actors apart from their ties, as rows that can be compared: the letters of names, codes.

Where no country or language is recorded, the letters of a name stand in for them: `-burg` and `-ville` say where a city
is likely to lie (Cavnar and Trenkle 1994, N-gram-based text categorization).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

__all__ = ["alike", "cosines", "profiles", "unit_rows"]

Ints = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]

GRAM = (3, 4)
"""Lengths of the groups of letters."""
NEAREST = 30
"""Actors that count as alike, at most, for each."""
LEAST = 0.12
"""Cosine below which two are not alike."""
ROWS = 512


def profiles(names: Sequence[str], codes: npt.NDArray[np.int64] | None = None) -> sp.csr_array:
    """A row of unit length for each actor: groups of three and four letters of its name, weighed by rarity, and its codes.

    Parameters
    ----------
    names : sequence of str, length n
        Case and accents make no difference.
    codes : numpy.ndarray of int, shape (n, q), optional
        Categories such as country; −1 is not known. Together they weigh as much as the name.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, number of groups of letters and categories)

    Examples
    --------
    >>> rows = profiles(["Neustadt", "Altstadt", "Deauville"])
    >>> likeness = (rows @ rows.T).toarray().round(2)
    >>> bool(likeness[0, 1] > 0.4), float(likeness[0, 2])
    (True, 0.0)
    """
    vocabulary: dict[str, int] = {}
    at = [[vocabulary.setdefault(gram, len(vocabulary)) for gram in _grams(name)] for name in names]
    lengths = [len(row) for row in at]
    rows = np.repeat(np.arange(len(names)), lengths)
    columns = np.array([gram for row in at for gram in row], dtype=np.int64)
    shape = (len(names), max(len(vocabulary), 1))
    counts = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    spread = np.bincount(counts.indices, minlength=shape[1])
    rare = np.where(spread > 1, np.log(len(names) / np.maximum(spread, 1)), 0.0)  # what is in one name compares none
    counts.data = counts.data * rare[counts.indices]
    counts.eliminate_zeros()
    letters = unit_rows(counts)
    if codes is None or not codes.size:
        return letters
    known = [_indicator(column) for column in codes.T]
    return unit_rows(sp.csr_array(sp.hstack([letters, unit_rows(sp.csr_array(sp.hstack(known)))], format="csr")))


def _grams(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    text = f"^{plain}$"
    return [text[i : i + k] for k in GRAM for i in range(len(text) - k + 1)]


def _indicator(codes: npt.NDArray[np.int64]) -> sp.csr_array:
    there = np.flatnonzero(codes >= 0)
    shape = (len(codes), int(codes.max(initial=0)) + 1)
    return sp.csr_array((np.ones(len(there)), (there, codes[there])), shape=shape)


def unit_rows(matrix: sp.csr_array) -> sp.csr_array:
    """Each row divided by its length; an empty one stays so."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    factor = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
    data = matrix.data * np.repeat(factor, np.diff(matrix.indptr))
    return sp.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def alike(rows: sp.csr_array, nearest: int = NEAREST, least: float = LEAST) -> sp.csr_array:
    """For each actor the others whose rows are nearest in angle, either way, with the cosine; shape (n, n), symmetric.

    Equal cosines are all kept, so that no order of rows shows.
    """
    n = rows.shape[0]
    single = rows.astype(np.float32)
    turned = single.T.tocsr()
    a, b, cosine = (np.concatenate(part) for part in zip(*_near(single, turned, least), strict=True))
    order = np.lexsort((-cosine, a))
    starts = np.searchsorted(a[order], np.arange(n))
    counts = np.bincount(a, minlength=n)
    last = order[np.minimum(starts + nearest - 1, max(len(order) - 1, 0))] if len(order) else order
    limit = np.where(counts >= nearest, cosine[last] if len(order) else 0, 0)
    kept = cosine >= limit[a]
    found = sp.csr_array((cosine[kept].astype(np.float64), (a[kept], b[kept])), shape=(n, n))
    return sp.csr_array(found.maximum(found.T))


def _near(rows: sp.csr_array, turned: sp.csr_array, least: float) -> Iterator[tuple[Ints, Ints, Singles]]:
    """Pairs of different rows with at least some cosine, block by block."""
    for start in range(0, rows.shape[0], ROWS):
        near = sp.csr_array(rows[start : start + ROWS] @ turned)
        there = np.flatnonzero(near.data >= least)
        a = start + np.searchsorted(near.indptr, there, side="right") - 1
        b = near.indices[there].astype(np.int64)
        apart = a != b
        yield a[apart], b[apart], near.data[there][apart]


def cosines(rows: sp.csr_array, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Cosine of the rows of pairs, shape (len(a),)."""
    found = np.empty(len(a))
    step = 1 << 16
    for start in range(0, len(a), step):
        part = slice(start, start + step)
        found[part] = np.asarray(rows[a[part]].multiply(rows[b[part]]).sum(axis=1)).ravel()
    return found
