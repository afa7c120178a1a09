"""What a server means to do with a text, read from the plan that EXPLAIN gives: a second look after the guard's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["forbidden_step"]

_REFUSED = (
    "LoadCSV", "ProcedureCall", "Create", "Delete", "DetachDelete", "Set", "Remove", "Merge", "LockingMerge", "Foreach",
    "SubqueryForeach", "Transaction", "Command", "Show", "Drop", "Alter", "Grant", "Deny", "Revoke", "Start", "Stop",
    "Terminate", "Rename", "EmptyResult", "DoNothing",
)  # fmt: skip
"""Beginnings of the names of operators that write, call, load or steer."""


def forbidden_step(plan: Mapping[str, Any] | None) -> str | None:
    """Name of the first operator that does more than read, or None.

    Parameters
    ----------
    plan : mapping or None
        As the driver gives it: `operatorType` and `children`.

    Examples
    --------
    >>> forbidden_step({"operatorType": "ProduceResults@neo4j", "children": [{"operatorType": "LoadCSV@neo4j"}]})
    'LoadCSV'
    >>> forbidden_step({"operatorType": "ProduceResults@neo4j", "children": [{"operatorType": "AllNodesScan@neo4j"}]})
    """
    return next((name for name in _operators(plan) if name.startswith(_REFUSED)), None)


def _operators(plan: Mapping[str, Any] | None) -> Iterator[str]:
    """Names of all operators, the outermost first; not by recursion, since a plan is as deep as a query is long."""
    waiting = [plan] if plan is not None else []
    while waiting:
        step = waiting.pop()
        yield str(step.get("operatorType", "")).partition("@")[0]
        waiting.extend(reversed(step.get("children", ())))
