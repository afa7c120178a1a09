"""What questions answer with: gaps, suggestions, and the evidence for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = [
    "CERTAINTIES", "CERTAINTY_WORDS", "Certainty", "Evidence", "Gap", "Grounds", "Introducer", "Part", "Reason", "Section",
    "Severity", "Suggestion",
]  # fmt: skip

Certainty = Literal["reported", "observed", "unrecorded"]
Severity = Literal["high", "medium", "low"]
Section = Literal["missing", "not-listed", "need", "met", "fragile", "unknown"]

CERTAINTIES: tuple[Certainty, ...] = ("reported", "observed", "unrecorded")
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
SECTIONS: tuple[Section, ...] = ("missing", "not-listed", "need", "met", "fragile", "unknown")

CERTAINTY_WORDS: Mapping[str, Mapping[str, str]] = {
    "reported": {"en": "a source says it is missing", "ar": "مصدر يقول إنها غائبة"},
    "observed": {"en": "not on a full list", "ar": "غير مدرج في قائمة كاملة"},
    "unrecorded": {"en": "not known", "ar": "غير معروف"},
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on: a tie or a claim, and the source that says so."""

    source: str
    tie: str | None = None
    claim: str | None = None
    locator: str = ""
    quote: str = ""
    date: str = ""
    basis: str = ""

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        head = {"tie": self.tie} if self.claim is None else {"claim": self.claim}
        rest = {key: getattr(self, key) for key in ("source", "locator", "quote", "date", "basis")}
        return {**head, **rest}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the priority of a gap rests on.

    Parameters
    ----------
    declared : bool
        Whether the rule itself says how weighty its gaps are; then nothing else counts.
    foreseen : str
        Id of the plan, programme or other actor that foresees the tie; blank if none does.
    path : bool
        Whether a third actor is tied to both ends.
    peers : int
        How many others in the same place have such a tie.
    shared : int or None
        How many subjects the two share, where that alone decides.
    weighs : str
        What the weight counts; blank if the rule weighs all that it finds alike.
    """

    declared: bool = False
    foreseen: str = ""
    path: bool = False
    peers: int = 0
    shared: int | None = None
    weighs: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A tie that one would expect and that is not on record.

    Parameters
    ----------
    id : str
        Stable: made from the rule and the actors, not from the order of anything.
    rule : str
        Name of the query that found it.
    section : {"missing", "not-listed", "need", "met", "fragile", "unknown"}
        Where it stands in the answer; `fragile` is no missing tie but a weak point of what is on record.
    severity : {"high", "medium", "low"}
        Why the tie should exist; never danger.
    certainty : {"reported", "observed", "unrecorded"}
        How we know that it is missing.
    actors : tuple of str
        Ids of all actors that it concerns.
    missing : mapping or None
        `tie`, `from`, `to` in the tie's direction; or `tie` and `pairs` for a group.
    country : str or None
        Code; None when the gap runs across a border.
    weight : float
        Number of cities left without a route, or of shared subjects; never negative.
    because, mend : str
        A sentence that explains it, and one that says how to close it.
    also : mapping of str to mapping
        By further language, the same as `title`, `because` and `mend`.
    grounds : Grounds
        What `severity` rests on; `queries.explanation` puts it into words.
    """

    id: str
    rule: str
    title: str
    section: Section
    severity: Severity
    certainty: Certainty
    actors: tuple[str, ...]
    missing: Mapping[str, Any] | None
    country: str | None
    weight: float
    because: str
    mend: str
    evidence: tuple[Evidence, ...] = ()
    also: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    grounds: Grounds = Grounds()

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id,
            "rule": self.rule,
            "title": self.title,
            "section": self.section,
            "severity": self.severity,
            "certainty": self.certainty,
            "actors": list(self.actors),
            "missing": dict(self.missing) if self.missing is not None else None,
            "country": self.country,
            "weight": self.weight,
            "because": self.because,
            "mend": self.mend,
            "evidence": [item.as_json() for item in self.evidence],
        }

    def order(self) -> tuple[bool, int, int, float, str]:
        """Sorting key: what is missing before what is weak; then certainty, priority, number of cities, id."""
        fragile = self.section == "fragile"
        return (fragile, CERTAINTIES.index(self.certainty), SEVERITIES.index(self.severity), -self.weight, self.id)


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion of a part: what share of it, its value from 0 to 1, and the sentence that says why.

    Parameters
    ----------
    value : float or None
        None if it is not known; then `text` is the question that would settle it.
    note : str
        What a reader should know beside it, such as other figures that sources give.
    fill : str
        Where in the files an answer would be written.
    whence : str
        What it was looked up in, or reckoned from, where no source of the network says it; blank otherwise.
    """

    criterion: str
    share: float
    value: float | None
    text: str
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    fill: str = ""
    whence: str = ""

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        said = {"because": self.text} if self.value is not None else {"question": self.text}
        return {
            "criterion": self.criterion, "share": self.share, "value": self.value, **said, "note": self.note,
            "evidence": [item.as_json() for item in self.evidence],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: a value from 0 to 1, its weight, and the sentence that explains it.

    `known` is the share of the part that is on record, from 0 to 1; what is not known counts nothing in `value`.
    """

    part: str
    value: float
    weight: float
    because: str
    known: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[str, ...] = ()
    title: str = ""
    reasons: tuple[Reason, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "part": self.part,
            "value": self.value,
            "weight": self.weight,
            "because": self.because,
            "known": self.known,
            "evidence": [item.as_json() for item in self.evidence],
            "title": self.title,
            "criteria": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Introducer:
    """Somebody who is tied to both and can bring them together."""

    id: str
    because: str

    def as_json(self) -> dict[str, str]:
        """Fields in the documented order."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A learning partner, with every part of its score.

    score = Σ weight × value over what is known; `high` is the score if all that is unknown were favourable; `known`
    the share of weight that is known. `veto` says why a plan should leave the pair out, such as that a source declines.
    """

    id: str
    name: str
    country: str
    parts: tuple[Part, ...]
    introducers: tuple[Introducer, ...] = ()
    labels: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=())
    veto: str = ""

    @property
    def gains(self) -> dict[str, float]:
        """Each open question, and what a favourable answer would add to the score, the largest first."""
        found: dict[str, float] = {}
        for part in self.parts:
            for reason in part.reasons:
                if reason.value is None:
                    found[reason.text] = found.get(reason.text, 0.0) + part.weight * reason.share
        return dict(sorted(found.items(), key=lambda item: (-round(item[1], 9), item[0])))

    @property
    def counted_again(self) -> dict[str, list[str]]:
        """Ties and facts that more than one part rests on, each with the names of those parts."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            for item in part.evidence:
                names = found.setdefault(item.tie or item.claim or item.source, [])
                if part.part not in names:
                    names.append(part.part)
        return {key: names for key, names in found.items() if len(names) > 1}

    @property
    def score(self) -> float:
        """Σ weight × value."""
        return sum(part.weight * part.value for part in self.parts)

    @property
    def high(self) -> float:
        """The score if all that is unknown were favourable."""
        return sum(part.weight * (part.value + 1.0 - part.known) for part in self.parts)

    @property
    def known(self) -> float:
        """Share of the weight that is known."""
        return sum(part.weight * part.known for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order."""
        return {
            "id": self.id,
            "name": self.name,
            "country": self.country,
            "score": self.score,
            "high": self.high,
            "known": self.known,
            "labels": list(self.labels),
            "parts": [part.as_json() for part in self.parts],
            "introducers": [introducer.as_json() for introducer in self.introducers],
            "unknown": list(self.unknown),
            "gains": [{"question": text, "adds": round(gain, 6)} for text, gain in self.gains.items()],
            "counted_again": self.counted_again,
        }


def in_order(gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps in the order in which they are shown."""
    return sorted(gaps, key=Gap.order)
