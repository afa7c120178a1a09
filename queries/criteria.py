"""Criteria of a part of the score: what a row's columns say, in a number and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from queries.query import Query

__all__ = ["Criterion", "criteria_of"]


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
    question : str
        What would settle it, if it is not known.
    """

    name: str
    share: float
    favourable: str | Mapping[str, str]
    adverse: str | Mapping[str, str]
    question: str

    def sentence(self, row: Mapping[str, Any]) -> str:
        """The template that fits a row."""
        template = self.favourable if float(row[self.name]) >= 0.5 or not self.adverse else self.adverse
        if isinstance(template, str):
            return template
        return template[str(row[f"{self.name}_case"])]


def criteria_of(query: Query) -> list[Criterion]:
    """The criteria that a part's front matter declares, their shares divided by their sum."""
    declared = query.fields["criteria"]
    total = sum(float(spec.get("share", 1)) for spec in declared.values())
    return [
        Criterion(
            name, float(spec.get("share", 1)) / total, spec["for"], spec.get("against", ""),
            spec.get("question", "Is anything known of it?"),
        )
        for name, spec in declared.items()
    ]  # fmt: skip
