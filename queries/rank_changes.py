"""What another record does to a ranking: who enters, who leaves, who moves, and by which parts of the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphmodel.findings import Part

__all__ = ["PartChange", "RankChange", "RankChanges", "Ranked", "of_parts", "rank_changes"]

_EVEN = 1e-9


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of a ranking: its score, and what each part adds to it, by the name of the part."""

    id: str
    name: str
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartChange:
    """What one part adds to a score before and after; people read its title."""

    part: str
    title: str
    before: float
    after: float

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "part": self.part, "title": self.title, "before": round(self.before, 6), "after": round(self.after, 6),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class RankChange:
    """One that is among the first before, after or both.

    Parameters
    ----------
    before, after : (int, float) or None
        Its place, from 1 on, and its score; None if it is not ranked at all.
    parts : tuple of PartChange
        Those that differ.
    """

    id: str
    name: str
    before: tuple[int, float] | None
    after: tuple[int, float] | None
    parts: tuple[PartChange, ...]

    @property
    def same(self) -> bool:
        """Whether its place and its score are what they were."""
        if self.before is None or self.after is None:
            return False
        return self.before[0] == self.after[0] and abs(self.before[1] - self.after[1]) < _EVEN and not self.parts

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        sides = {
            side: None if one is None else {"place": one[0], "score": round(one[1], 6)}
            for side, one in (("before", self.before), ("after", self.after))
        }
        return {"id": self.id, "name": self.name, **sides, "parts": [part.as_json() for part in self.parts]}


@dataclass(frozen=True, slots=True)
class RankChanges:
    """Two rankings side by side, as far as their first `limit` go.

    Parameters
    ----------
    lines : tuple of RankChange
        Those among the first before, in their order; then those among the first only after.
    """

    limit: int
    lines: tuple[RankChange, ...]

    @property
    def entered(self) -> tuple[RankChange, ...]:
        """Among the first only after."""
        return tuple(one for one in self.lines if self._in(one.after) and not self._in(one.before))

    @property
    def left(self) -> tuple[RankChange, ...]:
        """Among the first only before."""
        return tuple(one for one in self.lines if self._in(one.before) and not self._in(one.after))

    @property
    def stayed(self) -> tuple[RankChange, ...]:
        """Among the first before and after, at whatever place."""
        return tuple(one for one in self.lines if self._in(one.before) and self._in(one.after))

    def _in(self, placed: tuple[int, float] | None) -> bool:
        return placed is not None and placed[0] <= self.limit

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "limit": self.limit, "entered": [one.id for one in self.entered], "left": [one.id for one in self.left],
            "lines": [one.as_json() for one in self.lines],
        }  # fmt: skip


def rank_changes(before: Sequence[Ranked], after: Sequence[Ranked], limit: int) -> RankChanges:
    """What differs between the first of two rankings.

    Parameters
    ----------
    before, after : sequence of Ranked
        In their order, with those below the first too.
    limit : int
        How many are the first.

    Examples
    --------
    >>> old = [Ranked("a", "A", 0.5), Ranked("b", "B", 0.4), Ranked("c", "C", 0.1)]
    >>> new = [Ranked("b", "B", 0.4), Ranked("c", "C", 0.1), Ranked("a", "A", 0.05)]
    >>> found = rank_changes(old, new, 2)
    >>> [[one.id for one in part] for part in (found.entered, found.left, found.stayed)]
    [['c'], ['a'], ['b']]
    >>> found.lines[0].before, found.lines[0].after
    ((1, 0.5), (3, 0.05))
    """
    old, new = ({one.id: (place, one) for place, one in enumerate(side, 1)} for side in (before, after))
    shown = dict.fromkeys([*(one.id for one in before[:limit]), *(one.id for one in after[:limit])])
    return RankChanges(limit, tuple(_change(ident, old.get(ident), new.get(ident)) for ident in shown))


def _change(ident: str, old: tuple[int, Ranked] | None, new: tuple[int, Ranked] | None) -> RankChange:
    sides = [None if one is None else (one[0], one[1].score) for one in (old, new)]
    known = new or old
    assert known is not None
    parts = []
    if old is not None and new is not None:
        titles = {**old[1].titles, **new[1].titles}
        for name in dict.fromkeys([*old[1].parts, *new[1].parts]):
            one, other = old[1].parts.get(name, 0.0), new[1].parts.get(name, 0.0)
            if abs(one - other) > _EVEN:
                parts.append(PartChange(name, titles.get(name, name), one, other))
    return RankChange(ident, known[1].name, sides[0], sides[1], tuple(parts))


def of_parts(ident: str, name: str, parts: Sequence[Part]) -> Ranked:
    """One whose score is the sum of its parts."""
    adds = {part.part: part.weight * part.value for part in parts}
    return Ranked(ident, name, sum(adds.values()), adds, {part.part: part.title or part.part for part in parts})
