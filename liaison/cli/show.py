"""`liaison show`: what is in a network, and what is on record of one actor."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("show", short_help="Say what is in a network, or what is on record of one actor.")
@options.network
@click.argument("actor", required=False)
@click.option("--kind", metavar="KIND", help="List the actors of this kind.")
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only actors of this country.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, actor: str | None, kind: str | None, country: str | None, limit: int | None,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Say what is in a network: actors by kind and country, ties, sources. With ACTOR (an id or any of its names): its
    facts and ties, each with what it rests on. With --kind: the actors of a kind.

    \b
    Examples:
      liaison show my-network/
      liaison show my-network/ Куманово
      liaison show my-network/ --kind City --country AL
    """
    from liaison import portrait
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.session import find, find_kind, seen
    from liaison.text import table

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp)
    wanted = form_of(form, output)
    if actor is not None:
        ident = find(view, actor)
        if wanted == "json":
            emit(json_text(portrait.actor_json(view, ident)), output, force=force)
        elif wanted in ROWS:
            emit_rows(*portrait.tie_rows(view, ident, limit), output, name="show", force=force)
        else:
            emit("\n".join(portrait.actor_lines(view, ident, limit)), output, force=force)
        return
    if kind is not None:
        columns, rows = portrait.kind_rows(view, find_kind(view, kind), country, limit)
    else:
        columns, rows = portrait.count_rows(view, country)
    if wanted == "json":
        listed = [dict(zip(columns, row, strict=True)) for row in rows]
        emit(json_text({"schema_version": 1, "actors" if kind else "counts": listed}), output, force=force)
    elif wanted in ROWS:
        emit_rows(columns, rows, output, name="show", force=force)
    else:
        head = [] if kind else portrait.head_lines(view, as_of)
        emit("\n".join([*head, *table(columns, rows)]), output, force=force)
