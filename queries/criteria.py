"""Criteria of a part of a score: what a row's columns say, in a number and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphmodel.countries import borders
from queries.query import Query

__all__ = ["DIRECTIONS", "Criterion", "counts_in", "criteria_of"]

DIRECTIONS = ("gives", "takes", "both")
"""Which way learning goes, seen from the city that asks: it gives, it takes, or each learns from the other."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A column of a part's rows: a value from 0 to 1, or nothing if it is not known.

    Parameters
    ----------
    name : str
        Name of the column.
    share : float
        Of the part; all shares of a part sum to 1.
    favourable, adverse : str or mapping
        Sentences for a value from one half on, and for one below; a mapping is chosen from by the column
        `NAME_case`.
    question : str or mapping
        What would settle it, if it is not known; a mapping is chosen from by the column `NAME_unknown`.
    missing : mapping or None
        `tie`, `from`, `to`: the tie whose absence is meant. It counts as known, and as 0, only if a source reports it
        missing or a full list lacks it.
    measure : str
        What gives the value instead of a column: "context", see `queries.context`.
    note : str
        A sentence beside the reason, if the columns that it names hold something.
    fill : str
        Where in the files an answer would be written.
    borders : tuple of str
        Two columns with countries: where the sheets do not say whether they share a border, public geography does.
    """

    name: str
    share: float
    favourable: str | Mapping[str, str]
    adverse: str | Mapping[str, str]
    question: str | Mapping[str, str]
    missing: Mapping[str, str] | None = None
    measure: str = ""
    note: str = ""
    fill: str = ""
    borders: tuple[str, ...] = ()

    def sentence(self, row: Mapping[str, Any], value: float) -> str:
        """The template that fits a row and a value."""
        template = self.favourable if value >= 0.5 or not self.adverse else self.adverse
        return _chosen(template, row.get(f"{self.name}_case"))

    def looked_up(self, row: Mapping[str, Any]) -> float | None:
        """What public geography says where the sheets say nothing: 1 for a common border, 0 for none, else nothing."""
        if not self.borders:
            return None
        one, other = (str(row.get(name) or "") for name in self.borders)
        known = borders()
        return float(other in known[one]) if one in known and other in known else None

    def asking(self, row: Mapping[str, Any], of: str = "") -> str:
        """The question that fits a row; of one property, if there is one of its own for it (`theirs:population`)."""
        case = row.get(f"{self.name}_unknown") or "theirs"
        own = isinstance(self.question, Mapping) and f"{case}:{of}" in self.question
        return _chosen(self.question, f"{case}:{of}" if own else case)


def _chosen(template: str | Mapping[str, str], case: Any) -> str:
    if isinstance(template, str):
        return template
    return template.get(str(case)) or next(iter(template.values()))


def criteria_of(query: Query, lang: str = "en") -> list[Criterion]:
    """The criteria that a part's front matter declares, their shares divided by their sum.

    Sentences in a language other than English are in a block of its code, such as `ar`; where there is none the
    English ones stand.
    """
    declared = query.fields["criteria"]
    total = sum(float(spec.get("share", 1)) for spec in declared.values())
    return [_criterion(name, spec | spec.get(lang, {}), total) for name, spec in declared.items()]


def _criterion(name: str, spec: Mapping[str, Any], total: float) -> Criterion:
    return Criterion(
        name=name, share=float(spec.get("share", 1)) / total, favourable=spec["for"], adverse=spec.get("against", ""),
        question=spec.get("question") or f"What is known of {{candidate}} as to {name}?", missing=spec.get("missing"),
        measure=spec.get("measure", ""), note=spec.get("note", ""), fill=spec.get("fill", ""),
        borders=tuple(spec.get("borders", ())),
    )  # fmt: skip


def counts_in(query: Query, direction: str) -> bool:
    """Whether a part counts when learning goes that way: each, unless its front matter names one way (`counts`)."""
    return bool(query.fields.get("counts", direction) == direction)
