"""The nearest match of a word: suggested to a person, never taken."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graphmodel.names import fold

__all__ = ["Alike", "nearest"]


def nearest(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The choice that looks most like a word, or None if none does.

    Examples
    --------
    >>> nearest("Cty", ["City", "Country"])
    'City'
    >>> nearest("zzz", ["City", "Country"]) is None
    True
    """
    by_key: dict[str, str] = {}
    for choice in choices:
        by_key.setdefault(fold(choice), choice)
    found = difflib.get_close_matches(fold(word), list(by_key), n=1, cutoff=cutoff)
    return by_key[found[0]] if found else None


class Alike:
    """Many words among which the nearest is looked for again and again.

    The words that share most runs of three letters with a word are found first, and only they are compared letter by
    letter, so that many slips among a hundred thousand words take seconds.

    Parameters
    ----------
    words : sequence of str
        Among which to look; the first of several that look equally alike is given.

    Examples
    --------
    >>> words = Alike(["Ministry of Interior", "Kumanovo"])
    >>> words.nearest("Kumanova"), words.nearest("Ministry of Justice")
    ('Kumanovo', None)
    """

    _COMPARED = 50
    _ANSWERED = 500

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._asked = 0

    @cached_property
    def _keys(self) -> list[str]:
        return [fold(word) for word in self.words]

    @cached_property
    def _places(self) -> dict[str, npt.NDArray[np.int64]]:
        """Words in which each run of three letters stands."""
        found: dict[str, list[int]] = {}
        for at, key in enumerate(self._keys):
            for run in _runs(key):
                found.setdefault(run, []).append(at)
        return {run: np.array(places, dtype=np.int64) for run, places in found.items()}

    def nearest(self, word: str, *, cutoff: float = 0.82) -> str | None:
        """The word that is spelled most like another, or None if none is; None too after five hundred questions."""
        self._asked += 1
        if self._asked > self._ANSWERED:
            return None
        key = fold(word)
        hits = [self._places[run] for run in _runs(key) if run in self._places]
        if not hits:
            return None
        shared = np.bincount(np.concatenate(hits), minlength=len(self.words))
        best = np.argsort(-shared, kind="stable")[: self._COMPARED]
        keys = {self._keys[at]: at for at in reversed(best.tolist()) if shared[at]}
        close = difflib.get_close_matches(key, list(keys), n=1, cutoff=cutoff)
        return self.words[keys[close[0]]] if close else None


def _runs(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
