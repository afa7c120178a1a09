"""What an order of suggestions rests on: what would change it, what decides nothing, why one is not among the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.findings import Part, Suggestion

__all__ = [
    "ENOUGH",
    "Overtaker",
    "Why",
    "decides_nothing",
    "little_known",
    "overtakers",
    "rankable",
    "same_for_all",
    "to_fill_in",
    "why",
]

ENOUGH = 0.25
"""Share of the weight that must be known of the first for a ranking to be called one; a judgement."""

_EVEN = 1e-9


@dataclass(frozen=True, slots=True)
class Overtaker:
    """One who could be first: how far behind, and the fewest favourable answers that would do it."""

    id: str
    name: str
    behind: float
    questions: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {"id": self.id, "name": self.name, "behind": round(self.behind, 6), "questions": list(self.questions)}


def little_known(one: Suggestion) -> bool:
    """Whether less is known of one than its score needs to say anything: under `ENOUGH` of the weight."""
    return one.known < ENOUGH


def overtakers(found: Sequence[Suggestion]) -> list[Overtaker]:
    """Who could overtake the first of a ranking, if what is not known of them were favourable and of the first not.

    Examples
    --------
    >>> from graphmodel.findings import Reason
    >>> def one(ident, value):
    ...     reasons = (Reason("a", 0.5, value, "Known."), Reason("b", 0.5, None, f"What of {ident}?"))
    ...     part = Part("p", 0.5 * value, 1.0, "", known=0.5, reasons=reasons)
    ...     return Suggestion(ident, ident, "MK", (part,))
    >>> overtakers([one("x", 0.8), one("y", 0.6)])
    [Overtaker(id='y', name='y', behind=0.10000000000000003, questions=('What of y?',))]
    """
    if not found:
        return []
    first = found[0]
    rest = [one for one in found[1:] if one.high > first.score + _EVEN]
    theirs = first.gains
    return [
        Overtaker(one.id, one.name, first.score - one.score, fewest(one, first.score - one.score, theirs))
        for one in rest
    ]


def fewest(one: Suggestion, behind: float, theirs: Mapping[str, float]) -> tuple[str, ...]:
    """The fewest questions whose favourable answers bring one past another; none if all of them do not.

    Parameters
    ----------
    behind : float
        How far the other is ahead.
    theirs : mapping of str to float
        What an answer would add to the other. A question that is open for both alike, such as one about the city that
        asks, is named only where those of its own are not enough: mostly its answer brings both on.
    """
    own = [item for item in one.gains.items() if item[0] not in theirs]
    return _enough(own, behind) or _enough(one.gains.items(), behind)


def _enough(gains: Iterable[tuple[str, float]], behind: float) -> tuple[str, ...]:
    """The first of some questions, the largest gain first, that add up to more than what is behind; none if all do not."""
    asked: list[str] = []
    gained = 0.0
    for question, gain in gains:
        asked.append(question)
        gained += gain
        if gained > behind + _EVEN:
            return tuple(asked)
    return ()


def same_for_all(found: Sequence[Suggestion]) -> dict[str, float]:
    """Questions that are open for every one of some, with what an answer would add to each alike, the largest first;
    none of fewer than two.

    Examples
    --------
    >>> from graphmodel.findings import Reason
    >>> def one(ident):
    ...     reasons = (Reason("a", 0.7, None, "What does it offer?"), Reason("b", 0.3, None, f"What of {ident}?"))
    ...     return Suggestion(ident, ident, "MK", (Part("p", 0.0, 1.0, "", known=0.0, reasons=reasons),))
    >>> same_for_all([one("x"), one("y")])
    {'What does it offer?': 0.7}
    """
    if len(found) < 2:
        return {}
    first, *rest = (one.gains for one in found)
    return {
        question: gain for question, gain in first.items()
        if all(abs(other.get(question, -1.0) - gain) < _EVEN for other in rest)
    }  # fmt: skip


def decides_nothing(found: Sequence[Suggestion]) -> list[Part]:
    """Parts whose value is the same for every candidate, so that they do not tell them apart."""
    if len(found) < 2:
        return []
    columns = zip(*(one.parts for one in found), strict=True)
    return [parts[0] for parts in columns if len({part.value for part in parts}) == 1]


def rankable(found: Sequence[Suggestion]) -> bool:
    """Whether enough is known of the first to speak of a ranking."""
    return bool(found) and found[0].known >= ENOUGH


def to_fill_in(found: Sequence[Suggestion], limit: int = 4) -> list[tuple[str, float]]:
    """Where in the files answers would tell most: the place, and the share of weight that it would make known, in the
    mean over all candidates; the largest first."""
    gained: dict[str, float] = {}
    for one in found:
        for part in one.parts:
            for reason in part.reasons:
                if reason.value is None and reason.fill:
                    gained[reason.fill] = gained.get(reason.fill, 0.0) + part.weight * reason.share / len(found)
    return sorted(gained.items(), key=lambda item: (-round(item[1], 9), item[0]))[:limit]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a city is suggested, or is not.

    Parameters
    ----------
    rank, of : int
        Its place, and among how many.
    limit : int
        How many are suggested.
    beside : Suggestion or None
        The last that is suggested if it is not among them, else the next below it; None if there is none.
    behind : float
        How much the score lacks to that of `beside`; below 0 if it is ahead.
    differences : tuple of (part, float)
        Of each part, weight × value less that of `beside`, the largest loss first.
    questions : tuple of str
        The fewest whose favourable answers would bring it among the suggested; empty if it is, or none would.
    """

    one: Suggestion
    rank: int
    of: int
    limit: int
    beside: Suggestion | None
    behind: float
    differences: tuple[tuple[Part, float], ...]
    questions: tuple[str, ...]

    @property
    def suggested(self) -> bool:
        """Whether it is among the first."""
        return self.rank <= self.limit

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "suggested": self.suggested, "rank": self.rank, "of": self.of, "limit": self.limit,
            "beside": self.beside.id if self.beside else None, "behind": round(self.behind, 6),
            "differences": [{"part": part.part, "difference": round(apart, 6)} for part, apart in self.differences],
            "questions": list(self.questions), "suggestion": self.one.as_json(),
        }  # fmt: skip


def why(found: Sequence[Suggestion], other: str, limit: int) -> Why | None:
    """Why one of a ranking stands where it stands; None if it is no candidate."""
    places = [one.id for one in found]
    if other not in places:
        return None
    at = places.index(other)
    one = found[at]
    beside = found[limit - 1] if at >= limit else found[at + 1] if at + 1 < len(found) else None
    behind = beside.score - one.score if beside else 0.0
    theirs = {part.part: part.value * part.weight for part in beside.parts} if beside else {}
    apart = [(part, part.value * part.weight - theirs.get(part.part, 0.0)) for part in one.parts] if beside else []
    apart.sort(key=lambda item: (round(item[1], 9), item[0].part))
    questions = fewest(one, behind, beside.gains) if at >= limit and beside is not None else ()
    return Why(one, at + 1, len(found), limit, beside, behind, tuple(apart), questions)
