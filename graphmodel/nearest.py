"""The nearest match of a word: suggested to a person, never taken."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from graphmodel.names import fold

__all__ = ["nearest"]


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
