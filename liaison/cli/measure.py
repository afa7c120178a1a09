"""`liaison measure`: how offices and organisations are placed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("measure", short_help="Measure how offices and organisations are placed.")
@options.network
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many actors; a table shows 15.")
@click.option(
    "--motifs", nargs=2, metavar="ACTORS SUBJECTS",
    help="Count the motifs of two levels too: of two kinds, such as City Programme.",
)  # fmt: skip
@options.asking
@options.writing
@options.reading
def command(
    network: Path, limit: int | None, motifs: tuple[str, str] | None, as_of: dt.date | None, known_by: dt.date | None,
    max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Measure how offices, organisations and cities are placed: how many they are tied to, how many shortest paths run
    through them (betweenness; estimated above 10,000 actors), in which part they are, how dense it is around them
    (k-core), and how many lose every path to the rest without them. Persons are not measured.

    \b
    Examples:
      liaison measure my-network/
      liaison measure my-network/ --motifs City Programme
    """
    from liaison.output import csv_text, emit, form_of, guard_output, json_text
    from liaison.placing import measure_json, measure_rows, measure_table
    from liaison.session import find_kind, notice, seen
    from queries.measure import measure, motif_counts

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp)
    counted = None
    if motifs is not None:
        actors, subjects = (find_kind(view, text) for text in motifs)
        counted = {"actors": actors, "subjects": subjects, "counts": motif_counts(view, actors, subjects)}
    found = measure(view)
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(measure_json(view, found, counted, limit)), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*measure_rows(found, limit)), output, force=force)
    else:
        emit("\n".join(measure_table(view, found, counted, limit=limit or 15, asked=as_of)), output, force=force)
    if limit is not None and len(found.placed) > limit and wanted != "table":
        notice(f"{limit:,} of {len(found.placed):,} actors; --limit N gives more")
