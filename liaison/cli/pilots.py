"""`liaison pilots`: which cities to choose as pilots."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("pilots", short_help="Choose pilot cities that reach the most others.")
@options.network
@click.option("--count", type=click.IntRange(min=1), default=3, show_default=True, help="How many to choose.")
@click.option("--programme", metavar="NAME", help="Choose among its members; without it every one that means to share.")
@click.option("--per-country", type=click.IntRange(min=1), metavar="N", help="At most so many of one country.")
@click.option("--must", multiple=True, metavar="CITY", help="Choose this one in any case.")
@click.option("--not", "exclude", multiple=True, metavar="CITY", help="Leave this one out.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, count: int, programme: str | None, per_country: int | None, must: tuple[str, ...],
    exclude: tuple[str, ...], as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None,
    form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Choose pilot cities: those whose learning reaches the most others, and beside it the proven optimum.

    \b
    Example:
      liaison pilots my-network/ --count 4 --per-country 1 --must kumanovo
    """
    from liaison.output import csv_text, emit, form_of, guard_output, json_text
    from liaison.pilot_pages import pilots_json, pilots_rows, pilots_table
    from liaison.session import find, seen
    from queries.pilots import choose_pilots

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp)
    chosen = choose_pilots(
        view, count, programme=find(view, programme) if programme else None, per_country=per_country,
        must=[find(view, name) for name in must], exclude=[find(view, name) for name in exclude],
    )  # fmt: skip
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(pilots_json(chosen)), output, force=force)
    elif wanted == "csv":
        emit(csv_text(*pilots_rows(chosen)), output, force=force)
    else:
        emit("\n".join(pilots_table(view, chosen, asked=as_of)), output, force=force)
