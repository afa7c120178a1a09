"""What an engine is: something that takes a network and answers Cypher with rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from graphmodel.network import Network

__all__ = ["Engine", "Limits", "Result", "Value"]

Value = Any
"""None, bool, int, float, str, or lists and dicts of them; dates are ISO text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may cost.

    Parameters
    ----------
    seconds : float
        Time after which it is ended.
    rows : int
        Rows that are kept; a longer result is cut and marked as such.
    work : int
        Units of work (rows and list items looked at on the way), where the engine counts them.
    memory : int
        Bytes by which the process may grow meanwhile, where the system tells.
    """

    seconds: float = 10.0
    rows: int = 10_000
    work: int = 50_000_000
    memory: int = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query.

    Parameters
    ----------
    columns : list of str
        Names, as written after AS, else the expression.
    rows : list of tuple
        Plain values, one tuple a row.
    truncated : bool
        Whether rows beyond the limit were left out.
    """

    columns: list[str]
    rows: list[tuple[Value, ...]]
    truncated: bool = False

    def records(self) -> list[dict[str, Value]]:
        """Each row as a dict of column to value; lists are put in order, since no engine promises one in `collect`."""
        return [
            {name: _in_order(value) if type(value) is list else value for name, value in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]  # fmt: skip


def _in_order(value: list[Any]) -> list[Any]:
    if any(isinstance(item, (list, dict)) for item in value):
        return value
    return sorted(value, key=lambda item: (type(item).__name__, "" if item is None else item))


class Engine(Protocol):
    """Where Cypher runs. `load` comes first; `run` may follow as often as one likes; `close` ends it."""

    def load(self, network: Network) -> None:
        """Take a network in place of the one before."""

    def run(self, text: str, parameters: Mapping[str, Value] | None = None, *, limits: Limits = Limits()) -> Result:
        """Answer a query that only reads.

        Raises
        ------
        Refused
            If it would do anything but read.
        UsageProblem
            If it cannot be understood, names a kind that is not in the schema, or lacks a parameter.
        LimitExceeded
            If it was ended at a limit of time, work or memory.
        """

    def close(self) -> None:
        """Let go of the network."""
