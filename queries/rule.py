"""A gap rule as its rows are read: what its front matter says of a row, looked up once for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from graphmodel.findings import Certainty, Section, Severity
from graphmodel.open_ends import open_end
from queries.query import Query
from queries.sentences import Templates

__all__ = ["Row", "Rule"]

Row = Mapping[str, Any]
Taker = Callable[[Row], str]

_COLUMN = re.compile(r"\{(\w+)\}")
_ENDS = ("tie", "from", "to", "key")


class Rule:
    """How the rows of a rule become gaps: what is missing, under which id, where it stands in the answer.

    Parameters
    ----------
    query : Query
        The rule.
    columns : collection of str
        Columns that its rows have, those of a measure included.
    """

    def __init__(self, query: Query, columns: Collection[str]) -> None:
        fields = query.fields
        self.name = query.name
        self.title: Mapping[str, str] = query.title
        self.because: Templates = fields["because"]
        self.mend: Templates = fields["mend"]
        self.mend_group: Templates = fields.get("mend_group", self.mend)
        self.severity: Severity | None = fields.get("severity")
        self.certainty: Certainty | None = fields.get("certainty")
        self.weighs = str(fields.get("weighs", ""))
        self.by_any = fields.get("closed_by") == "any"
        self.named = tuple(column for column in columns if column != "country")
        """Columns that may name actors; the country of a gap stands apart."""
        self._section: Section = fields.get("section", "unknown")
        self._foreseen = str(fields.get("foreseen", ""))
        self._weight = str(fields.get("weight", "weight"))
        self._identity: tuple[str, ...] | None = tuple(fields["identity"]) if "identity" in fields else None
        self._key = tuple(fields.get("key", ()))
        missing: Mapping[str, Any] = fields.get("missing") or {}
        self.tie = str(missing.get("tie", ""))  # a kind, or a text with columns in it where rows have several
        self._takers = [(key, _taker(str(missing[key]), columns)) for key in _ENDS if key in missing]

    def missing(self, row: Row, ids: Mapping[str, str]) -> dict[str, str] | None:
        """The tie that is missing: its kind and its ends, from columns or from open ends with columns in them; and its key,
        if only a tie with that key will do.

        Parameters
        ----------
        row : mapping of str to anything
            By column.
        ids : mapping of str to str
            One text for each id that many rows name.
        """
        if not self._takers:
            return None
        found = {}
        for key, take in self._takers:
            value = take(row)
            found[key] = ids.get(value, value)
        return found

    def identity(self, row: Row, missing: Mapping[str, str] | None) -> str:
        """Stable: the rule, the ends of what is missing and the columns that it names as its key, or those of `identity`.

        The kind of tie is part of it if the rule asks about several.
        """
        if self._identity is not None:
            return ":".join([self.name, *(str(row[name]).lower() for name in self._identity)])
        parts = [self.name]
        if missing:
            if "{" in self.tie:
                parts.append(missing["tie"].lower())
            parts += (_slug(missing["from"]), _slug(missing["to"]))
        if self._key:
            parts += [str(row[name]) for name in self._key]
        return ":".join(parts)

    def foreseen(self, row: Row) -> str:
        """Id of what foresees the tie; blank if nothing does."""
        return str(row.get(self._foreseen) or "")

    def weight(self, row: Row) -> float:
        return float(row.get(self._weight, 1) or 0)

    def section(self, certainty: Certainty, *, met: bool = False) -> Section:
        """Where in the answer a gap stands."""
        if self._section == "fragile":
            return "fragile"
        if certainty == "reported":
            return "missing"
        if certainty == "observed":
            return "not-listed"
        return "met" if met else self._section


def _slug(end: str) -> str:
    return end.replace(" ", "-").lower() if open_end(end) else end


def _taker(word: str, columns: Collection[str]) -> Taker:
    """Takes from a row what a word of `missing` stands for: a column, an open end with columns in it, or itself."""
    if word in columns:
        return lambda row: str(row[word])
    if "{" in word:
        return lambda row: _COLUMN.sub(lambda match: str(row[match[1]]), word)
    return lambda row: word
