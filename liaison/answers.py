"""Rows of a query, run within limits and printed as they were asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.errors import LimitExceeded
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
) -> None:  # fmt: skip
    """Run a query and print its rows.

    Parameters
    ----------
    limit : int or None
        Rows that were asked for; None for the limit that guards the machine, at which it is a fault to arrive.

    Raises
    ------
    LimitExceeded
        After printing, if the result was cut by a limit that nobody asked for.
    """
    from queries.engines import open_engine
    from queries.engines.base import Limits

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
    else:
        emit(_text(result, wanted, cut), output, force=force)
    if cut:
        raise LimitExceeded(f"the first {limits.rows:,} rows are shown; --limit N asks for more or fewer")


def _text(result: Result, form: str, cut: bool) -> str:
    if form == "json":
        answer: dict[str, Any] = {
            "schema_version": 1, "columns": list(result.columns), "rows": [list(row) for row in result.rows],
        }  # fmt: skip
        if cut:
            answer["truncated"] = True
        return json_text(answer)
    return "\n".join([*table(result.columns, result.rows), plural(len(result.rows), "row")])
