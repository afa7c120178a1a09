"""Parameters as every engine takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from graphmodel.errors import UsageProblem
from queries.engines.base import Value
from queries.engines.reading import Reading

__all__ = ["arguments"]


def arguments(reading: Reading, parameters: Mapping[str, Value] | None) -> dict[str, Value]:
    """Values for the parameters of a text, and no others.

    Raises
    ------
    UsageProblem
        If a value is of a type that a query does not take.
    """
    return {
        token.value: _argument(token.value, (parameters or {})[token.value]) for token in reading.parameters
    }  # fmt: skip


def _argument(name: str, value: Value, depth: int = 0) -> Value:
    if value is None or isinstance(value, (bool, int, float, str)):
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            raise UsageProblem(f"parameter '{name}': the number {value} is too large")
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if depth < 5 and isinstance(value, Mapping):
        return {str(key): _argument(name, item, depth + 1) for key, item in value.items()}
    if depth < 5 and isinstance(value, Sequence):
        return [_argument(name, item, depth + 1) for item in value]
    raise UsageProblem(f"parameter '{name}' is a {type(value).__name__}; expected a number, text, list or map")
