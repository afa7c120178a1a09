"""What a change of ties closes and opens: the gaps that the rules find before and after, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.findings import Gap

__all__ = ["Closing", "Narrowing", "closing", "whole"]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A group of pairs that is still a gap, with fewer pairs open: how many were closed, of how many."""

    gap: Gap
    pairs: int
    of: int

    @property
    def share(self) -> float:
        """Of the gap, from 0 to 1."""
        return self.pairs / self.of

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {"gap": self.gap.id, "pairs": self.pairs, "of": self.of}


@dataclass(frozen=True, slots=True)
class Closing:
    """What differs between two lists of gaps.

    Parameters
    ----------
    closed, opened : tuple of Gap
        Found before and no more; found now and not before. In the order in which gaps are shown.
    narrowed : tuple of Narrowing
        Groups of pairs with fewer pairs open than before.
    """

    closed: tuple[Gap, ...]
    narrowed: tuple[Narrowing, ...]
    opened: tuple[Gap, ...]

    @property
    def worth(self) -> float:
        """Gaps closed; a group of pairs counts by the share of them that is closed."""
        return len(self.closed) + sum(one.share for one in self.narrowed)


def whole(value: float) -> float | int:
    """A number of gaps, of which a group counts by the share of its pairs, rounded; a whole number as one.

    Examples
    --------
    >>> whole(2.9999999999), whole(1 / 66)
    (3, 0.015152)
    """
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def closing(before: Sequence[Gap], after: Sequence[Gap]) -> Closing:
    """Compare two answers of `queries.gaps.find_gaps`.

    A gap is the same if its id is: that follows from its rule and its actors.

    Examples
    --------
    >>> gap = lambda name: Gap(name, "r", "", "unknown", "low", "unrecorded", (), None, None, 1.0, "", "")
    >>> found = closing([gap("r:a"), gap("r:b")], [gap("r:b"), gap("r:c")])
    >>> [one.id for one in found.closed], [one.id for one in found.opened], found.worth
    (['r:a'], ['r:c'], 1)
    """
    there = {gap.id: gap for gap in after}
    known = {gap.id for gap in before}
    return Closing(
        closed=tuple(gap for gap in before if gap.id not in there),
        narrowed=tuple(
            Narrowing(gap, fewer, _open(gap)) for gap in before
            if gap.id in there and (fewer := _open(gap) - _open(there[gap.id])) > 0
        ),
        opened=tuple(gap for gap in after if gap.id not in known),
    )  # fmt: skip


def _open(gap: Gap) -> int:
    """Pairs of a group that are open; 0 of any other gap."""
    return int((gap.missing or {}).get("open", 0))
