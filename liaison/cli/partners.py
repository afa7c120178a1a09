"""`liaison partners`: whom a city should share its learning with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("partners", short_help="Suggest whom a city should share its learning with, and why.")
@options.network
@click.argument("city")
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only partners of this country.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many; a table shows 5 unless said.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, city: str, country: str | None, limit: int | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Suggest whom CITY should share its learning with. CITY is an id or any of its names.

    The score is the sum of its parts, each with a weight, a value from 0 to 1 and a sentence. What is not known
    counts nothing; `at best` says what the score would be if all of it were favourable.

    \b
    Example:
      liaison partners my-network/ kumanovo --limit 3
    """
    from liaison.output import csv_text, emit, form_of, guard_output, json_text
    from liaison.partner_pages import partners_json, partners_rows, partners_table
    from liaison.session import find, seen
    from queries.partners import partners

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp)
    ident = find(view, city)
    found = [one for one in partners(view, ident) if country in (None, one.country)]
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(partners_json(ident, found[:limit])), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*partners_rows(found[:limit])), output, force=force)
    else:
        emit("\n".join(partners_table(view, ident, found, limit=limit or 5, asked=as_of)), output, force=force)
