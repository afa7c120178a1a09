"""`liaison plan`: which introductions close most gaps, and who could make them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from liaison import options


@click.command("plan", short_help="Choose the introductions that close most gaps, and who could make them.")
@options.network
@click.option(
    "--ties",
    "count",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="K",
    help="How many introductions.",
)
@click.option("--per-actor", type=click.IntRange(min=1), metavar="M", help="At most so many for one actor.")
@click.option("--country", type=options.CountryCode(), metavar="XX", help="Only gaps of this country count.")
@click.option("--with-unrecorded", is_flag=True, help="Count gaps too of which no source speaks: no tie on record.")
@options.asking
@options.writing
@options.reading
def command(
    network: Path, count: int, per_actor: int | None, country: str | None, with_unrecorded: bool,
    as_of: dt.date | None, known_by: dt.date | None, max_tlp: str | None, form: str | None, output: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """Choose K new ties that close most gaps, name who is tied to both ends and could introduce them, and say what each
    tie closes and opens, by asking every rule again as if it were there; beside it the proven optimum.

    Gaps that count are those that a source reports or a full list shows; with --with-unrecorded also those of which no
    source speaks. Never counted are weak points of what is on record, where no tie is missing, and what was decided to
    be no gap, or to wait. A gap that names nobody at one end ("some CivilSocietyGroup in RS") is closed by a tie to any
    actor of that kind there. One that asks for something else than bringing two together, such as sending a plan,
    counts, is named and stays.

    \b
    Examples:
      liaison plan my-network/ --ties 5
      liaison plan my-network/ --ties 5 --per-actor 1 --country MK --with-unrecorded
    """
    from graphmodel.decisions import decisions_of
    from liaison.output import ROWS, emit, emit_rows, form_of, guard_output, json_text
    from liaison.plan_pages import plan_json, plan_rows, plan_table
    from liaison.session import seen
    from queries.narrowing import narrowed
    from queries.plan import plan_introductions

    guard_output(output, force)
    view = seen(network, as_of, known_by, max_tlp)
    aside = {gap for gap, one in decisions_of(view).items() if one.set_aside}
    plan = plan_introductions(
        view,
        count,
        per_actor=per_actor,
        narrow=lambda gaps: narrowed(view, gaps, country, None),
        with_unrecorded=with_unrecorded,
        leave_out=aside,
    )
    wanted = form_of(form, output)
    if wanted == "json":
        emit(json_text(plan_json(view, plan)), output, force=force)
    elif wanted in ROWS:
        emit_rows(*plan_rows(view, plan), output, name="plan", force=force)
    else:
        emit("\n".join(plan_table(view, plan, asked=as_of)), output, force=force)
