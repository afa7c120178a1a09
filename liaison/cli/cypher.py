"""`liaison cypher`: a question of one's own."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

from liaison import options


@click.command("cypher", short_help="Ask a question of your own in Cypher; it only reads.")
@options.network
@click.argument("text")
@click.option("--param", "params", type=options.Pair(), multiple=True, help="Value of a parameter, such as city=peja.")
@click.option("--limit", type=click.IntRange(min=1), help="Rows to return; 10,000 unless said.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="10 unless said.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, text: str, params: tuple[tuple[str, Any], ...], limit: int | None, timeout: float | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Ask a question of your own in Cypher. TEXT is the question, or - to read it from standard input.

    It only reads: what would write, read a file or reach out is refused, and the command exits 8. A result that a
    limit cuts is printed as far as it goes, and the command exits 6.

    \b
    Example:
      liaison cypher my-network/ "MATCH (c:City)-[:TWINNED_WITH]-(d:City) RETURN c.name, d.name"
    """
    from liaison.answers import run_query
    from liaison.output import guard_output
    from liaison.session import seen

    guard_output(output, force)
    if text == "-":
        text = sys.stdin.read()
    view = seen(network, as_of, known_by, max_tlp, needs="kinds")
    run_query(
        view, text, dict(params), limit=limit, timeout=timeout, form=form, output=output, force=force, asked=as_of
    )
