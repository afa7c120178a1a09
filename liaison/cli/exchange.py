"""`liaison exchange`: learning partners for several pilots at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("exchange", short_help="Assign learning partners to several pilots at once.")
@options.network
@click.option("--pilots", required=True, metavar="A,B,…", help="The pilots, by ids or names, with commas between.")
@click.option(
    "--per-city", type=click.IntRange(min=1), default=1, show_default=True, metavar="M",
    help="From how many pilots a city receives at most.",
)  # fmt: skip
@click.option(
    "--per-pilot", type=click.IntRange(min=1), default=3, show_default=True, metavar="N",
    help="With how many cities a pilot shares at most.",
)  # fmt: skip
@click.option("--preset", metavar="NAME", help="Weights for a purpose: similar-challenges, front-runner or nearby.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, pilots: str, per_city: int, per_pilot: int, preset: str | None, as_of: dt.date | None,
    known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Assign learning partners to several pilots at once, so that no city has to receive from too many and every
    country is reached if it can be; among such plans the one whose pairs fit best, by integer programming, and beside
    it what picking pair after pair would give.

    \b
    Example:
      liaison exchange my-network/ --pilots kumanovo,elbasan --per-pilot 3
    """
    from liaison.exchange_pages import exchange_json, exchange_rows, exchange_table
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.session import find, seen_without_ties
    from queries.exchange import plan_exchange
    from queries.partners import learning_kind, needs_ties

    guard_output(output, force)
    view = seen_without_ties(network, as_of, known_by, max_tlp, unless=lambda seen: needs_ties(seen, preset=preset))
    kind = learning_kind(view.schema)
    named = [find(view, name.strip(), base=kind) for name in pilots.split(",") if name.strip()]
    plan = plan_exchange(view, named, per_city=per_city, per_pilot=per_pilot, preset=preset)
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(exchange_json(plan, view.seen_as_of)), output, force=force)
    elif wanted in ROWS:
        emit_rows(*exchange_rows(plan), output, name="exchange", force=force)
    else:
        emit("\n".join(exchange_table(view, plan, asked=as_of)), output, force=force)
