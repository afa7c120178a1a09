"""Small networks for tests, written as the rows that a person would fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphmodel.border import assemble
from graphmodel.network import Network
from graphmodel.schema import Schema, builtin_schema
from graphmodel.sheets import Sheet, Sheets

Row = Mapping[str, str]


def small_network(
    actors: Sequence[Row], ties: Iterable[Sequence[Any]] = (), *, sources: Sequence[Row] = (),
    coverage: Sequence[Row] = (), facts: Sequence[Row] = (), decisions: Sequence[Row] = (),
    schema: Schema | None = None,
) -> Network:  # fmt: skip
    """A network of actors (rows) and ties (from, kind, to, and perhaps further cells as a dict).

    Rows without a source rest on "report", a report of December 2018.
    """
    rows = [
        {"from": a, "tie": kind, "to": b, "source": "report", **(more[0] if more else {})} for a, kind, b, *more in ties
    ]
    sheets = {
        "actors": _sheet("actors", [{"source": "report", **row} for row in actors]),
        "ties": _sheet("ties", rows),
        "sources": _sheet("sources", [REPORT, *sources]),
        "coverage": _sheet("coverage", coverage),
        "facts": _sheet("facts", facts),
        "decisions": _sheet("decisions", decisions),
    }
    return assemble(
        Sheets({name: sheet for name, sheet in sheets.items() if sheet.columns}), schema or builtin_schema()
    )


REPORT = {"id": "report", "title": "A report", "publisher": "A publisher", "published": "2018-12"}


def _sheet(name: str, rows: Sequence[Row]) -> Sheet:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return Sheet.of_records(name, columns, [{column: row.get(column, "") for column in columns} for row in rows])


def actor(ident: str, kind: str, country: str = "", **more: str) -> dict[str, str]:
    """A row of actors; the name is the id with a capital."""
    return {"id": ident, "kind": kind, "name": ident.replace("-", " ").title(), "country": country, **more}
