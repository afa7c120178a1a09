"""Rows of a query, run within limits and printed as they were asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import LimitExceeded, UsageProblem
from liaison.output import ROWS, emit, emit_rows, form_of, json_text
from liaison.session import notice, when
from liaison.text import plural, table

if TYPE_CHECKING:
    from graphmodel.network import Network
    from queries.engines.base import Result

__all__ = ["run_query"]


def run_query(
    network: Network, text: str, parameters: Mapping[str, Any], *, limit: int | None, timeout: float | None,
    form: str | None, output: Path | None, force: bool, asked: dt.date | None,
) -> int:  # fmt: skip
    """Run a query and print its rows.

    Parameters
    ----------
    limit : int or None
        Rows that were asked for; None for the limit that guards the machine, at which it is a fault to arrive.

    Returns
    -------
    int
        How many rows there are.

    Raises
    ------
    UsageProblem
        If the query is no text.
    LimitExceeded
        After printing, if the result was cut by a limit that nobody asked for.
    """
    from queries.engines import open_engine
    from queries.engines.base import Limits

    if text != text.encode("utf-8", "replace").decode("utf-8"):
        raise UsageProblem("expected a question in UTF-8, found bytes that are no text; save it as UTF-8")
    limits = Limits()
    limits = Limits(seconds=timeout or limits.seconds, rows=limit or limits.rows)
    engine = open_engine(network)
    try:
        result = engine.run(text, parameters, limits=limits)
    finally:
        engine.close()
    cut = result.truncated and limit is None
    notice(when(network, asked))
    wanted = form_of(form, output)
    if wanted in ROWS:
        emit_rows(result.columns, result.rows, output, name="rows", force=force)
    elif wanted == "json":
        answer: dict[str, Any] = {
            "schema_version": 1, "as_of": network.seen_as_of, "columns": list(result.columns),
            "rows": [list(row) for row in result.rows],
        }  # fmt: skip
        emit(json_text(answer | {"truncated": True} if cut else answer), output, force=force)
    else:
        emit("\n".join([*table(result.columns, result.rows), _counted(result)]), output, force=force)
    if result.truncated and not cut and wanted != "table":
        notice(f"the first {plural(len(result.rows), 'row')}; there are more, and --limit N gives them")
    if cut:
        raise LimitExceeded(f"the first {limits.rows:,} rows are shown; --limit N asks for more or fewer")
    return len(result.rows)


def _counted(result: Result) -> str:
    """How many rows there are, or that there are more than those shown."""
    rows = plural(len(result.rows), "row")
    return f"the first {rows}; there are more, and --limit N shows them" if result.truncated else rows
