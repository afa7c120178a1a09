"""The sections of gaps in words: one set for every command, so that a number given by one is found again in `gaps`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graphmodel.findings import Gap

__all__ = ["SECTIONS", "numbers_in_words", "numbers_of", "short"]

SECTIONS: Mapping[str, str] = {
    "missing": "A source says it is missing",
    "not-listed": "Not on a full list",
    "need": "A source reports a need, no support on record",
    "met": "Were together, no tie on record",
    "fragile": "Weak points of what is on record",
    "unknown": "Not known: no source speaks of it",
}
"""Heads of the list of gaps, in its order."""


def short(section: str) -> str:
    """What stands for a head within a line: its beginning.

    Examples
    --------
    >>> short("unknown"), short("met"), short("fragile")
    ('not known', 'were together', 'weak points of what is on record')
    """
    head = SECTIONS[section].partition(":")[0].partition(",")[0]
    return head[0].lower() + head[1:]


def numbers_of(gaps: Iterable[Gap]) -> dict[str, int]:
    """How many gaps each section has, in the order of the list; only those that have any."""
    counts = Counter(str(gap.section) for gap in gaps)
    return {name: counts[name] for name in SECTIONS if counts[name]}


def numbers_in_words(numbers: Mapping[str, int], heads: Mapping[str, str] | None = None, comma: str = "; ") -> str:
    """The numbers of some sections in a line; with `heads` in the words of another language.

    Examples
    --------
    >>> numbers_in_words({"met": 2, "unknown": 188})
    '2 were together; 188 not known'
    """
    return comma.join(f"{count:,} {heads[name] if heads else short(name)}" for name, count in numbers.items())
