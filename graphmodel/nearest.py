"""The nearest match of a word: suggested to a person, never taken; and none at all, if it is far off.

Words count as one and a slip if few letters differ for their length, each word by itself: "Municipality of Bar" shares most
of its letters with "Municipality of Čair", and nobody who writes the one means the other.
"""

from __future__ import annotations

import difflib
import re
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
    >>> nearest("Municipality of Bar", ["Municipality of Čair"]) is None, nearest("contacts", ["actors"]) is None
    (True, True)
    >>> nearest("birn", ["scn", "birn-2024"])
    'birn-2024'
    """
    by_key: dict[str, str] = {}
    for choice in choices:
        by_key.setdefault(fold(choice), choice)
    key = fold(word)
    found = _close(key, by_key, cutoff)
    return by_key[found] if found is not None else None


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
        close = _close(key, keys, cutoff)
        return self.words[keys[close]] if close is not None else None


def _runs(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


_LOOKED_AT = 5
_PART, _WORD = 5, 3
"""Letters of a word from which on another that holds it may be meant: anywhere in it, or as a word of its own."""


def _close(key: str, keys: Iterable[str], cutoff: float) -> str | None:
    """Of the keys that share most with one, the first that it may be a slip for."""
    alike = difflib.get_close_matches(key, list(keys), n=_LOOKED_AT, cutoff=cutoff)
    return next((one for one in alike if _may_be(key, one)), None)


def _may_be(a: str, b: str) -> bool:
    plain = sorted((a.replace(" ", ""), b.replace(" ", "")), key=len)
    if len(plain[0]) >= _PART and (plain[0] in plain[1] or _is_short_for(*plain)):
        return True
    short, long = sorted((set(re.findall(r"\w+", a)), set(re.findall(r"\w+", b))), key=len)
    if short < long and any(len(word) >= _WORD for word in short):
        return True
    pairs = list(zip(a.split(), b.split(), strict=False))
    if len(a.split()) != len(b.split()):
        pairs = [(plain[0], plain[1])]
    slips = [_slips(x, y) for x, y in pairs]
    whole = sum(slips) <= _forgiven(max(len(one) for one in plain))
    return whole and all(
        n <= _forgiven(max(map(len, pair))) or max(map(len, pair)) < 4 for n, pair in zip(slips, pairs, strict=True)
    )


def _is_short_for(short: str, whole: str) -> bool:
    """Whether a word leaves out letters of another, up to half of them, as coordbody does of coordinationbody."""
    rest = iter(whole)
    return 2 * len(short) >= len(whole) and short[0] == whole[0] and all(letter in rest for letter in short)


def _forgiven(length: int) -> int:
    """Slips in a word of so many letters: one, from five letters on two, from twelve on a quarter of them."""
    return 1 if length < 5 else max(2, length // 4)


def _slips(a: str, b: str) -> int:
    """Letters to put in, leave out, exchange, or change with their neighbour, to make one word the other."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
