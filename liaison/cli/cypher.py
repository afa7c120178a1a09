"""`liaison cypher`: a question of one's own."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from liaison import options


@click.command("cypher", short_help="Ask a question of your own in Cypher; it only reads.")
@options.network
@click.argument("text")
@click.option(
    "--param", "params", type=options.TextPair(), multiple=True, help="Value of a parameter, such as city=peja."
)
@click.option("--limit", type=click.IntRange(min=1), help="Rows to return; 10,000 unless said.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="10 unless said.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, text: str, params: tuple[tuple[str, str], ...], limit: int | None, timeout: float | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Ask a question of your own in Cypher. TEXT is the question, or - to read it from standard input.

    It only reads: what would write, read a file or reach out is refused, and the command exits 8. A result that a
    limit cuts is printed as far as it goes, and the command exits 6. docs/graph.md says what nodes and relationships
    there are, docs/cypher.md which functions.

    A value of --param is a number, a list or true where it reads as one in JSON, else a text; if the question has front
    matter, as what `liaison queries NAME` prints, its types and defaults count. $as_of is the day that is asked about.

    \b
    Examples:
      liaison cypher my-network/ "MATCH (c:City)-[:TWINNED_WITH]-(d:City) RETURN c.name, d.name"
      liaison queries plan-not-received | liaison cypher my-network/ -
    """
    from liaison.answers import run_query
    from liaison.output import guard_output
    from liaison.parameters import once, text_parameters
    from liaison.session import notice, seen
    from queries.engines.guard import doubts, read
    from queries.engines.reading import pointed
    from queries.query import parameters_of

    guard_output(output, force)
    if text == "-":
        text = sys.stdin.read()
    named, declared = once(params), parameters_of(text)
    reading = read(text)
    view = seen(network, as_of, known_by, max_tlp, needs="actors" if declared else "kinds")
    given = text_parameters(view, text, declared, named)
    for place, sentence in doubts(reading, view.schema):
        notice(pointed(text, place, sentence))
    rows = run_query(
        view, text, given, limit=limit, timeout=timeout, form=form, output=output, force=force, asked=as_of
    )
    compared = [token.value for token in reading.tokens if token.kind == "string"]
    compared += [value for value in given.values() if isinstance(value, str)]
    if not rows and compared:
        from liaison.almost_named import almost_named

        named_there = view if len(view.actors) else seen(network, as_of, known_by, max_tlp, needs="actors")
        for sentence in almost_named(named_there, compared):
            notice(sentence)
