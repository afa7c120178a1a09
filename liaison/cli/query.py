"""`liaison query`: a query of the catalogue, asked of a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("query", short_help="Run a query of the catalogue.")
@options.network
@click.argument("name")
@click.option(
    "--param", "params", type=options.TextPair(), multiple=True, help="Value of a parameter, such as city=peja."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Rows to return; 10,000 unless said.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, name: str, params: tuple[tuple[str, str], ...], limit: int | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Run a query of the catalogue, or of the network's own queries/ folder. `liaison queries` lists them.

    Each parameter has a type: an actor may be called by its id or any of its names, a date is 2018, 2018-11 or
    2018-11-29, and what is yes or no is written so.

    \b
    Examples:
      liaison query my-network/ tied-by-level
      liaison query my-network/ transferable --param giver=Kumanovo
    """
    from liaison.answers import run_query
    from liaison.output import guard_output
    from liaison.parameters import once, query_parameters
    from liaison.session import seen
    from queries.query import FAMILIES, catalogue, find_query

    guard_output(output, force)
    named = once(params)
    view = seen(network, as_of, known_by, max_tlp, needs="actors" if named else "kinds")
    asked = [(family, name) for family in FAMILIES]  # a fault in another file is no matter
    query = find_query(name, catalogue(view.folder, schema=view.schema, asked=asked))
    given = query_parameters(view, query, named)
    run_query(view, query.text, given, limit=limit, timeout=None, form=form, output=output, force=force, asked=as_of)
