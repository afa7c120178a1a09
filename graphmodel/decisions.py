"""What people decided about gaps: the sheet of decisions, one decision for a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["SET_ASIDE", "Decision", "decisions_of"]

Word = Literal["close", "not a gap", "wait"]
SET_ASIDE: tuple[Word, ...] = ("not a gap", "wait")
"""Decisions by which a gap leaves the list of what is to be done."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an office decided about a gap; `date` and `due` as they are written, blank if not stated."""

    gap: str
    decision: Word
    office: str = ""
    date: str = ""
    due: str = ""
    reason: str = ""

    @property
    def set_aside(self) -> bool:
        """Whether the gap is none, or waits."""
        return self.decision in SET_ASIDE

    def as_json(self) -> dict[str, Any]:
        """Fields in the documented order, without the gap."""
        return {
            "decision": self.decision, "office": self.office, "date": self.date, "due": self.due, "reason": self.reason,
        }  # fmt: skip


def decisions_of(network: Network) -> dict[str, Decision]:
    """The decision about each gap, by its id: of several the latest, and of one day the lowest in the sheet.

    A decision without a date counts as older than any with one. Decisions hold in every view: they are about what is
    asked, not about a day.

    Examples
    --------
    >>> from graphmodel.border import assemble
    >>> from graphmodel.schema import builtin_schema
    >>> from graphmodel.sheets import Sheet, Sheets
    >>> rows = [{"gap": "r:a", "decision": "wait", "date": "2024-05"}, {"gap": "r:a", "decision": "close", "date": "2023"}]
    >>> sheets = Sheets({
    ...     "actors": Sheet.of_records("actors", ["kind", "name", "country"], [{"kind": "City", "name": "A", "country": "MK"}]),
    ...     "decisions": Sheet.of_records("decisions", ["gap", "decision", "date"], rows)})
    >>> decisions_of(assemble(sheets, builtin_schema()))["r:a"].decision
    'wait'
    """
    from graphmodel.dates import last_day

    table = network.decisions
    names = ("gap", "decision", "office", "date", "due", "reason")
    found: dict[str, Decision] = {}
    for cells in zip(*(table[name].tolist() for name in names), strict=True):
        gap, word, office, date, due, reason = map(str, cells)
        one = Decision(gap, cast(Word, word), office, date, due, reason)
        old = found.get(gap)
        if old is None or not old.date or (date and last_day(date) >= last_day(old.date)):
            found[gap] = one
    return found
