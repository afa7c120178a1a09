"""`liaison query`: a query of the catalogue, asked of a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from liaison import options


@click.command("query", short_help="Run a query of the catalogue.")
@options.network
@click.argument("name")
@click.option("--param", "params", type=options.Pair(), multiple=True, help="Value of a parameter, such as city=peja.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Rows to return; 10,000 unless said.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, name: str, params: tuple[tuple[str, Any], ...], limit: int | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Run a query of the catalogue, or of the network's own queries/ folder. `liaison queries` lists them.

    \b
    Examples:
      liaison query my-network/ tied-by-level
      liaison query my-network/ transferable --param giver=kumanovo
    """
    from liaison.answers import run_query
    from liaison.output import guard_output
    from liaison.session import query_parameters, seen
    from queries.query import catalogue, find_query

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp, needs="kinds")
    query = find_query(name, catalogue(view.folder, schema=view.schema))
    given = query_parameters(view, query, dict(params))
    run_query(view, query.text, given, limit=limit, timeout=None, form=form, output=output, force=force, asked=as_of)
