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
@click.option(
    "--country", type=options.CountryCode(), metavar="XX", help="Only actors of this country; not with ACTOR."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many rows, of ACTOR or of --kind; all unless said.",
)
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
    from liaison.session import find, find_kind, seen, ties_of_all_dates

    guard_output(output, force)
    _guard_options(actor, kind, country, limit)
    wanted = form_of(form, output)
    view = seen(network, as_of, known_by, max_tlp)
    if actor is not None:
        ident = find(view, actor)
        if wanted == "json":
            emit(json_text(portrait.actor_json(view, ident, limit)), output, force=force)
        elif wanted in ROWS:
            columns, rows = portrait.tie_rows(view, ident)
            emit_rows(columns, rows, output, name="show", force=force, limit=limit)
        else:
            emit("\n".join(portrait.actor_lines(view, ident, limit, as_of)), output, force=force)
        return
    listed = find_kind(view, kind) if kind is not None else None
    columns, rows = portrait.kind_rows(view, listed, country) if listed else portrait.count_rows(view, country)
    if wanted == "json":
        items = [dict(zip(columns, row, strict=True)) for row in rows[:limit]]
        answer = {"schema_version": 1, "as_of": view.seen_as_of, "total": len(rows)}
        emit(json_text({**answer, "actors" if listed else "counts": items}), output, force=force)
    elif wanted in ROWS:
        emit_rows(columns, rows, output, name="show", force=force, limit=limit)
    elif listed:
        emit("\n".join(portrait.kind_lines(view, listed, country, limit)), output, force=force)
    else:
        head = portrait.head_lines(view, as_of, ties_of_all_dates())
        emit("\n".join([*head, *portrait.count_lines(view, country)]), output, force=force)


def _guard_options(actor: str | None, kind: str | None, country: str | None, limit: int | None) -> None:
    """Refuse what would be ignored."""
    from graphmodel.errors import UsageProblem

    for name, value in (("--kind", kind), ("--country", country)):
        if actor is not None and value is not None:
            raise UsageProblem(f"{name} lists several actors, and '{actor}' is one; leave one of the two out")
    if limit is not None and actor is None and kind is None:
        raise UsageProblem("--limit goes with ACTOR or --kind; the counts are few, and all are shown")
